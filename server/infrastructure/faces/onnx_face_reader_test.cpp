#include "infrastructure/faces/onnx_face_reader.hpp"

#include <gtest/gtest.h>
#include <turbojpeg.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "application/ports/unavailable.hpp"
#include "infrastructure/inference/picture.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// One of the sample photos (@vladmandic/face-api) at the size of a preview.
Picture sample(int number) {
    const fs::path path = fs::path(SNAPORY_SAMPLES) / ("sample" + std::to_string(number) + ".jpg");
    std::ifstream stream(path, std::ios::binary);
    const std::vector<unsigned char> jpeg{std::istreambuf_iterator<char>(stream), {}};
    if (jpeg.empty()) throw std::runtime_error(path.string() + " is missing; run script/models");
    const std::unique_ptr<void, int (*)(tjhandle)> decoder(tjInitDecompress(), tjDestroy);
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    tjDecompressHeader3(decoder.get(), jpeg.data(), jpeg.size(), &width, &height, &sampling, &colours);
    Picture photo(width, height);
    tjDecompress2(decoder.get(), jpeg.data(), jpeg.size(), photo.rgb.data(), width, 0, height, TJPF_RGB, 0);
    return shrink(photo.view(), 1600, height * 1600 / width);
}

Picture part(const Picture& picture, std::uint32_t left, std::uint32_t top, std::uint32_t width,
             std::uint32_t height) {
    Picture cut(width, height);
    for (std::uint32_t y = 0; y < height; ++y) {
        const auto row =
            std::span(picture.rgb)
                .subspan(((top + y) * picture.width + left) * std::size_t{3}, width * std::size_t{3});
        std::ranges::copy(row, cut.rgb.begin() + static_cast<std::ptrdiff_t>(std::size_t{3} * y * width));
    }
    return cut;
}

Picture mirrored(const Picture& picture) {
    Picture mirror(picture.width, picture.height);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
        const std::size_t pixel = i / 3;
        const std::size_t x = pixel % picture.width;
        mirror.rgb[i] = picture.rgb[3 * (pixel - x + picture.width - 1 - x) + i % 3];
    }
    return mirror;
}

Picture darker(Picture picture) {
    for (auto& value : picture.rgb) value /= 2;
    return picture;
}

class OnnxFaceReaderTest : public testing::Test {
protected:
    static void SetUpTestSuite() { reader_ = make_onnx_face_reader({.folder = SNAPORY_MODELS}); }
    static void TearDownTestSuite() { reader_.reset(); }

    static std::vector<FaceReading> read(const Picture& picture) { return reader_->read(picture.view()); }

    // How near the best of `faces` comes.
    static float nearest(const FaceReading& face, const std::vector<FaceReading>& faces) {
        float best = -1;
        for (const auto& other : faces) best = std::max(best, cosine(face.code, other.code));
        return best;
    }

    static std::unique_ptr<FaceReader> reader_;
};
std::unique_ptr<FaceReader> OnnxFaceReaderTest::reader_;

TEST_F(OnnxFaceReaderTest, FindsThePeopleOfEachSample) {
    struct Case {
        int number;
        std::size_t least;  // looking at the camera
        std::size_t most;   // in the photo
    };
    for (const auto& [number, least, most] :
         {Case{1, 3, 3}, {2, 1, 3}, {3, 3, 3}, {4, 3, 4}, {5, 5, 5}, {6, 4, 4}}) {
        const auto faces = read(sample(number));
        EXPECT_GE(faces.size(), least) << number;
        EXPECT_LE(faces.size(), most) << number;
    }
}

TEST_F(OnnxFaceReaderTest, KeepsThePromisesOfItsReadings) {
    const auto faces = read(sample(5));
    ASSERT_FALSE(faces.empty());
    EXPECT_TRUE(std::ranges::is_sorted(faces, std::greater{},
                                       [](const auto& face) { return face.box.width * face.box.height; }));
    for (const auto& [box, score, quality, code, condition, marks] : faces) {
        EXPECT_GT(box.x, 0);
        EXPECT_GT(box.y, 0);
        EXPECT_LT(box.x + box.width, 1);
        EXPECT_LT(box.y + box.height, 1);
        EXPECT_NEAR(box.width, 0.1, 0.03);
        EXPECT_GT(score, 0.8F);
        EXPECT_LE(score, 1);
        EXPECT_GT(condition.sharpness, 20);
        EXPECT_NEAR(condition.brightness, 0.4, 0.3);
        EXPECT_GT(condition.frontality, 0.3F);
        EXPECT_GT(quality, 0.2F);
        EXPECT_LE(quality, 1);
        EXPECT_NE(marks.youth, Youth::untold);
        ASSERT_EQ(code.size(), 704U);
        EXPECT_NEAR(cosine(code, code), 1, 1e-4);
    }
}

