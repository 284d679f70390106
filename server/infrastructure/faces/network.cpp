#include "infrastructure/faces/network.hpp"

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

}  // namespace

struct Network::Session {
    Session(std::span<const std::byte> model, unsigned threads)
        : session(environment(), model.data(), model.size(), options(threads)) {
        const Ort::AllocatorWithDefaultOptions allocator;
        input = session.GetInputNameAllocated(0, allocator).get();
        for (std::size_t i = 0; i < session.GetOutputCount(); ++i) {
            outputs.emplace_back(session.GetOutputNameAllocated(i, allocator).get());
        }
    }

    Ort::Session session;
    std::string input;
    std::vector<std::string> outputs;
};

Network::Network(std::span<const std::byte> model, unsigned threads) try
    : session_((environment(), std::make_unique<Session>(model, threads))) {
} catch (const Ort::Exception& error) {
    throw Unavailable("a face model cannot be loaded: " + std::string(error.what()));
}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

std::vector<std::vector<float>> Network::run(std::span<const std::uint8_t> pictures, std::size_t count,
                                             std::size_t height, std::size_t width) const try {
    const std::array shape{static_cast<std::int64_t>(count), static_cast<std::int64_t>(height),
                           static_cast<std::int64_t>(width), std::int64_t{3}};
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtDeviceAllocator, OrtMemTypeDefault);
    // The runtime's type asks for a pointer to what it may write, but it only reads inputs.
    auto* bytes = const_cast<std::uint8_t*>(pictures.data());
    const auto input =
        Ort::Value::CreateTensor<std::uint8_t>(memory, bytes, pictures.size(), shape.data(), shape.size());

    const char* input_name = session_->input.c_str();
    std::vector<const char*> output_names;
    for (const auto& name : session_->outputs) output_names.push_back(name.c_str());
    const auto values = session_->session.Run(Ort::RunOptions{nullptr}, &input_name, &input, 1,
                                              output_names.data(), output_names.size());

    std::vector<std::vector<float>> lists(values.size());
    std::ranges::transform(values, lists.begin(), floats);
    return lists;
} catch (const Ort::Exception& error) {
    throw Unavailable("a face model failed: " + std::string(error.what()));
}

}  // namespace snapory
