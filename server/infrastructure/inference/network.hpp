#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace snapory {

enum class Element : std::uint8_t { byte, real, integer, other };  // of a tensor: uint8, float32, int64

struct TensorKind {
    Element element = Element::other;
    std::vector<std::int64_t> shape;  // -1 where any size goes
};

// A model held by ONNX Runtime: a picture or a text in, floats out. The runtime is a library of 45 MB, loaded
// at the first network that is made, so that a process that reads no photos never carries it.
class Network {
public:
    // `model` is an ONNX file's content, with one input. Throws Unavailable when it or the runtime cannot be
    // loaded.
    Network(std::span<const std::byte> model, unsigned threads);
    ~Network();
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;

    const TensorKind& input() const;
    const std::vector<TensorKind>& outputs() const;

    // One list per output, in the model's order. May be called from any thread; throws Unavailable when it
    // fails. RGB bytes as they lie in pictures, for a model that takes [n, height, width, 3]:
    std::vector<std::vector<float>> run(std::span<const std::uint8_t> pictures, std::size_t count,
                                        std::size_t height, std::size_t width) const;
    // Prepared values, for a model that takes float32 of this shape.
    std::vector<std::vector<float>> run(std::span<const float> values,
                                        std::span<const std::int64_t> shape) const;
    // Tokens, for a model that takes int64 of [1, tokens].
    std::vector<std::vector<float>> run(std::span<const std::int64_t> tokens) const;

private:
    struct Session;
    std::unique_ptr<Session> session_;
};

}  // namespace snapory