TEST_F(OnnxFaceReaderTest, SeesClosedEyesAndSmiles) {
    struct Case {
        int number;
        std::vector<bool> eyes_closed;  // from left to right
        std::vector<bool> smiles;
    };
    const Case cases[] = {{1, {false, true, false}, {false, true, true}},  // the second looks down
                          {3, {false, false, false}, {false, true, true}},
                          {4, {false, false, true, false}, {false, false, true, true}}};
    for (const auto& [number, eyes_closed, smiles] : cases) {
        auto faces = read(sample(number));
        std::ranges::sort(faces, {}, [](const auto& face) { return face.box.x; });
        ASSERT_EQ(faces.size(), smiles.size()) << number;
        for (std::size_t i = 0; i < faces.size(); ++i) {
            EXPECT_EQ(faces[i].marks.eyes_closed, eyes_closed[i]) << number << " " << i;
            EXPECT_EQ(faces[i].marks.smiles, smiles[i]) << number << " " << i;
        }
    }
}

TEST_F(OnnxFaceReaderTest, TellsNothingOfSmallFaces) {
    const auto faces = read(shrink(sample(6).view(), 400, 320));
    ASSERT_FALSE(faces.empty());
    for (const auto& face : faces) EXPECT_EQ(face.marks, FaceMarks());
}

// Of a light screen in a dim room: stripes of its lines, bluish, with a dark frame.
Picture on_a_screen(const Picture& picture) {
    Picture screen = pad(picture.view(), picture.width, picture.height, 0);
    for (std::uint32_t y = 0; y < screen.height; ++y) {
        for (std::uint32_t x = 0; x < screen.width; ++x) {
            const double stripes =
                1 + 0.06 * std::sin(x * 2.1 + y * 0.35) + 0.05 * std::sin(y * 1.9 + x * 0.2);
            for (std::size_t c = 0; c < 3; ++c) {
                auto& value = screen.rgb[3 * (std::size_t{y} * screen.width + x) + c];
                const double tint[] = {0.97, 1, 1.08};
                value = static_cast<std::uint8_t>(std::min(255.0, value * stripes * tint[c] + 8));
            }
        }
    }
    Picture room(screen.width * 2, screen.height * 2, 150);
    for (std::uint32_t y = 0; y < screen.height; ++y)
        std::ranges::copy(
            std::span(screen.rgb).subspan(std::size_t{3} * y * screen.width, std::size_t{3} * screen.width),
            room.rgb.begin() + std::ptrdiff_t{3} * ((y + screen.height / 2) * room.width + screen.width / 2));
    return room;
}

TEST_F(OnnxFaceReaderTest, DoubtsAFaceOnAScreen) {
    const Picture selfie = part(sample(6), 1150, 150, 350, 400);
    const Picture screen = on_a_screen(selfie);
    const auto real = read(selfie);
    const auto shown = read(screen);
    ASSERT_EQ(real.size(), 1U);
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_FALSE(reader_->looks_recaptured(selfie.view(), real[0].box));
    EXPECT_TRUE(reader_->looks_recaptured(screen.view(), shown[0].box));
    EXPECT_FALSE(reader_->looks_recaptured({}, {}));
}

TEST_F(OnnxFaceReaderTest, TellsThePeopleOfAPhotoApart) {
    for (int number = 1; number <= 6; ++number) {
        const auto faces = read(sample(number));
        for (std::size_t i = 0; i < faces.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                EXPECT_FALSE(tier_of(cosine(faces[i].code, faces[j].code), reader_->thresholds())) << number;
            }
        }
    }
}

TEST_F(OnnxFaceReaderTest, KnowsAPersonInAnotherPicture) {
    const Picture photo = sample(6);
    const auto faces = read(photo);
    struct Case {
        const char* name;
        Picture picture;
    };
    const Case cases[] = {{"mirrored", mirrored(photo)},
                          {"darker", darker(photo)},
                          {"smaller", shrink(photo.view(), 640, 512)},
                          {"far away", pad(shrink(photo.view(), 400, 320).view(), 1600, 1200, 90)}};
    for (const auto& [name, picture] : cases) {
        const auto again = read(picture);
        EXPECT_EQ(again.size(), faces.size()) << name;
        for (const auto& face : faces) EXPECT_GT(nearest(face, again), reader_->thresholds().match) << name;
    }
}

