#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {

// A value of the Redis serialization protocol, version 2.
struct RespValue {
    enum class Kind : std::uint8_t { null, text, error, integer, array };

    Kind kind = Kind::null;
    std::string text;  // of a text or an error; any bytes
    std::int64_t integer = 0;
    std::vector<RespValue> items;

    bool operator==(const RespValue&) const = default;
};

// What came is not of the protocol, or larger than any answer that Snapory asks for.
struct MalformedResp : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Makes values of bytes that arrive in pieces. An answer of more than 16 MiB, 262,144 values or eight arrays
// in each other is refused; so much memory is never set aside before its bytes are there. Not to be used
// after it has thrown.
class RespParser {
public:
    void feed(std::string_view bytes);
    // The next value; nothing when more bytes are wanted. Throws MalformedResp.
    std::optional<RespValue> next();

private:
    struct Open {  // an array that is not complete
        RespValue array;
        std::size_t missing = 0;
    };

    std::optional<RespValue> element();
    std::optional<RespValue> bulk(std::int64_t length, std::size_t head);
    std::optional<RespValue> close(RespValue value);
    void count(std::size_t bytes);

    std::string buffer_;
    std::size_t at_ = 0;  // of the first byte that is not used
    std::vector<Open> open_;
    std::size_t bytes_ = 0, values_ = 0;  // of the value that is being read
};

// A command as Redis wants to be sent it.
std::string encode_command(std::span<const std::string> arguments);

}  // namespace snapory
