#include "app/shared_files.hpp"

namespace snapory {

namespace fs = std::filesystem;

SharedFiles find_shared_files(const fs::path& program) {
    auto share = program.parent_path().parent_path() / "share/snapory";
    if (fs::is_directory(share))
        return {share / "web", share / "models", share / "samples", share / "swagger-ui"};
    auto tree = program.parent_path().parent_path().parent_path();  // of build/<preset>/snapory
    return {tree / "web/dist", tree / ".deps/models", tree / ".deps/samples",
            tree / "web/node_modules/swagger-ui-dist"};
}

fs::path running_program() { return fs::read_symlink("/proc/self/exe"); }

}  // namespace snapory
