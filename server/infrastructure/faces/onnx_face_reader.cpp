#include "infrastructure/faces/onnx_face_reader.hpp"

#include <malloc.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "infrastructure/faces/face_crop.hpp"
#include "infrastructure/faces/face_detector.hpp"
#include "infrastructure/faces/face_manifest.hpp"
#include "infrastructure/faces/landmark_reader.hpp"

namespace snapory {
namespace {

using Clock = std::chrono::steady_clock;

// The models in RAM; its calls may be made from any thread.
class Networks {
public:
    Networks(const FaceManifest& manifest, unsigned threads)
        : detector_(Network(read_model(manifest.detector), threads)),
          landmarks_(Network(read_model(manifest.landmarks), threads)),
          embedder_(read_model(manifest.embedder), threads) {}

    std::vector<FaceReading> read(const PixelView& picture) const {
        const Pyramid pyramid(picture);
        auto faces = landmarks_.locate(pyramid, detector_.propose(picture));
        std::ranges::sort(faces, std::greater{}, [](const auto& face) { return face.region.area(); });
        std::vector<FaceReading> readings(faces.size());
        std::ranges::transform(faces, readings.begin(),
                               [&](const auto& face) { return describe(pyramid, face); });
        return readings;
    }

private:
    FaceReading describe(const Pyramid& pyramid, const LocatedFace& face) const {
        const Picture crop = cut_face(pyramid, face.landmarks);
        auto outputs = embedder_.run(crop.rgb, 1, crop.height, crop.width);
        const auto width = static_cast<float>(pyramid.picture().width);
        const auto height = static_cast<float>(pyramid.picture().height);
        const Region& region = face.region;
        const FaceCondition condition = face_condition(face, crop.view());
        return {.box = {region.left / width, region.top / height, region.width() / width,
                        region.height() / height},
                .score = region.score,
                .quality = face_quality(face, condition),
                .code = std::move(outputs[0]),
                .condition = condition};
    }

    FaceDetector detector_;
    LandmarkReader landmarks_;
    Network embedder_;
};

class OnnxFaceReader final : public FaceReader {
public:
    explicit OnnxFaceReader(const FaceModels& models)
        : models_(models),
          manifest_(read_face_manifest(models.folder)),
          sweeper_([this](const std::stop_token& stop) { drop_when_idle(stop); }) {}

    std::vector<FaceReading> read(const PixelView& picture) override {
        if (picture.rgb.size() != std::size_t{3} * picture.width * picture.height) {
            throw std::invalid_argument("the pixels do not fit the size of the picture");
        }
        if (picture.rgb.empty()) return {};
        return networks()->read(picture);
    }

    ModelId model() const override { return manifest_.id; }
    MatchThresholds thresholds() const override { return manifest_.thresholds; }

private:
    std::shared_ptr<const Networks> networks() {
        const std::lock_guard lock(mutex_);
        if (!networks_) networks_ = std::make_shared<const Networks>(manifest_, models_.threads);
        used_at_ = Clock::now();
        return networks_;
    }

    // A read that still runs keeps the networks that it took; only the last holder frees them.
    void drop_when_idle(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            wake_.wait_for(lock, stop, models_.idle, [] { return false; });
            if (!networks_ || Clock::now() - used_at_ < models_.idle) continue;
            networks_.reset();
            malloc_trim(0);  // else the allocator keeps what the models held
        }
    }

    const FaceModels models_;
    const FaceManifest manifest_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::shared_ptr<const Networks> networks_;  // empty while the models are out of RAM
    Clock::time_point used_at_;
    std::jthread sweeper_;  // last, so that it stops before what it uses goes
};

}  // namespace

std::unique_ptr<FaceReader> make_onnx_face_reader(const FaceModels& models) {
    return std::make_unique<OnnxFaceReader>(models);
}

}  // namespace snapory
