#include "infrastructure/tags/pack_tagger.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "infrastructure/inference/picture.hpp"
#include "infrastructure/tags/pack_folder_test.hpp"
#include "infrastructure/tags/tiny_model_test.hpp"

namespace snapory {
namespace {

class PackTaggerTest : public PackFolderTest {
protected:
    std::unique_ptr<Tagger> tagger() { return make_pack_tagger({.folders = {folder_}}); }
    std::string refused(const std::string& toml, const std::string& labels, const std::string& model) {
        add_pack("pack", toml, labels, model);
        return refusal([&] { check_model_packs({folder_}); });
    }
};

Picture of_one_colour(std::uint8_t red, std::uint8_t green, std::uint8_t blue, std::uint32_t side = 9) {
    Picture picture(side, side);
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
        picture.rgb[i] = red;
        picture.rgb[i + 1] = green;
        picture.rgb[i + 2] = blue;
    }
    return picture;
}

std::vector<std::string> names(const std::vector<Tag>& tags) {
    std::vector<std::string> all;
    for (const auto& tag : tags) all.push_back(tag.name);
    return all;
}

using Names = std::vector<std::string>;

TEST_F(PackTaggerTest, TagsWhatItsPackIsSureOf) {
    add_pack("colours", colours_toml, "red\ngreen\nblue\n", tiny_model::colours());
    const auto tags = tagger()->read(of_one_colour(204, 0, 128).view()).tags;
    ASSERT_EQ(names(tags), (Names{"red", "blue"})) << "surest first";
    EXPECT_NEAR(tags[0].score, 0.8, 1e-3);
    EXPECT_EQ(tags[0].model, ModelId("colours-1"));
}

TEST_F(PackTaggerTest, LeavesOutScoresWithoutAName) {
    add_pack("colours", colours_toml, "\ngreen\nblue\n", tiny_model::colours());
    EXPECT_EQ(names(tagger()->read(of_one_colour(255, 255, 0).view()).tags), Names{"green"});
}

TEST_F(PackTaggerTest, TakesPicturesOfAnySize) {
    add_pack("colours", colours_toml, "red\ngreen\nblue\n", tiny_model::colours());
    for (const std::uint32_t side : {1U, 3U, 4U, 100U})
        EXPECT_EQ(names(tagger()->read(of_one_colour(0, 255, 0, side).view()).tags), Names{"green"}) << side;
    EXPECT_EQ(tagger()->read({}).tags, std::vector<Tag>{});
    const Picture picture(2, 2);
    EXPECT_THROW(tagger()->read({3, 2, picture.rgb}), std::invalid_argument);
}

TEST_F(PackTaggerTest, TakesTheSurestBoxOfADetector) {
    add_pack("boxes", R"(
id = "boxes-1"
output = "detector"
threshold = 0.5
[input]
layout = "nhwc"
colours = "bgr"
width = 2
height = 2
deviation = [255, 255, 255]
)",
             "blue\ngreen\nred\n", tiny_model::colours_of_boxes());
    Picture picture(2, 2);
    picture.rgb = {0, 0, 0, 153, 0, 0, 255, 0, 0, 0, 204, 0};
    const auto tags = tagger()->read(picture.view()).tags;
    ASSERT_EQ(names(tags), (Names{"red", "green"}));
    EXPECT_EQ(tags[0].score, 1);
    EXPECT_NEAR(tags[1].score, 0.8, 1e-6);
}

TEST_F(PackTaggerTest, UnderstandsLogits) {
    const std::string toml = colours_toml;
    const auto meaning = [&](const std::string& scores) {
        add_pack("colours", "scores = \"" + scores + "\"" + toml, "red\ngreen\nblue\n",
                 tiny_model::colours());
        return tagger()->read(of_one_colour(255, 0, 0).view()).tags;
    };
    const auto each_by_itself = meaning("sigmoid");
    EXPECT_EQ(names(each_by_itself), (Names{"red", "blue", "green"})) << "half each for 0";
    EXPECT_NEAR(each_by_itself[0].score, 0.731, 1e-3);
    const auto shared = meaning("softmax");
    ASSERT_EQ(names(shared), Names{"red"});
    EXPECT_NEAR(shared[0].score, 0.576, 1e-3);
}

