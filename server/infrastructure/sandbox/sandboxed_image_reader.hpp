#pragma once

#include "application/ports/image_reader.hpp"
#include "infrastructure/sandbox/sandbox.hpp"

namespace snapory {

// Reads each image in a fresh sandboxed process, see Sandbox: construct it on the main thread before any
// other thread exists. Once it throws Unavailable the fork server is gone: the process should end and be
// started anew.
class SandboxedImageReader final : public ImageReader {
public:
    // Throws Unavailable when the sandbox cannot be set up.
    explicit SandboxedImageReader(SandboxLimits limits = {});

    Result<ImageReading> read(const std::filesystem::path& original, ImageWanted wanted = {}) override;
    Result<ImageReading> read(std::span<const std::uint8_t> original, ImageWanted wanted = {}) override;

    bool stands() const { return sandbox_.stands(); }
    const Protections& protections() const { return sandbox_.protections(); }

private:
    Result<ImageReading> read_file(int file, ImageWanted wanted);

    Sandbox sandbox_;
};

}  // namespace snapory
