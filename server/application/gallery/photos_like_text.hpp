#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "application/ports/photos.hpp"
#include "application/ports/text_reader.hpp"

namespace snapory {

// What a text that is searched for looks like; nothing when it has no words, or where no model knows.
std::optional<Embedding> meaning_of(const std::string& text, TextReader& texts);

struct PhotosLikeText {
    std::vector<PhotoWithFaces> photos;  // the most alike first
    std::size_t compared = 0;            // photos that were compared, which is what this costs
};

// At most query.limit photos that the query lets through, whatever words it asks for, and that look like what
// a text means; none of those that were found before.
PhotosLikeText photos_like_text(const Embedding& meant, PhotoQuery query, const std::set<PhotoId>& before,
                                Photos& photos);

}  // namespace snapory
