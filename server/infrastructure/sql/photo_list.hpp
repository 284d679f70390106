#pragma once

#include <span>
#include <vector>

#include "application/ports/photos.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// One page of a gallery, in two statements, and one more for each word and tag that it is searched by.
Page<PhotoWithFaces, PhotoPosition> list_photos(Connection& connection, const PhotoQuery& query);

// A condition on `photos`, called `row` there, for a WHERE: what this person sees of an event's photos, being
// no host.
std::string visible_condition(const std::string& row, const Uploader& person,
                              std::vector<Parameter>& parameters);

// The photos and what was found in each, in the order given; one statement.
std::vector<PhotoWithFaces> with_faces(Connection& connection, std::vector<Photo> photos);

}  // namespace snapory
