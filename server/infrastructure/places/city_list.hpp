#pragma once

#include <filesystem>
#include <memory>

#include "application/ports/gazetteer.hpp"

namespace snapory {

// The list of cities that script/models makes, held in RAM: about 5 MB. A file that is not there makes a
// gazetteer that knows no town; one that is broken throws std::runtime_error.
std::unique_ptr<Gazetteer> open_city_list(const std::filesystem::path& file);

}  // namespace snapory
