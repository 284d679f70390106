// Whatever is accepted as a head must hold to the rules that keep two readers of one connection in step.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "http/delivery.hpp"
#include "http/head.hpp"
#include "http/url.hpp"

using namespace snapory::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::size_t scanned = 0;
    const auto end = find_head_end(bytes, scanned);
    const auto head =
        parse_head(bytes.substr(0, end.value_or(bytes.size())), {.bytes = 16UZ * 1024, .fields = 100});
    if (!head) return 0;
    const bool both = head->headers.contains("Content-Length") && head->headers.contains("Transfer-Encoding");
    const bool lengths =
        head->headers.count("Content-Length") > 1 || head->headers.count("Transfer-Encoding") > 1;
    if (!end || both || lengths || head->headers.size() > 100 || !head->target.starts_with('/')) std::abort();
    static_cast<void>(parse_query(head->target));
    static_cast<void>(parse_range(head->headers.find("Range").value_or(""), 1000));
    return 0;
}
