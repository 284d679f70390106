#pragma once

#include <array>
#include <span>
#include <vector>

#include "infrastructure/sql/parameter.hpp"
#include "infrastructure/sql/row.hpp"

struct pg_result;

namespace snapory {

// The parameters of one run as libpq takes them: each of the type of its value, numbers as text, so that they
// fit a column of any size, texts and bytes as they are. Views the parameters, which must outlive this.
class PostgresValues {
public:
    explicit PostgresValues(std::span<const Parameter> parameters);

    int count() const { return static_cast<int>(values_.size()); }
    const unsigned* types() const { return types_.data(); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    using Digits = std::array<char, 32>;
    struct Adder;

    void add(unsigned type, const char* value, std::size_t length, int format);

    std::vector<Digits> digits_;  // as many as there are parameters, so that their addresses stay
    std::vector<unsigned> types_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

// One row of a result in binary format.
class PostgresRow final : public Row {
public:
    PostgresRow(const pg_result* result, int row) : result_(result), row_(row) {}

    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    double real(int column) const override;
    std::string_view text(int column) const override;
    std::span<const std::byte> bytes(int column) const override;

private:
    template <class Number>
    Number big_endian(int column) const;

    const pg_result* result_;
    int row_;
};

}  // namespace snapory