TEST_F(PackTaggerTest, LetsTheSurerPackSpeak) {
    add_pack("a", colours_toml, "warm\ncold\ncold\n", tiny_model::colours());
    add_pack("b", "scores = \"sigmoid\"\n" + std::string(colours_toml).replace(7, 9, "others-1"),
             "warm\n\n\n", tiny_model::colours());
    const auto tags = tagger()->read(of_one_colour(255, 0, 0).view()).tags;
    ASSERT_EQ(names(tags), Names{"warm"});
    EXPECT_EQ(tags[0].model, ModelId("colours-1"));
}

TEST_F(PackTaggerTest, IsAnotherModelWithAnotherPack) {
    EXPECT_EQ(tagger()->model(), ModelId());
    add_pack("a", colours_toml, "red\ngreen\nblue\n", tiny_model::colours());
    EXPECT_EQ(tagger()->model(), ModelId("colours-1"));
    auto other = std::string(colours_toml);
    other.replace(other.find("colours-1"), 9, "colours-2");
    add_pack("b", other, "red\ngreen\nblue\n", tiny_model::colours());
    EXPECT_EQ(tagger()->model(), ModelId("colours-1+colours-2"));
}

TEST_F(PackTaggerTest, SaysWhatAPictureLooksLike) {
    const std::string scores = colours_toml;
    const std::string embedding =
        "id = \"looks-1\"\noutput = \"embedding\"\n" + scores.substr(scores.find("[input]"));
    const auto looks = [&] { return tagger()->read(of_one_colour(255, 0, 51).view()).embedding; };
    EXPECT_EQ(looks(), std::nullopt);
    add_pack("a", "embedding = true" + scores, "red\ngreen\nblue\n", tiny_model::colours_and_opposites());
    EXPECT_EQ(looks(), (Embedding{ModelId("colours-1"), {-127, 0, -25}}));
    add_pack("b", embedding, "", tiny_model::colours());
    EXPECT_EQ(looks(), (Embedding{ModelId("looks-1"), {127, 0, 25}})) << "the last pack's";
    EXPECT_EQ(names(tagger()->read(of_one_colour(255, 0, 51).view()).tags), Names{"red"});
}

TEST_F(PackTaggerTest, RefusesAModelThatIsNotWhatThePackSays) {
    const std::string toml = colours_toml;
    const std::string labels = "red\ngreen\nblue\n";
    const auto contains = [](const std::string& text, const std::string& part) {
        EXPECT_NE(text.find(part), std::string::npos) << text;
    };
    contains(refused(toml, labels, "no model"), "is not usable");
    contains(refused(toml, labels, tiny_model::colours(8)),
             "takes [1, 3, 8, 8], but pack.toml says [1, 3, 4, 4]");
    contains(refused(toml, "red\ngreen\n", tiny_model::colours()),
             "gives 3 scores, but labels.txt has 2 lines");
    contains(refused(std::string(toml).replace(toml.find("classifier"), 10, "detector"), labels,
                     tiny_model::colours()),
             "does not give the scores");
    contains(refused("embedding = true" + toml, labels, tiny_model::colours()),
             "does not give an embedding [1, numbers] as its output number 2");
    EXPECT_EQ(refused(toml, labels, tiny_model::colours()), "");
}

TEST(ObjectsPackTest, LoadsAsItIsInstalled) {
    const auto packs = check_model_packs({SNAPORY_PACKS});
    ASSERT_EQ(packs.size(), 1U) << "run script/models";
    EXPECT_EQ(packs[0].id, ModelId("coco-ssdlite-mobilenet2-1"));
    EXPECT_EQ(packs[0].labels.size(), 90U);
    EXPECT_EQ(packs[0].labels[17], "dog");
}

TEST(ObjectsPackTest, SeesNothingInAnEmptyPicture) {
    const auto tagger = make_pack_tagger({.folders = {SNAPORY_PACKS}});
    EXPECT_EQ(tagger->read(of_one_colour(127, 127, 127, 300).view()).tags, std::vector<Tag>{});
}

}  // namespace
}  // namespace snapory
