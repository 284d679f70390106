#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/id.hpp"

namespace snapory {

// Where a model says nothing else; docs/models.md has the figures.
inline constexpr float usual_likeness = 0.6F;

// What a picture looks like, or one would that shows what a text says: a direction, near to those of pictures
// that look alike. Only directions by one model can be compared; how long they are says nothing.
struct Embedding {
    ModelId model;
    std::vector<std::int8_t> values;
    float alike = usual_likeness;  // from which cosine on a picture is like this, as the model's maker says

    bool operator==(const Embedding&) const = default;
};

// Of what a model gave. Without values when these have no direction: all are 0, or one is no finite number.
Embedding embedding_of(const ModelId& model, std::span<const float> values, float alike = usual_likeness);

// 1 for one direction, about 0 for pictures that have nothing in common; 0 where they cannot be compared.
float cosine(const Embedding& a, const Embedding& b);

}  // namespace snapory
