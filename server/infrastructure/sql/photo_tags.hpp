#pragma once

#include <vector>

#include "domain/photo.hpp"
#include "domain/tag_verdict.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The table of what photos show. Each call belongs to the transaction that changes it.

// What hosts said of the photo.
std::vector<TagVerdict> verdicts_on(Connection& connection, const PhotoId& photo);

// Takes the place of a photo's tags, and of the words by which it is found, as it is in its row from now on.
void replace_tags(Connection& connection, const Photo& photo, const std::vector<Tag>& tags);

}  // namespace snapory
