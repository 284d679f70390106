#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace snapory {

// A model held by ONNX Runtime: RGB bytes in, floats out. The runtime is a library of 45 MB, loaded at the
// first network that is made, so that a process without face search never carries it.
class Network {
public:
    // `model` is an ONNX file's content. Throws Unavailable when it or the runtime cannot be loaded.
    Network(std::span<const std::byte> model, unsigned threads);
    ~Network();
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;

    // One list per output, in the model's order. May be called from any thread; throws Unavailable when it
    // fails.
    std::vector<std::vector<float>> run(std::span<const std::uint8_t> pictures, std::size_t count,
                                        std::size_t height, std::size_t width) const;

private:
    struct Session;
    std::unique_ptr<Session> session_;
};

}  // namespace snapory
