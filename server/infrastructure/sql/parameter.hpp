#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/id.hpp"
#include "domain/time.hpp"
#include "infrastructure/sql/names.hpp"

namespace snapory {

// A value for one `$n` of a statement. Only looks at texts and bytes: what it was made from must outlive the
// run.
class Parameter {
public:
    using Bytes = std::span<const std::byte>;
    using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Bytes>;

    Parameter(std::nullptr_t) : value_(nullptr) {}
    Parameter(std::integral auto number) : value_(static_cast<std::int64_t>(number)) {}
    Parameter(std::floating_point auto number) : value_(static_cast<double>(number)) {}
    Parameter(std::string_view text) : value_(text) {}
    Parameter(const char* text) : value_(std::string_view(text)) {}
    Parameter(const std::string& text) : value_(std::string_view(text)) {}
    Parameter(Bytes bytes) : value_(bytes) {}
    Parameter(const std::vector<std::byte>& bytes) : value_(Bytes(bytes)) {}
    Parameter(TimePoint time) : value_(std::int64_t{time.time_since_epoch().count()}) {}

    template <class Tag>
    Parameter(const Id<Tag>& id) : value_(std::string_view(id.text())) {}

    template <class Enum>
        requires std::is_enum_v<Enum>
    Parameter(Enum value) : value_(name_of(value)) {}

    template <class T>
    Parameter(const std::optional<T>& value) : value_(value ? Parameter(*value).value_ : Value(nullptr)) {}

    const Value& value() const { return value_; }

private:
    Value value_;
};

}  // namespace snapory
