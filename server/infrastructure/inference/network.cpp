#include "infrastructure/inference/network.hpp"

#include <dlfcn.h>
#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <array>
#include <string>

#include "application/ports/unavailable.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
// The runtime never frees a few hundred bytes of its own.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() { return "leak:libonnxruntime.so"; }
#endif
#endif

namespace snapory {
namespace {

const OrtApi* load_api() {
    void* library = dlopen("libonnxruntime.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) throw Unavailable("ONNX Runtime cannot be loaded: " + std::string(dlerror()));
    using GetApiBase = const OrtApiBase*();
    auto* base = reinterpret_cast<GetApiBase*>(dlsym(library, "OrtGetApiBase"));
    const OrtApi* api = base ? base()->GetApi(ORT_API_VERSION) : nullptr;
    if (!api)
        throw Unavailable("ONNX Runtime is too old: its C API must have version " +
                          std::to_string(ORT_API_VERSION));
    return api;
}

const Ort::Env& environment() {
    static const Ort::Env only = [] {
        Ort::InitApi(load_api());
        Ort::Env made(ORT_LOGGING_LEVEL_ERROR, "snapory");
        made.DisableTelemetryEvents();
        return made;
    }();
    return only;
}

// Without arena and memory pattern a group photo leaves no pool of its peak behind; without spinning an idle
// thread costs nothing.
Ort::SessionOptions options(unsigned threads) {
    Ort::SessionOptions chosen;
    chosen.SetIntraOpNumThreads(static_cast<int>(threads));
    chosen.SetInterOpNumThreads(1);
    chosen.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
    chosen.DisableCpuMemArena();
    chosen.DisableMemPattern();
    chosen.AddConfigEntry("session.intra_op.allow_spinning", "0");
    return chosen;
}

std::vector<float> floats(const Ort::Value& value) {
    const auto* data = value.GetTensorData<float>();
    return {data, data + value.GetTensorTypeAndShapeInfo().GetElementCount()};
}

TensorKind kind_of(const Ort::TypeInfo& type) {
    const auto tensor = type.GetTensorTypeAndShapeInfo();
    switch (tensor.GetElementType()) {
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8: return {Element::byte, tensor.GetShape()};
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT: return {Element::real, tensor.GetShape()};
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64: return {Element::integer, tensor.GetShape()};
        default: return {Element::other, tensor.GetShape()};
    }
}

// The runtime's type asks for a pointer to what it may write, but it only reads inputs.
template <class Number>
Ort::Value tensor_over(std::span<const Number> values, std::span<const std::int64_t> shape) {
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtDeviceAllocator, OrtMemTypeDefault);
    return Ort::Value::CreateTensor<Number>(memory, const_cast<Number*>(values.data()), values.size(),
                                            shape.data(), shape.size());
}

}  // namespace

struct Network::Session {
    Session(std::span<const std::byte> model, unsigned threads)
        : session(environment(), model.data(), model.size(), options(threads)) {
        if (session.GetInputCount() != 1)
            throw Unavailable("a model takes " + std::to_string(session.GetInputCount()) +
                              " inputs, where one is given");
        const Ort::AllocatorWithDefaultOptions allocator;
        input_name = session.GetInputNameAllocated(0, allocator).get();
        input = kind_of(session.GetInputTypeInfo(0));
        for (std::size_t i = 0; i < session.GetOutputCount(); ++i) {
            output_names.emplace_back(session.GetOutputNameAllocated(i, allocator).get());
            outputs.push_back(kind_of(session.GetOutputTypeInfo(i)));
        }
    }

    std::vector<std::vector<float>> run(const Ort::Value& tensor) {
        const char* name = input_name.c_str();
        std::vector<const char*> names;
        for (const auto& output : output_names) names.push_back(output.c_str());
        const auto values =
            session.Run(Ort::RunOptions{nullptr}, &name, &tensor, 1, names.data(), names.size());
        std::vector<std::vector<float>> lists(values.size());
        std::ranges::transform(values, lists.begin(), floats);
        return lists;
    }

    Ort::Session session;
    std::string input_name;
    TensorKind input;
    std::vector<std::string> output_names;
    std::vector<TensorKind> outputs;
};

Network::Network(std::span<const std::byte> model, unsigned threads) try
    : session_((environment(), std::make_unique<Session>(model, threads))) {
} catch (const Ort::Exception& error) {
    throw Unavailable("a model cannot be loaded: " + std::string(error.what()));
}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

const TensorKind& Network::input() const { return session_->input; }
const std::vector<TensorKind>& Network::outputs() const { return session_->outputs; }

std::vector<std::vector<float>> Network::run(std::span<const std::uint8_t> pictures, std::size_t count,
                                             std::size_t height, std::size_t width) const try {
    const std::array shape{static_cast<std::int64_t>(count), static_cast<std::int64_t>(height),
                           static_cast<std::int64_t>(width), std::int64_t{3}};
    return session_->run(tensor_over<std::uint8_t>(pictures, shape));
} catch (const Ort::Exception& error) {
    throw Unavailable("a model failed: " + std::string(error.what()));
}

std::vector<std::vector<float>> Network::run(std::span<const float> values,
                                             std::span<const std::int64_t> shape) const try {
    return session_->run(tensor_over<float>(values, shape));
} catch (const Ort::Exception& error) {
    throw Unavailable("a model failed: " + std::string(error.what()));
}

std::vector<std::vector<float>> Network::run(std::span<const std::int64_t> tokens) const try {
    const std::array shape{std::int64_t{1}, static_cast<std::int64_t>(tokens.size())};
    return session_->run(tensor_over<std::int64_t>(tokens, shape));
} catch (const Ort::Exception& error) {
    throw Unavailable("a model failed: " + std::string(error.what()));
}

}  // namespace snapory
