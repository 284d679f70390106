#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace snapory::http {

// The head of one part of multipart/form-data (RFC 7578).
struct PartHead {
    std::string name;                      // of the form's field
    std::optional<std::string> file_name;  // as the client named it: data, never a path
    std::string content_type;              // as the client says; empty if it does not
};

// Why a form cannot be read.
enum class MultipartError : std::uint8_t {
    malformed,
    truncated,  // ended before the closing boundary
    too_many_parts,
    part_head_too_large,
    field_too_large,
};
std::string_view describe(MultipartError error);

// Hears what a parser finds.
class MultipartEvents {
public:
    virtual ~MultipartEvents() = default;
    // Each may refuse; the parser then stops with that error.
    virtual std::optional<MultipartError> on_part(PartHead head) = 0;
    virtual std::optional<MultipartError> on_data(std::span<const std::byte> bytes) = 0;
    virtual std::optional<MultipartError> on_part_end() = 0;
};

// The boundary of a Content-Type header; nothing if it is no multipart/form-data with a valid boundary.
std::optional<std::string> multipart_boundary(std::string_view content_type);

// Parses a form as its bytes arrive, however they are cut, with memory bounded by one part head. Not
// thread-safe.
class MultipartParser {
public:
    static constexpr std::size_t max_part_head = 8 * 1024;  // bytes

    // The events must outlive the parser.
    MultipartParser(std::string_view boundary, MultipartEvents& events);

    // False once the form is broken or refused; error() then says why.
    bool parse(std::span<const std::byte> bytes);
    // The body has ended. False when the closing boundary did not come.
    bool finish();
    std::optional<MultipartError> error() const { return error_; }

private:
    enum class State : std::uint8_t { preamble, after_boundary, head, data, epilogue };

    std::string_view take(std::string_view input);
    std::string_view skip_preamble(std::string_view input);
    std::string_view read_boundary_tail(std::string_view input);
    std::string_view read_head(std::string_view input);
    std::string_view read_data(std::string_view input);
    void fail(std::optional<MultipartError> error);

    MultipartEvents& events_;
    std::string delimiter_;  // CRLF "--" boundary
    std::string held_;  // bytes that may still turn out to be a delimiter, or a head that is not whole yet
    State state_ = State::preamble;
    std::optional<MultipartError> error_;
};

}  // namespace snapory::http
