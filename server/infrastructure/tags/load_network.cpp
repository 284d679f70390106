#include "infrastructure/tags/load_network.hpp"

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

std::vector<std::byte> content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) throw Unavailable(file.string() + " cannot be opened");
    std::vector<std::byte> bytes(static_cast<std::size_t>(stream.tellg()));
    stream.seekg(0);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!stream) throw Unavailable(file.string() + " cannot be read");
    return bytes;
}

}  // namespace

Network load_network(const std::filesystem::path& model, unsigned threads) {
    const auto bytes = content(model);
    try {
        return {bytes, threads};
    } catch (const Unavailable& error) {
        throw Unavailable(model.string() + " is not usable: " + error.what());
    }
}

}  // namespace snapory
