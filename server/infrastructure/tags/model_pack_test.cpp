#include "infrastructure/tags/model_pack.hpp"

#include "infrastructure/tags/pack_folder_test.hpp"

namespace snapory {
namespace {

constexpr auto labels = "red\n\nblue\r\n";

class ModelPackTest : public PackFolderTest {
protected:
    std::string refusal_of(const std::string& toml) {
        const auto pack = add_pack("pack", toml, labels, "");
        return refusal([&] { read_model_pack(pack); });
    }
};

std::string with(std::string text, const std::string& part, const std::string& instead) {
    return text.replace(text.find(part), part.size(), instead);
}

TEST_F(ModelPackTest, SaysWhatItsModelTakesAndGives) {
    const auto folder = add_pack("colours", R"(
id = "colours-2"
output = "detector"
scores = "sigmoid"
threshold = 0.25
[input]
layout = "nhwc"
colours = "bgr"
width = 320
height = 240
mean = [104, 117.5, 123]
deviation = [58, 57, 57.25]
)",
                                 labels, "");
    const ModelPack pack = read_model_pack(folder);
    EXPECT_EQ(pack.id, ModelId("colours-2"));
    EXPECT_EQ(pack.model, folder / "model.onnx");
    EXPECT_EQ(pack.output, PackOutput::detector);
    EXPECT_EQ(pack.scores, PackScores::sigmoid);
    EXPECT_EQ(pack.threshold, 0.25F);
    EXPECT_EQ(pack.layout, PackLayout::nhwc);
    EXPECT_EQ(pack.colours, PackColours::bgr);
    EXPECT_EQ(pack.width, 320U);
    EXPECT_EQ(pack.height, 240U);
    EXPECT_EQ(pack.mean, (std::array<float, 3>{104, 117.5F, 123}));
    EXPECT_EQ(pack.deviation, (std::array<float, 3>{58, 57, 57.25F}));
    EXPECT_EQ(pack.labels, (std::vector<std::string>{"red", "", "blue"}));
}

TEST_F(ModelPackTest, NeedsLittle) {
    const ModelPack pack = read_model_pack(add_pack("colours", colours_toml, labels, ""));
    EXPECT_EQ(pack.layout, PackLayout::nchw);
    EXPECT_EQ(pack.scores, PackScores::probabilities);
    EXPECT_EQ(pack.mean, (std::array<float, 3>{0, 0, 0}));
}

TEST_F(ModelPackTest, NeedsLessForAnEmbedding) {
    const std::string toml = "id = \"looks-1\"\noutput = \"embedding\"\n[input]\nwidth = 4\nheight = 4\n";
    const ModelPack pack = read_model_pack(add_pack("looks", toml, "", ""));
    EXPECT_EQ(pack.output, PackOutput::embedding);
    EXPECT_EQ(pack.embedding, 0U);
    EXPECT_EQ(read_model_pack(add_pack("both", "embedding = true" + std::string(colours_toml), labels, ""))
                  .embedding,
              1U);
    EXPECT_EQ(read_model_pack(add_pack("scores", colours_toml, labels, "")).embedding, std::nullopt);
    EXPECT_NE(refusal_of("threshold = 0.5\n" + toml).find("unknown key threshold"), std::string::npos);
}

TEST_F(ModelPackTest, HasTwoModelsWhenItIsAPair) {
    const auto folder = add_pair("pair");
    const ModelPack pack = read_model_pack(folder);
    EXPECT_EQ(pack.output, PackOutput::image_text);
    EXPECT_EQ(pack.embedding, 0U);
    EXPECT_EQ(pack.alike, 0.9F);
    ASSERT_TRUE(pack.text);
    EXPECT_EQ(pack.text->matches, 0.75F);
    EXPECT_EQ(pack.text->model, folder / "text.onnx");
    EXPECT_EQ(pack.text->merges, folder / "merges.txt");
    EXPECT_EQ(read_model_pack(add_pair("usual", with(pair_toml, "alike = 0.9", ""))).alike,
              usual_likeness_of_pairs);
    const std::pair<std::string, std::string> cases[] = {
        {with(pair_toml, "[text]\nmatches = 0.75", ""), "lacks the table [text]"},
        {with(pair_toml, "matches = 0.75", ""), "lacks text.matches"},
        {with(pair_toml, "0.75", "25"), "text.matches that is not above 0 and at most 1"},
        {with(pair_toml, "0.9", "-1"), "alike that is not above 0 and at most 1"},
        {with(pair_toml, "matches", "match = 1\nmatches"), "unknown key text.match"},
        {with(pair_toml, "image-text", "embedding"), "unknown key text"},
        {with(colours_toml, "threshold", "alike = 0.5\nthreshold"), "unknown key alike"},
    };
    for (const auto& [toml, says] : cases) EXPECT_NE(refusal_of(toml).find(says), std::string::npos) << toml;
    for (const std::string name : {"text.onnx", "merges.txt"}) {
        std::filesystem::remove(add_pair("pair") / name);
        EXPECT_EQ(refusal([&] { read_model_pack(folder); }), (folder / name).string() + " is missing");
    }
}

TEST_F(ModelPackTest, RefusesWhatIsWrongAndSaysWhere) {
    const std::string good = colours_toml;
    const std::pair<std::string, std::string> cases[] = {
        {"id = ", "is no TOML"},
        {with(good, "id = \"colours-1\"", ""), "lacks id"},
        {with(good, "colours-1", ""), "empty id"},
        {with(good, "classifier", "segmenter"), "must be one of classifier, detector, embedding, image-text"},
        {with(good, "0.5", "1.5"), "threshold that is not above 0 and at most 1"},
        {with(good, "0.5", "nan"), "threshold that is not above 0 and at most 1"},
        {with(good, "0.5", "\"high\""), "wrong value for threshold"},
        {with(good, "width = 4", "width = 0"), "input.width is 0; it must be 1 to 2048"},
        {with(good, "height = 4", ""), "lacks input.height"},
        {with(good, "[255, 255, 255]", "[255, 255]"), "three numbers for input.deviation"},
        {with(good, "[255, 255, 255]", "[255, 0, 255]"), "0 in input.deviation"},
        {with(good, "width = 4", "width = 4\nwitdh = 5"), "unknown key input.witdh"},
        {with(good, "[input]", "[inputs]"), "lacks the table [input]"},
    };
    for (const auto& [toml, says] : cases) {
        const auto text = refusal_of(toml);
        EXPECT_NE(text.find(says), std::string::npos) << text << "\nfor" << toml;
        EXPECT_NE(text.find("pack.toml"), std::string::npos) << text;
    }
}

TEST_F(ModelPackTest, NeedsAllOfItsFiles) {
    for (const std::string name : {"pack.toml", "labels.txt", "model.onnx"}) {
        const auto pack = add_pack("pack", colours_toml, labels, "");
        std::filesystem::remove(pack / name);
        EXPECT_EQ(refusal([&] { read_model_pack(pack); }), (pack / name).string() + " is missing");
    }
}

TEST_F(ModelPackTest, NeedsLabelsThatCanBeShown) {
    const auto empty = add_pack("empty", colours_toml, "\n\n", "");
    EXPECT_NE(refusal([&] { read_model_pack(empty); }).find("names nothing"), std::string::npos);
    const std::pair<std::string, std::string> cases[] = {
        {std::string(65, 'x'), "more than 64 bytes in line 2"},
        {"black, white", "a comma in line 2"},
        {"\xff", "no text in line 2"},
        {"a\x1b", "no text in line 2"}};
    for (const auto& [label, says] : cases) {
        const auto pack = add_pack("pack", colours_toml, "red\n" + label + "\n", "");
        const auto text = refusal([&] { read_model_pack(pack); });
        EXPECT_NE(text.find(says), std::string::npos) << text;
    }
}

TEST_F(ModelPackTest, AreReadFolderByFolder) {
    add_pack("b", with(colours_toml, "colours-1", "b-1"), labels, "");
    add_pack("a", with(colours_toml, "colours-1", "a-1"), labels, "");
    const auto packs = read_model_packs({folder_ / "missing", "", folder_});
    ASSERT_EQ(packs.size(), 2U);
    EXPECT_EQ(packs[0].id, ModelId("a-1"));
    add_pack("c", with(colours_toml, "colours-1", "b-1"), labels, "");
    EXPECT_NE(refusal([&] { read_model_packs({folder_}); }).find("has the id b-1 of another pack"),
              std::string::npos);
}

}  // namespace
}  // namespace snapory
