#include "infrastructure/sandbox/sandboxed_image_reader.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "application/ports/unavailable.hpp"
#include "infrastructure/images/read_image.hpp"
#include "infrastructure/sandbox/reading_wire.hpp"

namespace snapory {
namespace {

enum WantedBits : std::uint32_t { renditions_bit = 1, pixels_bit = 2 };

std::uint32_t to_request(ImageWanted wanted) {
    return (wanted.renditions ? renditions_bit : 0U) | (wanted.pixels ? pixels_bit : 0U);
}

ImageWanted from_request(std::uint32_t request) {
    return {(request & renditions_bit) != 0, (request & pixels_bit) != 0};
}

std::size_t read_inside(std::span<const std::uint8_t> input, std::uint32_t request,
                        std::span<std::uint8_t> output) {
    return write_reading(read_image(input, from_request(request)), output);
}

// Children are copies of this process: what is loaded here, none of them needs to look for.
SandboxedWork loaded_work() {
    load_image_libraries();
    return read_inside;
}

}  // namespace

SandboxedImageReader::SandboxedImageReader(SandboxLimits limits) : sandbox_(loaded_work(), limits) {}

Result<ImageReading> SandboxedImageReader::read(const std::filesystem::path& original, ImageWanted wanted) {
    const Descriptor file(::open(original.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0)
        throw Unavailable("The original " + original.string() + " cannot be opened: " + std::strerror(errno));
    return read_file(file.get(), wanted);
}

Result<ImageReading> SandboxedImageReader::read(std::span<const std::uint8_t> original,
                                                ImageWanted wanted) try {
    const Descriptor file = sealed_memory_file(original.size());
    std::ranges::copy(original, Mapping(file.get(), original.size(), Mapping::Use::share).writable().begin());
    return read_file(file.get(), wanted);
} catch (const std::system_error& problem) {
    throw Unavailable(std::string("There is no memory for an image: ") + problem.what());
}

Result<ImageReading> SandboxedImageReader::read_file(int file, ImageWanted wanted) {
    const SandboxAnswer answer = sandbox_.run(file, to_request(wanted));
    auto reading = parse_reading(answer.bytes(), wanted);
    if (!reading) throw DecoderDied("The decoder gave an answer that makes no sense.");
    return *std::move(reading);
}

}  // namespace snapory
