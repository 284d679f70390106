#pragma once

#include <filesystem>

namespace snapory {

// What belongs to the program but is not in it, found from where the program lies: in a source tree that was
// built, or in share/snapory beside the folder it is installed in. A folder that is in neither is still
// named, as it would be in the source tree, so that messages can say what is missing.
struct SharedFiles {
    std::filesystem::path web;         // the built front end
    std::filesystem::path models;      // see models/README.md
    std::filesystem::path samples;     // photos for `snapory demo`
    std::filesystem::path swagger_ui;  // swagger-ui-dist
};
SharedFiles find_shared_files(const std::filesystem::path& program);

// The file of the running program.
std::filesystem::path running_program();

}  // namespace snapory
