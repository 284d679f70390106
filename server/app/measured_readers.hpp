#pragma once

#include "application/ports/face_reader.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/tagger.hpp"
#include "application/ports/text_reader.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/traces.hpp"

namespace snapory {

// Times and traces another reader as the stage "decode", and counts decoders that died. All must outlive it.
class MeasuredImageReader final : public ImageReader {
public:
    MeasuredImageReader(ImageReader& images, Metrics& metrics, Traces& traces)
        : images_(images), metrics_(metrics), traces_(traces) {}

    Result<ImageReading> read(const std::filesystem::path& original, ImageWanted wanted) override;
    Result<ImageReading> read(std::span<const std::uint8_t> original, ImageWanted wanted) override;

private:
    template <class Original>
    Result<ImageReading> measure(const Original& original, ImageWanted wanted);

    ImageReader& images_;
    Metrics& metrics_;
    Traces& traces_;
};

// Times and traces another reader as the stages "faces" and "liveness". All must outlive it.
class MeasuredFaceReader final : public FaceReader {
public:
    MeasuredFaceReader(FaceReader& faces, Metrics& metrics, Traces& traces)
        : faces_(faces), metrics_(metrics), traces_(traces) {}

    std::vector<FaceReading> read(const PixelView& picture) override;
    bool looks_recaptured(const PixelView& picture, const FaceBox& face) override;
    ModelId model() const override { return faces_.model(); }
    MatchThresholds thresholds() const override { return faces_.thresholds(); }

private:
    FaceReader& faces_;
    Metrics& metrics_;
    Traces& traces_;
};

// Times and traces another tagger as the stage "tags". All must outlive it.
class MeasuredTagger final : public Tagger {
public:
    MeasuredTagger(Tagger& tagger, Metrics& metrics, Traces& traces)
        : tagger_(tagger), metrics_(metrics), traces_(traces) {}

    Sight read(const PixelView& picture) override;
    ModelId model() const override { return tagger_.model(); }

private:
    Tagger& tagger_;
    Metrics& metrics_;
    Traces& traces_;
};

// Times and traces another reader as the stage "text". All must outlive it.
class MeasuredTextReader final : public TextReader {
public:
    MeasuredTextReader(TextReader& texts, Metrics& metrics, Traces& traces)
        : texts_(texts), metrics_(metrics), traces_(traces) {}

    std::optional<Embedding> read(const std::string& text) override;

private:
    TextReader& texts_;
    Metrics& metrics_;
    Traces& traces_;
};

}  // namespace snapory
