#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {

// ONNX files small enough to be written by hand: protocol buffers, field by field, as onnx.proto numbers
// them.
namespace tiny_model {

enum class Type : std::uint8_t { real = 1, byte = 2, integer = 7 };  // as TensorProto.DataType has them
using Shape = std::vector<std::uint8_t>;                             // sides below 128

inline std::string number(int field, std::uint8_t value) {
    return {static_cast<char>(field << 3), static_cast<char>(value)};
}

inline std::string bytes(int field, std::string_view content) {
    std::string text(1, static_cast<char>(field << 3 | 2));
    auto size = content.size();
    for (; size >= 128; size >>= 7) text += static_cast<char>(size | 128);
    return text.append(1, static_cast<char>(size)).append(content);
}

inline std::string tensor_info(std::string_view name, Type type, const Shape& shape) {
    std::string dimensions;
    for (const auto side : shape) dimensions += bytes(1, number(1, side));
    const auto tensor = number(1, static_cast<std::uint8_t>(type)) + bytes(2, dimensions);
    return bytes(1, name) + bytes(2, bytes(1, tensor));
}

inline std::string node(std::string_view operation, const std::vector<std::string>& inputs,
                        std::string_view output) {
    std::string text;
    for (const auto& input : inputs) text += bytes(1, input);
    return text + bytes(2, output) + bytes(4, operation);
}

inline std::string model(const std::string& graph) {
    return number(1, 6) + bytes(7, graph + bytes(2, "tiny")) + bytes(8, number(2, 9));  // opset 9
}

// Scores [1, 3]: how red, green and blue a picture [1, 3, side, side] of floats is in the mean.
inline std::string colours(std::uint8_t side = 4) {
    return model(bytes(1, node("GlobalAveragePool", {"picture"}, "means")) +
                 bytes(1, node("Flatten", {"means"}, "scores")) +
                 bytes(11, tensor_info("picture", Type::real, {1, 3, side, side})) +
                 bytes(12, tensor_info("scores", Type::real, {1, 3})));
}

// The same, and as a second output what has the opposite direction.
inline std::string colours_and_opposites() {
    return model(bytes(1, node("GlobalAveragePool", {"picture"}, "means")) +
                 bytes(1, node("Flatten", {"means"}, "scores")) +
                 bytes(1, node("Neg", {"scores"}, "embedding")) +
                 bytes(11, tensor_info("picture", Type::real, {1, 3, 4, 4})) +
                 bytes(12, tensor_info("scores", Type::real, {1, 3})) +
                 bytes(12, tensor_info("embedding", Type::real, {1, 3})));
}

// Scores [1, 4, 3]: the colours of the four pixels of a picture [1, 2, 2, 3] of floats, each a box.
inline std::string colours_of_boxes() {
    const auto shape = number(1, 3) + number(2, static_cast<std::uint8_t>(Type::integer)) + number(7, 1) +
                       number(7, 4) + number(7, 3) + bytes(8, "shape");
    return model(bytes(1, node("Reshape", {"picture", "shape"}, "scores")) + bytes(5, shape) +
                 bytes(11, tensor_info("picture", Type::real, {1, 2, 2, 3})) +
                 bytes(12, tensor_info("scores", Type::real, {1, 4, 3})));
}

}  // namespace tiny_model
}  // namespace snapory