TEST_F(OnnxFaceReaderTest, FindsThePhotoOfASelfieAndNoOther) {
    const Picture photo = sample(6);
    const auto selfie = read(part(photo, 1150, 150, 350, 400));  // the woman on the right
    ASSERT_EQ(selfie.size(), 1U);
    for (int number = 1; number <= 6; ++number) {
        const auto tier = tier_of(nearest(selfie[0], read(sample(number))), reader_->thresholds());
        EXPECT_EQ(tier, number == 6 ? std::optional(MatchTier::match) : std::nullopt) << number;
    }
}

TEST_F(OnnxFaceReaderTest, FindsAFaceThatIsSmallAndAlone) {
    const Picture near = part(sample(6), 1150, 150, 350, 400);
    const Picture far = pad(shrink(near.view(), 70, 80).view(), 1600, 1200, 90);
    const auto faces = read(far);
    ASSERT_EQ(faces.size(), 1U);
    EXPECT_LT(faces[0].box.width * 1600, 45);
    EXPECT_GT(nearest(faces[0], read(near)), reader_->thresholds().match);
}

TEST_F(OnnxFaceReaderTest, FindsNothingWhereThereIsNothing) {
    for (const auto& [width, height] :
         {std::pair{1U, 1U}, {1U, 4000U}, {4000U, 1U}, {63U, 65U}, {1600U, 1200U}}) {
        for (const std::uint8_t grey : {0, 127, 255})
            EXPECT_TRUE(read(Picture(width, height, grey)).empty()) << width;
    }
    EXPECT_TRUE(reader_->read({}).empty());
}

TEST_F(OnnxFaceReaderTest, RefusesPixelsThatDoNotFit) {
    const std::vector<std::uint8_t> pixels(11);
    EXPECT_THROW(reader_->read({.width = 2, .height = 2, .rgb = pixels}), std::invalid_argument);
    EXPECT_THROW(reader_->read({.width = 0, .height = 2, .rgb = pixels}), std::invalid_argument);
    EXPECT_THROW(reader_->read({.width = 0xFFFFFFFF, .height = 0xFFFFFFFF, .rgb = pixels}),
                 std::invalid_argument);
}

TEST_F(OnnxFaceReaderTest, ReadsInManyThreads) {
    const Picture photo = sample(1);
    const auto alone = read(photo);
    std::vector<std::jthread> threads;
    threads.reserve(3);
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            const auto faces = read(photo);
            ASSERT_EQ(faces.size(), alone.size());
            for (std::size_t face = 0; face < faces.size(); ++face)
                EXPECT_EQ(faces[face].code, alone[face].code);
        });
    }
}

TEST_F(OnnxFaceReaderTest, NamesItsModel) { EXPECT_FALSE(reader_->model().empty()); }

// A folder of models of our own, to be spoiled.
class OnnxFaceReaderFilesTest : public testing::Test {
public:
    OnnxFaceReaderFilesTest()
        : folder_(fs::temp_directory_path() / ("snapory_models_" + std::to_string(getpid()))) {
        fs::copy(SNAPORY_MODELS, folder_);
    }
    ~OnnxFaceReaderFilesTest() override { fs::remove_all(folder_); }

protected:
    fs::path folder_;
    const Picture picture_{64, 64};
};

TEST_F(OnnxFaceReaderFilesTest, WantsAManifestAtOnceAndModelsWhenItReads) {
    fs::remove(folder_ / "face_detector.onnx");
    const auto reader = make_onnx_face_reader({.folder = folder_});
    EXPECT_THROW(reader->read(picture_.view()), Unavailable);
    fs::copy(fs::path(SNAPORY_MODELS) / "face_detector.onnx", folder_);
    EXPECT_TRUE(reader->read(picture_.view()).empty());

    fs::remove(folder_ / "manifest.toml");
    EXPECT_THROW(make_onnx_face_reader({.folder = folder_}), Unavailable);
}

TEST_F(OnnxFaceReaderFilesTest, RefusesAModelThatWasChanged) {
    std::ofstream(folder_ / "face_code.onnx", std::ios::app) << 'x';
    EXPECT_THROW(make_onnx_face_reader({.folder = folder_})->read(picture_.view()), Unavailable);
}

TEST_F(OnnxFaceReaderFilesTest, LetsModelsGoWhenIdleAndBringsThemBack) {
    const auto reader = make_onnx_face_reader({.folder = folder_, .idle = 20ms});
    reader->read(picture_.view());
    const fs::path away = folder_.string() + "_away";
    fs::rename(folder_, away);
    const auto still_loaded = [&] {
        try {
            reader->read(picture_.view());
            return true;
        } catch (const Unavailable&) {
            return false;
        }
    };
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (still_loaded() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(60ms);  // reading would keep them; only leaving it alone lets them go
    }
    EXPECT_FALSE(still_loaded());
    fs::rename(away, folder_);
    EXPECT_TRUE(still_loaded());
}

}  // namespace
}  // namespace snapory
