#include "infrastructure/faces/onnx_face_reader.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "infrastructure/faces/face_crop.hpp"
#include "infrastructure/faces/face_detector.hpp"
#include "infrastructure/faces/face_manifest.hpp"
#include "infrastructure/faces/landmark_reader.hpp"
#include "infrastructure/faces/mark_reader.hpp"
#include "infrastructure/inference/on_demand.hpp"

namespace snapory {
namespace {

// The models in RAM; its calls may be made from any thread.
class Networks {
public:
    Networks(const FaceManifest& manifest, unsigned threads)
        : detector_(Network(read_model(manifest.detector), threads)),
          landmarks_(Network(read_model(manifest.landmarks), threads)),
          embedder_(read_model(manifest.embedder), threads),
          marks_(manifest, threads) {}

    std::vector<FaceReading> read(const PixelView& picture) const {
        const Pyramid pyramid(picture);
        auto faces = landmarks_.locate(pyramid, detector_.propose(picture));
        std::ranges::sort(faces, std::greater{}, [](const auto& face) { return face.region.area(); });
        const auto marks = marks_.read(pyramid, faces);
        std::vector<FaceReading> readings(faces.size());
        std::ranges::transform(faces, marks, readings.begin(), [&](const auto& face, const auto& shown) {
            return describe(pyramid, face, shown);
        });
        return readings;
    }

    bool looks_recaptured(const PixelView& picture, const FaceBox& box) const {
        const auto width = static_cast<float>(picture.width);
        const auto height = static_cast<float>(picture.height);
        const Region face{box.x * width, box.y * height, (box.x + box.width) * width,
                          (box.y + box.height) * height};
        return marks_.looks_recaptured(Pyramid(picture), face);
    }

private:
    FaceReading describe(const Pyramid& pyramid, const LocatedFace& face, const FaceMarks& marks) const {
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
                .condition = condition,
                .marks = marks};
    }

    FaceDetector detector_;
    LandmarkReader landmarks_;
    Network embedder_;
    MarkReader marks_;
};

void require_whole(const PixelView& picture) {
    if (picture.rgb.size() != std::size_t{3} * picture.width * picture.height)
        throw std::invalid_argument("the pixels do not fit the size of the picture");
}

class OnnxFaceReader final : public FaceReader {
public:
    explicit OnnxFaceReader(const FaceModels& models)
        : models_(models),
          manifest_(read_face_manifest(models.folder)),
          networks_(models.idle, [this] { return Networks(manifest_, models_.threads); }) {}

    std::vector<FaceReading> read(const PixelView& picture) override {
        require_whole(picture);
        if (picture.rgb.empty()) return {};
        return networks_.get()->read(picture);
    }

    bool looks_recaptured(const PixelView& picture, const FaceBox& face) override {
        require_whole(picture);
        return !picture.rgb.empty() && networks_.get()->looks_recaptured(picture, face);
    }

    ModelId model() const override { return manifest_.id; }
    MatchThresholds thresholds() const override { return manifest_.thresholds; }

private:
    const FaceModels models_;
    const FaceManifest manifest_;
    OnDemand<Networks> networks_;
};

}  // namespace

std::unique_ptr<FaceReader> make_onnx_face_reader(const FaceModels& models) {
    return std::make_unique<OnnxFaceReader>(models);
}

}  // namespace snapory
