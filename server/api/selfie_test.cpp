#include "api/selfie.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

using enum http::Method;

using SelfieApi = ServedApi;

class Selfies : public SelfieApi {
protected:
    Selfies() {
        scene.event.settings.face_search = true;
        scene.change_event();
        scene.selfie_reader.teach(jpeg("my face"), SelfieReading{{1, 0}, test_model, {}});
        photo_ = scene.add_ready_photo(scene.other_guest, "with me", {1, 0}).id;
        scene.add_ready_photo(scene.other_guest, "without me", {0, 1});
    }
    Answer find(const std::string& picture, std::string_view consent = privacy_policy_version) {
        return post_form(event_path("/selfie"), scene.guest,
                         {{"consent", std::string(consent)}, {"image; filename=me.jpg", picture}});
    }
    PhotoId photo_;
};

TEST_F(Selfies, FindThePhotosThatIAmIn) {
    auto found = find(text_of(jpeg("my face")));
    ASSERT_EQ(found.status, 201) << found.text;
    EXPECT_EQ(found.at("matches.0.photoId"), photo_.text());
    EXPECT_EQ(found.at("matches.0.tier"), "match");
    EXPECT_EQ(found.json().at("matches").as_array().size(), 1U);
    auto listed = get(event_path("/selfie/matches"), scene.guest);
    EXPECT_EQ(listed.at("items.0.photo.id"), photo_.text());

    auto verdict = R"({"photoId":")" + photo_.text() + R"(","verdict":"notMe"})";
    EXPECT_EQ(post(event_path("/selfie/feedback"), scene.guest, verdict).status, 204);
    EXPECT_EQ(get(event_path("/selfie/matches"), scene.guest).at("items"), "[]");

    auto receipt = send(del, event_path("/selfie"), scene.guest);
    EXPECT_EQ(receipt.status, 200);
    EXPECT_FALSE(receipt.at("receiptId").empty());
    EXPECT_EQ(get(event_path("/selfie/matches"), scene.guest).status, 404);
}

TEST_F(Selfies, MayBeSeveralPictures) {
    const std::pair<std::string, std::string> image{"image; filename=me.jpg", text_of(jpeg("my face"))};
    const std::pair<std::string, std::string> dark{"image; filename=me.jpg", text_of(jpeg("no face"))};
    std::vector<std::pair<std::string, std::string>> form{
        {"consent", std::string(privacy_policy_version)}, dark, image, image};
    EXPECT_EQ(post_form(event_path("/selfie"), scene.guest, form).at("matches.0.photoId"), photo_.text());
    form.insert(form.end(), 3, image);
    auto refused = post_form(event_path("/selfie"), scene.guest, form);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("errors.0.code"), "too_many");
}

TEST_F(Selfies, AreRefusedWithTheReason) {
    EXPECT_EQ(find(text_of(jpeg("no face"))).at("code"), "no_face");
    EXPECT_EQ(find(text_of(jpeg("my face")), "2001-01").at("code"), "consent_required");
    EXPECT_EQ(post_form(event_path("/selfie"), scene.guest, {{"consent", "x"}}).at("errors.0.field"),
              "image");
    EXPECT_EQ(post(event_path("/selfie"), scene.guest, "{}").status, 415);
    EXPECT_EQ(find(std::string(20'050'000, 'x')).at("code"), "too_large");
}

}  // namespace
}  // namespace snapory
