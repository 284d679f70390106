#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/id.hpp"

namespace snapory {

// What a picture looks like: a direction, near to those of pictures that look alike. Only directions by one
// model can be compared; how long they are says nothing.
struct Embedding {
    ModelId model;
    std::vector<std::int8_t> values;

    bool operator==(const Embedding&) const = default;
};

// Of what a model gave. Without values when these have no direction: all are 0, or one is no finite number.
Embedding embedding_of(const ModelId& model, std::span<const float> values);

// 1 for one direction, about 0 for pictures that have nothing in common; 0 where they cannot be compared.
float cosine(const Embedding& a, const Embedding& b);

}  // namespace snapory
