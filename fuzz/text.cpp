// Names, codes and file names as people type them and phones send them.
#include "domain/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "domain/event_code.hpp"

using namespace snapory;

namespace {

void expect(bool holds) {
    if (!holds) std::abort();
}

void file_name(std::string_view given) {
    const std::string name = clean_file_name(given);
    expect(!name.empty() && name.size() <= 200 && is_utf8(name));
    expect(name.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos && name != "..");
    expect(clean_file_name(name) == name);
}

void line(std::string_view typed) {
    constexpr std::size_t most = 80;
    const auto read = parse_line(typed, most, "title");
    if (!read) return;
    expect(is_utf8(*read) && character_count(*read) <= most && parse_line(*read, most, "title") == *read);
}

void event_code(std::string_view typed) {
    const auto code = parse_event_code(typed);
    if (!code) return;
    expect(code->text().size() == event_code_length && parse_event_code(code->text()) == code);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    file_name(text);
    line(text);
    event_code(text);
    return 0;
}
