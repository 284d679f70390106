#include "infrastructure/faces/face_manifest.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;

constexpr auto whole = R"(
[face_reader]
id = "test-1"
detector = "d.onnx"
landmarks = "l.onnx"
embedder = "e.onnx"
match = 0.5
maybe = 0.25
[face_marks]
eyes = "m.onnx"
smile = "m.onnx"
youth = "m.onnx"
liveness = "m.onnx"
closed = 0.8
smiling = 0.5
young = 20
grown = 30
recaptured = 0.4
[[files]]
to = "models/d.onnx"
sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
[[files]]
to = "models/l.onnx"
sha256 = "11"
[[files]]
to = "models/e.onnx"
sha256 = "22"
[[files]]
to = "models/m.onnx"
sha256 = "33"
)";

class FaceManifestTest : public testing::Test {
public:
    FaceManifestTest()
        : folder_(fs::temp_directory_path() / ("snapory_manifest_" + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~FaceManifestTest() override { fs::remove_all(folder_); }

protected:
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    std::string refusal(const std::string& manifest) {
        write("manifest.toml", manifest);
        try {
            read_face_manifest(folder_);
        } catch (const Unavailable& error) {
            return error.what();
        }
        return "";
    }

    fs::path folder_;
};

std::string without(const std::string& line) {
    std::string text = whole;
    const auto start = text.find(line);
    return text.erase(start, text.find('\n', start) - start);
}

TEST_F(FaceManifestTest, SaysWhatTheReaderNeeds) {
    write("manifest.toml", whole);
    const FaceManifest manifest = read_face_manifest(folder_);
    EXPECT_EQ(manifest.id, ModelId("test-1"));
    EXPECT_EQ(manifest.thresholds, (MatchThresholds{.match = 0.5F, .maybe = 0.25F}));
    EXPECT_EQ(manifest.landmarks.path, folder_ / "l.onnx");
    EXPECT_EQ(manifest.landmarks.sha256, "11");
    EXPECT_EQ(manifest.liveness.sha256, "33");
    EXPECT_EQ(manifest.marks.young, 20);
}

TEST_F(FaceManifestTest, RefusesWhatIsWrongAndSaysWhatToDo) {
    struct Case {
        std::string manifest;
        std::string says;
    };
    const Case cases[] = {
        {"[face_reader", "is no TOML"},
        {"", "lacks face_reader.id"},
        {without("id = "), "lacks face_reader.id"},
        {without("match = "), "lacks face_reader.match"},
        {without("embedder = "), "lacks embedder"},
        {without("youth = "), "lacks youth"},
        {without("recaptured = "), "lacks recaptured"},
        {without("to = \"models/l.onnx\""), "does not list models/l.onnx"},
        {without("sha256 = \"22\""), "lacks sha256"},
    };
    for (const auto& [manifest, says] : cases) {
        const std::string text = refusal(manifest);
        EXPECT_NE(text.find(says), std::string::npos) << text;
        EXPECT_NE(text.find("script/models"), std::string::npos) << text;
    }
}

TEST_F(FaceManifestTest, IsMissing) { EXPECT_THROW(read_face_manifest(folder_ / "nowhere"), Unavailable); }

TEST_F(FaceManifestTest, ModelsAreTheFilesThatItNames) {
    write("manifest.toml", whole);
    const ModelFile detector = read_face_manifest(folder_).detector;
    EXPECT_THROW(read_model(detector), Unavailable);  // missing
    write("d.onnx", "abcd");
    EXPECT_THROW(read_model(detector), Unavailable);  // another file
    write("d.onnx", "abc");
    EXPECT_EQ(read_model(detector).size(), 3U);
}

}  // namespace
}  // namespace snapory
