#pragma once

#include <vector>

#include "application/ports/image_reader.hpp"
#include "domain/face.hpp"
#include "domain/tag.hpp"

namespace snapory {

// The model of what rules tell.
inline const ModelId look_rules{"rules-1"};

// What can be told of a photo by rules: black and white, screenshot, blurred, dark. Each rule rather stays
// silent than errs; docs/models.md has the figures.
std::vector<Tag> look_tags(const ImageReading& reading);

// How many people are in it: solo, couple or group, by the faces found. Nothing without faces.
std::vector<Tag> company_tags(const std::vector<Face>& faces);
bool is_company_tag(const Tag& tag);

}  // namespace snapory
