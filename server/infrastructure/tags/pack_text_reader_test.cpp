#include "infrastructure/tags/pack_text_reader.hpp"

#include "infrastructure/inference/picture.hpp"
#include "infrastructure/tags/pack_folder_test.hpp"

namespace snapory {
namespace {

class PackTextReaderTest : public PackFolderTest {
protected:
    std::unique_ptr<TextReader> texts() { return make_pack_text_reader({.folders = {folder_}}); }
    std::string refused() {
        return refusal([&] { check_model_packs({folder_}); });
    }
};

constexpr auto looks_toml = "id = \"looks-1\"\noutput = \"embedding\"\n[input]\nwidth = 4\nheight = 4\n";

Picture of_one_colour(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    Picture picture(1, 1);
    picture.rgb = {red, green, blue};
    return picture;
}

TEST_F(PackTextReaderTest, UnderstandsWhatPicturesShow) {
    add_pair("pair");
    EXPECT_EQ(refused(), "");
    const auto tagger = make_pack_tagger({.folders = {folder_}});
    const auto reader = texts();
    const auto red = tagger->read(of_one_colour(250, 10, 10).view()).embedding.value();
    const auto lime = tagger->read(of_one_colour(10, 250, 10).view()).embedding.value();
    EXPECT_EQ(red.alike, 0.9F);
    for (const char* text : {"red", "a RED shawl", "(red!)"}) {
        const auto meant = reader->read(text).value();
        EXPECT_EQ(meant, (Embedding{ModelId("pair-1"), {127, 0, 0}, 0.75F})) << text;
        EXPECT_GT(cosine(meant, red), meant.alike);
        EXPECT_LT(cosine(meant, lime), meant.alike);
    }
    EXPECT_EQ(reader->read("green and blue")->values, (std::vector<std::int8_t>{0, 127, 127}));
    EXPECT_TRUE(reader->read("dogs")->values.empty());
    EXPECT_TRUE(reader->read(std::string(10'000, 'a') + " red")->values.empty()) << "too far behind";
    EXPECT_TRUE(reader->read("\xFF red")->values.empty());
}

TEST_F(PackTextReaderTest, UnderstandsNothingWithoutAPair) {
    EXPECT_EQ(texts()->read("red"), std::nullopt);
    add_pack("looks", looks_toml, "", tiny_model::colours());
    EXPECT_EQ(texts()->read("red"), std::nullopt);
}

TEST_F(PackTextReaderTest, OfSeveralEmbeddingsThePairsCount) {
    add_pair("a");
    add_pack("b", looks_toml, "", tiny_model::colours());
    const auto model = [&] {
        const auto sight = make_pack_tagger({.folders = {folder_}})->read(of_one_colour(250, 10, 10).view());
        return sight.embedding->model;
    };
    EXPECT_EQ(model(), ModelId("pair-1"));
    EXPECT_EQ(texts()->read("red")->model, ModelId("pair-1"));
    add_pair("c", std::string(pair_toml).replace(7, 6, "pair-2"));
    EXPECT_EQ(model(), ModelId("pair-2")) << "the last of two";
    EXPECT_EQ(texts()->read("red")->model, ModelId("pair-2"));
}

TEST_F(PackTextReaderTest, RefusesModelsThatAreNotAPair) {
    const auto pair = add_pair("pair");
    const auto says = [&](const std::string& file, const std::string& content) {
        std::ofstream(pair / file, std::ios::binary) << content;
        auto text = refused();
        add_pair("pair");
        EXPECT_NE(text.find(pair / file), std::string::npos) << text;
        return text;
    };
    const auto contains = [](const std::string& text, const std::string& part) {
        EXPECT_NE(text.find(part), std::string::npos) << text;
    };
    contains(says("text.onnx", "no model"), "is not usable");
    contains(says("text.onnx", tiny_model::colours()), "does not take tokens as int64 [1, tokens]");
    contains(says("text.onnx", tiny_model::count_of_tokens({1, 2})), "gives 2 numbers, but model.onnx 3");
    contains(says("merges.txt", "e d</w>\nno pair\n"), "has the line \"no pair\"");
    EXPECT_EQ(refused(), "");
}

}  // namespace
}  // namespace snapory
