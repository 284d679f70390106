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
    static constexpr std::size_t max_part_head = 8 << 10;  // bytes

    // The events must outlive the parser.
    MultipartParser(std::string_view boundary, MultipartEvents& events);

    // False once the form is broken or refused; error() then says why.
    bool parse(std::span<const std::byte> bytes);
    // The body has ended. False when the closing boundary did not come.
    bool finish();
    std::optional<MultipartError> error() const { return error_; }

private:
    enum class State : std::uint8_t { preamble, after_delimiter, head, data, epilogue };

    // Each takes what it can use off the front.
    void step(std::string_view& input);
    void scan(std::string_view& input);
    bool scan_held(std::string_view& input);
    void read_delimiter_tail(std::string_view& input);
    void read_head(std::string_view& input);

    void begin_part(std::string_view head);
    void give(std::string_view bytes);
    void at_delimiter();
    void note(std::optional<MultipartError> error);

    MultipartEvents& events_;
    std::string delimiter_;  // CRLF "--" boundary
    // While scanning: bytes that may turn out to begin a delimiter; else what has come of the head or
    // delimiter's tail. The first delimiter needs no CRLF before it, so one is pretended.
    std::string held_ = "\r\n";
    State state_ = State::preamble;
    std::optional<MultipartError> error_;
};

}  // namespace snapory::http
