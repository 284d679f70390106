// What a target, a Range field and an If-None-Match field may hold.
#include "http/url.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "http/delivery.hpp"

using namespace snapory::http;

namespace {

void expect(bool holds) {
    if (!holds) std::abort();
}

void escapes(std::string_view text) {
    const auto decoded = percent_decode(text);
    if (decoded) expect(percent_decode(percent_encode(*decoded)) == decoded);
    const auto pairs = parse_query(text);
    if (!pairs) return;
    std::string again;
    for (const auto& [name, value] : *pairs)
        again += (again.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
    expect(parse_query(again) == pairs);
}

void range(std::string_view field) {
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1000}, ~std::uint64_t{0}}) {
        const auto asked = parse_range(field, size);
        if (asked.kind != RangeRequest::Kind::satisfiable) continue;
        expect(asked.range.length > 0 && asked.range.offset < size &&
               asked.range.length <= size - asked.range.offset);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    escapes(text);
    range(text);
    expect(names_etag(text, "\"tag\"") == names_etag(text, "W/\"tag\""));
    return 0;
}
