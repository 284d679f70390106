#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "application/ports/photos.hpp"
#include "domain/photo.hpp"
#include "domain/tag.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The index of words by which photos are found. Words of a photo's file, camera and tags are kept apart from
// those of its uploader's name, which changes by itself, and of its town, which not everybody is told. Each
// call belongs to the transaction that changes what the words are of.

// Takes the place of all words of a photo, as it is in its row from now on.
void replace_words(Connection& connection, const Photo& photo, const std::vector<Tag>& tags);

// Takes the place of the name's words on every photo that the guest added.
void rename_in_words(Connection& connection, const EventId& event, const GuestId& guest,
                     const std::string& name);

// A condition on `photos` for a WHERE: each word of the query's text begins a word of the photo, or of its
// town unless towns are secret. Parameters are added to `parameters` and view the query and `texts`, where
// what is looked for is kept. A text without any word finds nothing.
std::string word_condition(Connection& connection, const PhotoQuery& query,
                           std::vector<Parameter>& parameters, std::vector<std::string>& texts);

}  // namespace snapory
