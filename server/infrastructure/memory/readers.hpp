#pragma once

#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "application/ports/face_reader.hpp"
#include "application/ports/image_reader.hpp"
#include "application/ports/qr_codes.hpp"
#include "application/ports/selfie_reader.hpp"
#include "application/ports/tagger.hpp"
#include "application/ports/text_reader.hpp"

namespace snapory {

// What tests call the model of a face code.
inline const ModelId test_model{"test"};

// Reads what it was taught: a picture is known by its exact bytes, and any other is unreadable.
class MemoryImageReader final : public ImageReader {
public:
    // `answer` may throw, as a decoder that dies does.
    void teach(std::vector<std::uint8_t> original, std::function<Result<ImageReading>()> answer) {
        std::lock_guard lock(mutex_);
        answers_[std::move(original)] = std::move(answer);
    }

    Result<ImageReading> read(const std::filesystem::path& original, ImageWanted wanted) override {
        std::ifstream file(original, std::ios::binary);
        std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(file), {});
        return read(std::span<const std::uint8_t>(bytes), wanted);
    }

    Result<ImageReading> read(std::span<const std::uint8_t> original, ImageWanted /*wanted*/) override {
        std::function<Result<ImageReading>()> answer;
        {
            std::lock_guard lock(mutex_);
            auto found = answers_.find({original.begin(), original.end()});
            if (found != answers_.end()) answer = found->second;
        }
        if (!answer) return fail(Errc::unreadable, "This is not a photo that can be read.");
        return answer();
    }

private:
    std::mutex mutex_;
    std::map<std::vector<std::uint8_t>, std::function<Result<ImageReading>()>> answers_;
};

// Finds the faces it was taught, in every picture whose first pixel has their colour. `name` is for one
// thread.
class MemoryFaceReader final : public FaceReader {
public:
    void teach(std::array<std::uint8_t, 3> first_pixel, std::vector<FaceReading> faces) {
        std::lock_guard lock(mutex_);
        faces_[first_pixel] = std::move(faces);
    }
    void name(ModelId model) { model_ = std::move(model); }

    std::vector<FaceReading> read(const PixelView& picture) override {
        if (picture.rgb.size() < 3) return {};
        std::lock_guard lock(mutex_);
        auto found = faces_.find({picture.rgb[0], picture.rgb[1], picture.rgb[2]});
        return found == faces_.end() ? std::vector<FaceReading>{} : found->second;
    }
    // What was taught to be shown on a screen in pictures with this first pixel.
    void teach_recaptured(std::array<std::uint8_t, 3> first_pixel) {
        std::lock_guard lock(mutex_);
        recaptured_.insert(first_pixel);
    }
    bool looks_recaptured(const PixelView& picture, const FaceBox& /*face*/) override {
        if (picture.rgb.size() < 3) return false;
        std::lock_guard lock(mutex_);
        return recaptured_.contains({picture.rgb[0], picture.rgb[1], picture.rgb[2]});
    }
    ModelId model() const override { return model_; }
    MatchThresholds thresholds() const override { return {}; }

private:
    ModelId model_ = test_model;
    std::mutex mutex_;
    std::map<std::array<std::uint8_t, 3>, std::vector<FaceReading>> faces_;
    std::set<std::array<std::uint8_t, 3>> recaptured_;
};

// Sees what it was taught, in every picture whose first pixel has their colour. `name` is for one thread.
class MemoryTagger final : public Tagger {
public:
    void name(ModelId model) { model_ = std::move(model); }
    void teach(std::array<std::uint8_t, 3> first_pixel, Sight sight) {
        std::lock_guard lock(mutex_);
        sights_[first_pixel] = std::move(sight);
    }

    Sight read(const PixelView& picture) override {
        if (picture.rgb.size() < 3) return {};
        std::lock_guard lock(mutex_);
        auto found = sights_.find({picture.rgb[0], picture.rgb[1], picture.rgb[2]});
        return found == sights_.end() ? Sight{} : found->second;
    }
    ModelId model() const override { return model_; }

private:
    ModelId model_ = test_model;
    std::mutex mutex_;
    std::map<std::array<std::uint8_t, 3>, Sight> sights_;
};

// A selfie is known by its exact bytes; in any other picture there is no face.
class MemorySelfieReader final : public SelfieReader {
public:
    void teach(std::vector<std::uint8_t> picture, Result<SelfieReading> answer) {
        std::lock_guard lock(mutex_);
        answers_.insert_or_assign(std::move(picture), std::move(answer));
    }

    Result<SelfieReading> read(std::span<const std::uint8_t> picture) override {
        std::lock_guard lock(mutex_);
        auto found = answers_.find({picture.begin(), picture.end()});
        if (found == answers_.end()) return fail(Errc::no_face, "No face was found in this picture.");
        return found->second;
    }

private:
    std::mutex mutex_;
    std::map<std::vector<std::uint8_t>, Result<SelfieReading>> answers_;
};

// Understands the texts it was taught.
class MemoryTextReader final : public TextReader {
public:
    void teach(const std::string& text, Embedding meaning) {
        std::lock_guard lock(mutex_);
        meanings_[text] = std::move(meaning);
    }

    std::optional<Embedding> read(const std::string& text) override {
        std::lock_guard lock(mutex_);
        auto found = meanings_.find(text);
        return found == meanings_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::mutex mutex_;
    std::map<std::string, Embedding> meanings_;
};

// Names the text instead of drawing it.
class MemoryQrCodes final : public QrCodes {
public:
    std::string svg(std::string_view text) override {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>" + std::string(text) + "</title></svg>";
    }
    std::string png(std::string_view text, unsigned pixels) override {
        return "\x89PNG\r\n\x1a\n" + std::to_string(pixels) + " " + std::string(text);
    }
};

}  // namespace snapory
