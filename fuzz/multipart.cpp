// A form must read the same however it is cut, and must never end as whole when it is broken.
#include "http/multipart.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace snapory::http;

namespace {

class Transcript final : public MultipartEvents {
public:
    std::optional<MultipartError> on_part(PartHead head) override {
        text += "<part " + head.name + '|' + head.file_name.value_or("-") + '|' + head.content_type + '>';
        return std::nullopt;
    }
    std::optional<MultipartError> on_data(std::span<const std::byte> bytes) override {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return std::nullopt;
    }
    std::optional<MultipartError> on_part_end() override {
        text += "<end>";
        return std::nullopt;
    }
    std::string text;
};

struct Outcome {
    std::string text;
    std::optional<MultipartError> error;
    bool operator==(const Outcome&) const = default;
};

Outcome parse(std::span<const std::byte> form, std::size_t piece) {
    Transcript transcript;
    MultipartParser parser("XX", transcript);
    while (!form.empty() && parser.parse(form.first(std::min(piece, form.size()))))
        form = form.subspan(std::min(piece, form.size()));
    parser.finish();
    return {.text = std::move(transcript.text), .error = parser.error()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto form = std::as_bytes(std::span(data + 1, size - 1));
    const Outcome whole = parse(form, form.size() + 1);
    const Outcome pieces = parse(form, data[0] % 32 + 1U);
    // What an error leaves behind may differ by the bytes that were still held back.
    if (whole.error != pieces.error || (!whole.error && whole != pieces)) std::abort();
    static_cast<void>(multipart_boundary({reinterpret_cast<const char*>(data), size}));
    return 0;
}
