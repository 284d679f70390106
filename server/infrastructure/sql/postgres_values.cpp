#include "infrastructure/sql/postgres_values.hpp"

#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <stdexcept>

namespace snapory {
namespace {

// Of pg_type.dat; they never change.
constexpr Oid unknown = 0, bytea = 17, int8 = 20, int2 = 21, int4 = 23, text = 25, float4 = 700, float8 = 701;
constexpr int as_text = 0, as_binary = 1;

std::int64_t number_in(std::string_view digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

[[noreturn]] void refuse(Oid type) {
    throw std::logic_error("a column of type " + std::to_string(type) + " is no number; write a cast");
}

}  // namespace

struct PostgresValues::Adder {
    PostgresValues& to;

    void operator()(std::nullptr_t) const { to.add(unknown, nullptr, 0, as_text); }
    void operator()(std::int64_t number) const { add_number(int8, number); }
    void operator()(double number) const { add_number(float8, number); }
    void operator()(std::string_view value) const {
        const char* data = value.empty() ? "" : value.data();  // a null pointer would mean NULL
        to.add(snapory::text, data, value.size(), as_binary);  // so that a NUL does not end it
    }
    void operator()(Parameter::Bytes value) const {
        const char* data = value.empty() ? "" : reinterpret_cast<const char*>(value.data());
        to.add(bytea, data, value.size(), as_binary);
    }

private:
    void add_number(Oid type, auto number) const {
        auto& digits = to.digits_.emplace_back();
        *std::to_chars(digits.data(), digits.data() + digits.size() - 1, number).ptr = '\0';
        to.add(type, digits.data(), 0, as_text);
    }
};

PostgresValues::PostgresValues(std::span<const Parameter> parameters) {
    digits_.reserve(parameters.size());
    for (const auto& parameter : parameters) std::visit(Adder{*this}, parameter.value());
}

void PostgresValues::add(unsigned type, const char* value, std::size_t length, int format) {
    types_.push_back(type);
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
}

bool PostgresRow::is_null(int column) const { return PQgetisnull(result_, row_, column) == 1; }

template <class Number>
Number PostgresRow::big_endian(int column) const {
    Number number{};
    for (auto byte : bytes(column)) number = static_cast<Number>(number << 8 | std::to_integer<Number>(byte));
    return number;
}

std::int64_t PostgresRow::integer(int column) const {
    switch (auto type = PQftype(result_, column)) {
        case int8: return static_cast<std::int64_t>(big_endian<std::uint64_t>(column));
        case int4: return static_cast<std::int32_t>(big_endian<std::uint32_t>(column));
        case int2: return static_cast<std::int16_t>(big_endian<std::uint16_t>(column));
        case snapory::text: return number_in(text(column));
        default: refuse(type);
    }
}

double PostgresRow::real(int column) const {
    switch (PQftype(result_, column)) {
        case float8: return std::bit_cast<double>(big_endian<std::uint64_t>(column));
        case float4: return std::bit_cast<float>(big_endian<std::uint32_t>(column));
        default: return static_cast<double>(integer(column));
    }
}

std::string_view PostgresRow::text(int column) const {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::span<const std::byte> PostgresRow::bytes(int column) const {
    return std::as_bytes(std::span(text(column)));
}

}  // namespace snapory
