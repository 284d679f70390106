#include "app/measured_readers.hpp"

namespace snapory {
namespace {

// Tells metrics and traces how long it lived.
class Stage {
public:
    Stage(Metrics& metrics, Traces& traces, std::string_view name)
        : metrics_(metrics), traces_(traces), name_(name) {}
    ~Stage() {
        auto took = std::chrono::steady_clock::now() - begun_;
        metrics_.stage_ended(name_, std::chrono::duration_cast<Metrics::Duration>(took));
        traces_.ended_now(name_, SpanKind::internal, took);
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

private:
    Metrics& metrics_;
    Traces& traces_;
    std::string_view name_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace

template <class Original>
Result<ImageReading> MeasuredImageReader::measure(const Original& original, ImageWanted wanted) {
    Stage stage(metrics_, traces_, "decode");
    try {
        return images_.read(original, wanted);
    } catch (const DecoderDied&) {
        metrics_.sandbox_died();
        throw;
    }
}

Result<ImageReading> MeasuredImageReader::read(const std::filesystem::path& original, ImageWanted wanted) {
    return measure(original, wanted);
}

Result<ImageReading> MeasuredImageReader::read(std::span<const std::uint8_t> original, ImageWanted wanted) {
    return measure(original, wanted);
}

std::vector<FaceReading> MeasuredFaceReader::read(const PixelView& picture) {
    Stage stage(metrics_, traces_, "faces");
    return faces_.read(picture);
}

bool MeasuredFaceReader::looks_recaptured(const PixelView& picture, const FaceBox& face) {
    Stage stage(metrics_, traces_, "liveness");
    return faces_.looks_recaptured(picture, face);
}

Sight MeasuredTagger::read(const PixelView& picture) {
    Stage stage(metrics_, traces_, "tags");
    return tagger_.read(picture);
}

std::optional<Embedding> MeasuredTextReader::read(const std::string& text) {
    Stage stage(metrics_, traces_, "text");
    return texts_.read(text);
}

}  // namespace snapory
