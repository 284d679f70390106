#include "ai/ai.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "ai/model_selfie_reader.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "infrastructure/memory/readers.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::vector<std::uint8_t> picture{1, 2, 3};

ImageReading portrait() {
    ImageReading reading;
    reading.pixels = {{1000, 1000}, std::vector<std::uint8_t>(3'000'000, 7)};
    return reading;
}

FaceReading face(float width) {
    return {.box = {0.1F, 0.1F, width, width},
            .score = 1,
            .quality = 1,
            .code = {0.6F, 0.8F},
            .condition = {.sharpness = 500, .brightness = 0.4F, .frontality = 0.9F}};
}

class ModelSelfies : public testing::Test {
protected:
    ModelSelfies() {
        images.teach(picture, [] { return portrait(); });
    }

    std::optional<Errc> refusal(std::vector<FaceReading> found) {
        faces.teach({7, 7, 7}, std::move(found));
        auto reading = ModelSelfieReader(images, faces).read(picture);
        return reading ? std::nullopt : std::optional(reading.error().code);
    }

    MemoryImageReader images;
    MemoryFaceReader faces;
};

TEST_F(ModelSelfies, WantOneFaceThatIsLargeEnough) {
    EXPECT_EQ(refusal({}), Errc::no_face);
    EXPECT_EQ(refusal({face(0.3F)}), std::nullopt);
    EXPECT_EQ(refusal({face(0.3F), face(0.2F)}), Errc::several_faces);
    EXPECT_EQ(refusal({face(0.3F), face(0.05F)}), std::nullopt);  // somebody in the background
    EXPECT_EQ(refusal({face(0.05F)}), Errc::face_too_small);
}

TEST_F(ModelSelfies, SayWhatToDoAboutAFaceThatCannotBeTold) {
    const auto with = [](auto member, float value) {
        FaceReading reading = face(0.3F);
        reading.condition.*member = value;
        return std::vector{reading};
    };
    EXPECT_EQ(refusal(with(&FaceCondition::brightness, 0.05F)), Errc::face_too_dark);
    EXPECT_EQ(refusal(with(&FaceCondition::sharpness, 10)), Errc::face_too_blurred);
    EXPECT_EQ(refusal(with(&FaceCondition::frontality, 0.1F)), Errc::face_turned_away);
}

TEST_F(ModelSelfies, ADecoderThatDiesMakesThePictureUnreadable) {
    images.teach(picture, []() -> Result<ImageReading> { throw DecoderDied("signal 11"); });
    EXPECT_EQ(refusal({}), Errc::unreadable);
}

class AiServer : public testing::Test, public http::Observer {
protected:
    AiServer() {
        std::string name = (fs::temp_directory_path() / "snapory-ai-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        auto check = [this] {
            if (down) throw std::runtime_error("it is gone");
        };
        add_ai_routes(router, {"1.2.3", {{"database", check}}}, selfies, texts, metrics);
        http::ServerConfig config;
        config.unix_path = (folder / "ai.sock").string();
        server = std::make_unique<http::Server>(config, router, *this);
        server->start();
    }
    ~AiServer() override {
        server.reset();
        fs::remove_all(folder);
    }

    http::ClientResponse ask(http::Method method, std::string_view target, std::string_view body = {}) const {
        return http::Client({.host = {}, .port = 0, .unix_path = (folder / "ai.sock").string()}, 5s)
            .send(method, target, {}, body);
    }
    void on_request_end(const http::RequestRecord& /*record*/) override {}

    bool down = false;
    fs::path folder;
    MemorySelfieReader selfies;
    MemoryTextReader texts;
    Metrics metrics;
    http::Router router;
    std::unique_ptr<http::Server> server;
};

TEST_F(AiServer, SaysHowItIs) {
    for (const std::string prefix : {"", "/ai"}) {
        EXPECT_EQ(ask(http::Method::get, prefix + "/health").body, R"({"status":"ok","version":"1.2.3"})");
        EXPECT_NE(ask(http::Method::get, prefix + "/metrics").body.find("snapory_jobs"), std::string::npos);
        down = false;
        EXPECT_EQ(ask(http::Method::get, prefix + "/ready").status, 200);
        down = true;
        auto unready = ask(http::Method::get, prefix + "/ready");
        EXPECT_EQ(unready.status, 503);
        EXPECT_NE(unready.body.find("it is gone"), std::string::npos);
    }
}

TEST_F(AiServer, GivesTheCodeOfASelfie) {
    selfies.teach(picture, SelfieReading{{0.5F, -0.25F}, ModelId("m"), {0.5F, 0.25F}});
    auto answer = ask(http::Method::post, "/ai/selfie", std::string(picture.begin(), picture.end()));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body,
              R"({"code":[5E-1,-2.5E-1],"model":"m","match":5E-1,"maybe":2.5E-1,"quality":1E0})");
}

TEST_F(AiServer, NamesWhatIsWrongWithAPicture) {
    auto answer = ask(http::Method::post, "/ai/selfie", "nobody");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.body, R"({"code":"no_face","detail":"No face was found in this picture."})");
}

TEST_F(AiServer, SaysWhatATextLooksLike) {
    texts.teach("red", {ModelId("m"), {127, -3}, 0.25F});
    auto answer = ask(http::Method::post, "/ai/text", "red");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"model":"m","direction":[127,-3],"alike":2.5E-1})");
    EXPECT_EQ(ask(http::Method::post, "/ai/text", "blue").status, 204);
    EXPECT_EQ(ask(http::Method::post, "/ai/text", std::string(10'000, 'a')).status, 413);
}

}  // namespace
}  // namespace snapory
