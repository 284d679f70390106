#include "api/fixture_test.hpp"

namespace snapory {
namespace {

class CamerasApi : public ServedApi {
protected:
    // A ready photo that shows the clock card, 65 seconds after what its camera's clock says.
    PhotoId add_photo() {
        auto added = scene.add_photo(scene.guest, "a photo").id;
        auto now = scene.clock.now();
        auto job = scene.jobs.claim("worker", now);
        auto photo = job->photo;
        photo.details.emplace();
        photo.details->capture.camera = {"Canon", "EOS R5", "", ""};
        photo.details->camera = CameraId("slr");
        photo.details->clock_at = photo.taken_at = now;
        photo.details->card_at = now + std::chrono::seconds(65);
        scene.jobs.finish(*job, photo, {}, now);
        return added;
    }
    std::string taken_at(const PhotoId& photo) {
        return send(http::Method::get, event_path("/photos/" + photo.text()), scene.host).at("takenAt");
    }
    Answer correct(const std::string& body) {
        return send(http::Method::patch, event_path("/cameras/slr"), scene.host, body);
    }
};

TEST_F(CamerasApi, ListsCamerasWithSuggestions) {
    add_photo();
    auto answer = send(http::Method::get, event_path("/cameras"), scene.host);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("items.0.make"), "Canon");
    EXPECT_EQ(answer.at("items.0.photoCount"), "1");
    EXPECT_EQ(answer.at("items.0.clockOffset"), "null");
    EXPECT_EQ(answer.at("items.0.suggestion.clockOffset"), "65");
    EXPECT_EQ(answer.at("items.0.suggestion.basis"), "clockCard");
}

TEST_F(CamerasApi, MovesPhotosInTimeAndBack) {
    auto photo = add_photo();
    auto before = taken_at(photo);
    EXPECT_EQ(correct(R"({"clockOffset":-3600})").status, 204);
    EXPECT_NE(taken_at(photo), before);
    EXPECT_EQ(correct(R"({"clockOffset":null})").status, 204);
    EXPECT_EQ(taken_at(photo), before);
}

TEST_F(CamerasApi, RefusesWhatIsNoOffset) {
    add_photo();
    for (const char* body : {"{}", R"({"clockOffset":"1"})", R"({"clockOffset":0.5})",
                             R"({"clockOffset":1262278081})", R"({"clockOffset":-9e99})"})
        EXPECT_EQ(correct(body).status, 422) << body;
}

TEST_F(CamerasApi, ShowsAClockCardThatNobodyKeeps) {
    auto answer = send(http::Method::get, event_path("/clock-card"), scene.host);
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.at("svg").find("snapory-clock:"), std::string::npos);
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

}  // namespace
}  // namespace snapory
