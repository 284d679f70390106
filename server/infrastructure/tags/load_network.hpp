#pragma once

#include <filesystem>

#include "infrastructure/inference/network.hpp"

namespace snapory {

// The model in this file. Throws Unavailable with the file and what is wrong with it.
Network load_network(const std::filesystem::path& model, unsigned threads);

}  // namespace snapory
