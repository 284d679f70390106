#include "domain/tag_verdict.hpp"

#include <algorithm>

#include "domain/text.hpp"

namespace snapory {

std::vector<Tag> judged(std::vector<Tag> found, const std::vector<TagVerdict>& verdicts) {
    for (const auto& [name, shows] : verdicts) {
        std::erase_if(found, [&](const Tag& tag) { return tag.name == name; });
        if (shows) found.push_back({name, 1, host_model});
    }
    std::ranges::sort(found, is_surer);
    return found;
}

Result<std::string> parse_tag_name(std::string_view typed) {
    constexpr std::size_t most_characters = 40;
    auto name = parse_line(typed, most_characters, "tag");
    if (!name) return name;
    if (name->empty()) return fail(Errc::invalid, "Name the tag.", "tag");
    if (name->contains(',')) return fail(Errc::invalid, "A tag has no comma.", "tag");
    return name;
}

}  // namespace snapory
