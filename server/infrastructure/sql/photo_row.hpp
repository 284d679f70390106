#pragma once

#include <string>
#include <vector>

#include "domain/photo.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The columns of a photo in the order in which `read_photo` takes them.
extern const std::string photo_columns;

// Must be the last that is read of a row.
Photo read_photo(Columns& columns);
inline Photo photo_of_row(const Row& row) {
    Columns columns(row);
    return read_photo(columns);
}

// The columns that hold PhotoDetails, and their values in the same order.
extern const std::vector<std::string> detail_columns;
std::vector<Parameter> detail_parameters(const PhotoDetails& details);

}  // namespace snapory
