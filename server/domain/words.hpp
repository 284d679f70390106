#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/photo.hpp"
#include "domain/tag.hpp"

namespace snapory {

// The words of a text in the form that search compares: runs of letters and digits, without case, accents and
// other marks, each word once and sorted. "Zoë_Müller-2.JPG" gives "2", "jpg", "muller", "zoe". A script that
// puts no space between words is one word. Empty when the text is no UTF-8.
std::vector<std::string> words_of(std::string_view text);

// The text whose words find a photo, beside the names of its uploader and its town: its file's name, camera
// and tags.
std::string searched_text(const Photo& photo, const std::vector<Tag>& tags);

}  // namespace snapory
