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

inline std::string varint(std::size_t value) {
    std::string text;
    for (; value >= 128; value >>= 7) text += static_cast<char>(value | 128);
    return text + static_cast<char>(value);
}

inline std::string number(std::size_t field, std::size_t value) { return varint(field << 3) + varint(value); }

inline std::string bytes(std::size_t field, std::string_view content) {
    return varint(field << 3 | 2) + varint(content.size()) + std::string(content);
}

inline std::string tensor_info(std::string_view name, Type type, const Shape& shape) {
    std::string dimensions;
    for (const auto side : shape) dimensions += bytes(1, number(1, side));
    const auto tensor = number(1, static_cast<std::uint8_t>(type)) + bytes(2, dimensions);
    return bytes(1, name) + bytes(2, bytes(1, tensor));
}

// `attributes` as the functions below write them.
inline std::string node(std::string_view operation, const std::vector<std::string>& inputs,
                        std::string_view output, const std::string& attributes = "") {
    std::string text;
    for (const auto& input : inputs) text += bytes(1, input);
    return text + bytes(2, output) + bytes(4, operation) + attributes;
}
inline std::string attribute(std::string_view name, std::uint8_t value) {
    return bytes(5, bytes(1, name) + number(3, value) + number(20, 2));
}
inline std::string list_attribute(std::string_view name, std::uint8_t value) {
    return bytes(5, bytes(1, name) + number(8, value) + number(20, 7));
}

// A constant of int64.
inline std::string constant(std::string_view name, const Shape& shape,
                            const std::vector<std::size_t>& values) {
    std::string tensor;
    for (const auto side : shape) tensor += number(1, side);
    tensor += number(2, static_cast<std::uint8_t>(Type::integer));
    for (const auto value : values) tensor += number(7, value);
    return bytes(5, tensor + bytes(8, name));
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
    return model(bytes(1, node("Reshape", {"picture", "shape"}, "scores")) +
                 constant("shape", {3}, {1, 4, 3}) +
                 bytes(11, tensor_info("picture", Type::real, {1, 2, 2, 3})) +
                 bytes(12, tensor_info("scores", Type::real, {1, 4, 3})));
}

// A direction [1, 3] of tokens [1, length]: how many of them are the first, the second and the third of
// these.
inline std::string count_of_tokens(const std::vector<std::size_t>& tokens, std::uint8_t length = 24) {
    return model(
        bytes(1, node("Equal", {"tokens", "counted"}, "hits")) +
        bytes(1, node("Cast", {"hits"}, "ones", attribute("to", 1))) +
        bytes(1, node("Transpose", {"ones"}, "columns")) +
        bytes(1, node("ReduceSum", {"columns"}, "direction", list_attribute("axes", 0))) +
        constant("counted", {static_cast<std::uint8_t>(tokens.size()), 1}, tokens) +
        bytes(11, tensor_info("tokens", Type::integer, {1, length})) +
        bytes(12, tensor_info("direction", Type::real, {1, static_cast<std::uint8_t>(tokens.size())})));
}

}  // namespace tiny_model
}  // namespace snapory
