// Sends photos through the real thing: api, SQLite and disk store over HTTP.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include <boost/json.hpp>

#include "app/guest_pass.hpp"
#include "app/photo_sender.hpp"
#include "app/request_log.hpp"
#include "app/wiring.hpp"
#include "http/server.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

class UploadTest : public testing::Test {
protected:
    UploadTest()
        : folder(make_folder()),
          config(config_in(folder)),
          base(config, metrics, traces),
          doors(config, base, {.api = true, .web = false}, "http://127.0.0.1:1", metrics),
          server(http::ServerConfig(), doors.router, log) {
        server.start();
        url = "http://127.0.0.1:" + std::to_string(server.port());
        ApiClient client(url, "");
        json::object account{
            {"email", "ada@example.org"}, {"displayName", "Ada"}, {"password", "correct horse battery"}};
        host_token = client.post("/auth/register", account).at("accessToken").as_string();
        client.set_token(host_token);
        event = client.post("/events", json::object{{"title", "Wedding"}});
    }
    ~UploadTest() override {
        server.stop(std::chrono::seconds(1));
        fs::remove_all(folder);
    }

    static fs::path make_folder() {
        std::string name = (fs::temp_directory_path() / "snapory-upload-XXXXXX").string();
        return ::mkdtemp(name.data());
    }
    static Config config_in(const fs::path& folder) {
        Config config;
        config.data = folder / "data";
        return config;
    }

    PhotoFile photo(const std::string& name, std::size_t bytes) const {
        std::ofstream(folder / name, std::ios::binary)
            << "\xff\xd8\xff\xda" << name << std::string(bytes, 'x') << "\xff\xd9";
        return *look_at(folder / name);
    }
    std::string event_text(const char* name) const { return std::string(event.at(name).as_string()); }
    std::vector<std::string> photos_of_event() {
        std::vector<std::string> names;
        auto answer = ApiClient(url, host_token).get("/events/" + event_text("id") + "/photos");
        for (const auto& item : answer.at("items").as_array())
            names.emplace_back(item.at("fileName").as_string());
        std::ranges::sort(names);
        return names;
    }
    // What was printed for each photo.
    std::string send(const Destination& destination, const std::vector<PhotoFile>& photos) const {
        testing::internal::CaptureStdout();
        UploadReport report(true);
        PhotoSender(destination, report, [] { return false; }).send(photos);
        return testing::internal::GetCapturedStdout();
    }
    static std::size_t count(const std::string& text, const std::string& part) {
        std::size_t found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
        return found;
    }

    fs::path folder;
    Config config;
    Metrics metrics;
    Traces traces{TracesConfig(), metrics};
    Foundation base;
    FrontDoors doors;
    RequestLog log{metrics, traces};
    http::Server server;
    std::string url;
    std::string host_token;
    json::value event;
};

TEST_F(UploadTest, SendsEachPhotoOnce) {
    std::vector<PhotoFile> photos{photo("a.jpg", 100), photo("b.jpg", 2 * part_bytes + 5),
                                  photo("c.jpg", part_bytes)};
    fs::copy_file(folder / "a.jpg", folder / "copy.jpg");
    photos.push_back(*look_at(folder / "copy.jpg"));
    Destination destination{url, host_token, event_text("id")};
    auto printed = send(destination, photos);
    EXPECT_EQ(count(printed, R"("status":"sent")"), 3U) << printed;
    EXPECT_EQ(count(printed, R"("status":"duplicate")"), 1U) << printed;
    EXPECT_EQ(photos_of_event(), (std::vector<std::string>{"a.jpg", "b.jpg", "c.jpg"}));
    EXPECT_EQ(count(send(destination, photos), R"("status":"duplicate")"), 4U);
}

TEST_F(UploadTest, AGuestJoinsOnceAndIsKnownAgain) {
    Invitee invitee{url, event_text("code"), "", "", "Grace"};
    auto never = [] { return false; };
    auto first = join(invitee, folder / "state", never);
    auto second = join(invitee, folder / "state", never);
    EXPECT_EQ(first.token, second.token);
    EXPECT_EQ(first.event, event_text("id"));
    EXPECT_EQ(count(send(first, {photo("guest.jpg", 10)}), R"("status":"sent")"), 1U);
}

TEST_F(UploadTest, ServersThatAreNotThereAreSoonGivenUp) {
    auto begun = std::chrono::steady_clock::now();
    Invitee invitee{"http://127.0.0.1:1", event_text("code"), "", "", ""};
    EXPECT_THROW(join(invitee, folder / "state", [] { return false; }), std::runtime_error);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

TEST_F(UploadTest, SaysWhatIsRefused) {
    auto missing = photo("gone.jpg", 10);
    fs::remove(missing.path);
    auto large = photo("large.jpg", config.limits.photo_bytes);
    auto printed = send({url, host_token, event_text("id")}, {missing, large, photo("fine.jpg", 10)});
    EXPECT_EQ(count(printed, R"("status":"failed")"), 2U) << printed;
    EXPECT_EQ(photos_of_event(), std::vector<std::string>{"fine.jpg"});
    UploadReport report(true);
    PhotoSender stranger({url, "no token", event_text("id")}, report, [] { return false; });
    EXPECT_THROW(stranger.send({photo("fine.jpg", 11)}), Refusal);
}

TEST_F(UploadTest, StopsWhenAsked) {
    UploadReport report(true);
    PhotoSender sender({url, host_token, event_text("id")}, report, [] { return true; });
    EXPECT_THROW(sender.send({photo("a.jpg", 10)}), Interrupted);
}

}  // namespace
}  // namespace snapory
