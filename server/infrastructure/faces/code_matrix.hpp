#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "infrastructure/faces/dot_products.hpp"

namespace snapory {

// Face codes of one length, scanned row by row without missing any. Beside each code lies a copy rounded to
// bytes, a quarter of its size: the scan reads those, and reads the floats only of rows whose rounding leaves
// it open whether they reach the floor. About 3.5 KB a row of 704. Reading may go on in many threads while
// nobody adds.
class CodeMatrix {
public:
    explicit CodeMatrix(std::size_t length, DotProducts products = fastest_dot_products());

    // A code of length 1 becomes the next row. Throws std::invalid_argument when it has another number of
    // values.
    void add(std::span<const float> code);

    std::size_t rows() const { return coarse_.size(); }

    struct Hit {
        std::size_t row;
        float cosine;
    };
    // Rows whose product with `code` is at least `floor`, in their order. Throws as add() does.
    std::vector<Hit> at_least(std::span<const float> code, float floor) const;

private:
    // value = byte * step, give or take; `error` is the length of what rounding took away.
    struct Coarse {
        float step;
        float error;
    };
    void require_length(std::span<const float> code) const;
    Coarse round(std::span<const float> code, std::span<std::int8_t> bytes) const;

    std::size_t length_;
    std::size_t stride_;  // length_ rounded up to whole blocks, the rest filled with zeros
    DotProducts products_;
    std::vector<float> codes_;
    std::vector<std::int8_t> bytes_;
    std::vector<Coarse> coarse_;
};

}  // namespace snapory
