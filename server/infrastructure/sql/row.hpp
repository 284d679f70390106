#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/id.hpp"
#include "domain/time.hpp"
#include "infrastructure/sql/names.hpp"

namespace snapory {

// One row of a result, while it is visited. Columns count from 0; views end with the visit.
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::span<const std::byte> bytes(int column) const = 0;
};

// Reads the columns of a row from left to right into fields, each by its type.
class Columns {
public:
    explicit Columns(const Row& row) : row_(row) {}

    template <class... Fields>
    Columns& read(Fields&... fields) {
        (take(fields), ...);
        return *this;
    }
    template <class Field>
    Field next() {
        Field field{};
        take(field);
        return field;
    }

private:
    void take(std::string& field) { field = row_.text(next_++); }
    void take(TimePoint& field) { field = TimePoint(Milliseconds(row_.integer(next_++))); }
    void take(bool& field) { field = row_.integer(next_++) != 0; }

    template <std::integral Number>
    void take(Number& field) {
        field = static_cast<Number>(row_.integer(next_++));
    }
    template <std::floating_point Number>
    void take(Number& field) {
        field = static_cast<Number>(row_.real(next_++));
    }
    template <class Tag>
    void take(Id<Tag>& field) {
        field = Id<Tag>(std::string(row_.text(next_++)));
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void take(Enum& field) {
        field = named<Enum>(row_.text(next_++));
    }
    void take(std::vector<std::byte>& field) {
        auto bytes = row_.bytes(next_++);
        field.assign(bytes.begin(), bytes.end());
    }
    template <class T>
    void take(std::optional<T>& field) {
        field.reset();
        if (row_.is_null(next_))
            ++next_;
        else
            take(field.emplace());
    }

    const Row& row_;
    int next_ = 0;
};

// The whole row as one field, such as an id or a count.
template <class Field>
Field first_column(const Row& row) {
    return Columns(row).next<Field>();
}

}  // namespace snapory
