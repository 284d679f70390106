#include "web/web.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "http/client.hpp"
#include "http/server.hpp"
#include "infrastructure/memory/cache.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;

class SilentObserver final : public http::Observer {
public:
    void on_request_end(const http::RequestRecord& /*record*/) override {}
};

// A folder as the front end's build leaves it.
class BuiltFolder {
public:
    BuiltFolder() {
        fs::create_directories(path / "pages");
        fs::create_directories(path / "assets");
        for (const std::string language : {"en", "de"}) {
            write("pages/shell." + language + ".html", "shell " + language);
            write("pages/guest." + language + ".mustache",
                  language +
                      "|{{title}}|{{url}}|{{#canUpload}}upload{{/canUpload}}|{{#canSearch}}search{{/"
                      "canSearch}}|"
                      "{{#cover}}{{absolute}}{{/cover}}|{{#photos}}<{{preview}} {{ratio}} "
                      "{{color}}>{{/photos}}|"
                      "{{{data}}}");
        }
        write("assets/app-1a2b.js", "script");
        write("favicon.svg", "<svg/>");
    }
    BuiltFolder(const BuiltFolder&) = delete;
    BuiltFolder& operator=(const BuiltFolder&) = delete;
    ~BuiltFolder() { fs::remove_all(path); }

    void write(const std::string& name, std::string_view text) const { std::ofstream(path / name) << text; }

    fs::path path = fs::path(testing::TempDir()) / "snapory-web";
};

std::string told_data(const Invitation& invitation, std::uint64_t sequence, std::size_t /*most*/,
                      std::string_view /*origin*/) {
    return R"({"title":")" + invitation.event.title + R"(","seq":)" + std::to_string(sequence) + "}";
}

http::Response told_failure(const http::Request& /*request*/, const http::Failure& failure) {
    return http::Response::json(failure.status, "{}");
}

class Pages : public testing::Test {
protected:
    Pages() {
        scene.event.title = "Ada & <Charles>";
        scene.change_event();
        web.add_routes(router);
        server.start();
    }
    ~Pages() override { server.stop(std::chrono::milliseconds(1000)); }

    http::ClientResponse get(const std::string& target, http::Headers headers = {}) {
        headers.add("Accept", "text/html");
        http::Client client({"127.0.0.1", server.port(), ""}, std::chrono::seconds(10));
        return client.send(http::Method::get, target, headers);
    }
    http::ClientResponse guest_page(http::Headers headers = {}) {
        return get("/e/" + scene.event.code.text(), std::move(headers));
    }

    BuiltFolder folder;
    MemoryScene scene;
    MemoryCache cache;
    Web web{{folder.path, "https://photos.example.org", {"https://cdn.example.org"}},
            {scene.events, scene.photos, scene.changes, scene.blobs, scene.rate_limits, cache, scene.clock},
            told_data,
            told_failure};
    http::Router router;
    SilentObserver observer;
    http::Server server{http::ServerConfig(), router, observer};
};

std::string header(const http::ClientResponse& response, std::string_view name) {
    return std::string(response.headers.find(name).value_or(""));
}

TEST_F(Pages, HostsGetTheShell) {
    for (const auto* path : {"/", "/login", "/register", "/events", "/events/some/where"}) {
        auto page = get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_EQ(page.body, "shell en");
        EXPECT_EQ(header(page, "Cache-Control"), "no-cache");
    }
}

TEST_F(Pages, WhatDoesNotExistIsTheShellWith404) {
    for (const auto* path : {"/nowhere", "/e/2222222222", "/e/nonsense", "/e/a/b"}) {
        auto page = get(path);
        EXPECT_EQ(page.status, 404) << path;
        EXPECT_EQ(page.body, "shell en") << path;
    }
}

TEST_F(Pages, FailuresOfWhatIsNoPageAreToldToPrograms) {
    http::Client client({"127.0.0.1", server.port(), ""}, std::chrono::seconds(10));
    EXPECT_EQ(client.send(http::Method::get, "/nowhere").body, "{}");
    auto posted = client.send(http::Method::post, "/login");
    EXPECT_EQ(posted.status, 405);
    EXPECT_EQ(posted.body, "{}");
}

TEST_F(Pages, AGuestSeesTheEventAtOnce) {
    scene.add_ready_photo(scene.guest, "a photo");
    auto page = guest_page();
    ASSERT_EQ(page.status, 200);
    EXPECT_TRUE(page.body.starts_with("en|Ada &amp; &lt;Charles&gt;|https://photos.example.org/e/"))
        << page.body;
    EXPECT_NE(page.body.find("|upload|"), std::string::npos);
    EXPECT_EQ(page.body.find("|search|"), std::string::npos);
    EXPECT_NE(page.body.find(" 27 #808080>"), std::string::npos) << page.body;
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
}

TEST_F(Pages, AGuestSeesTheEventAsItIsNow) {
    auto photos = [this] {
        auto body = guest_page().body;
        return std::ranges::count(body, '<');
    };
    scene.add_ready_photo(scene.guest, "first");
    EXPECT_EQ(photos(), 1);
    EXPECT_EQ(photos(), 1);
    auto second = scene.add_ready_photo(scene.guest, "second");
    EXPECT_EQ(photos(), 2);
    scene.photos.remove(scene.event.id, {second.id}, scene.clock.now());
    EXPECT_EQ(photos(), 1);
    scene.event.settings.reveal_at = scene.clock.now() + std::chrono::hours(1);
    scene.change_event();
    EXPECT_EQ(photos(), 0);
    scene.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(photos(), 1) << "nothing was changed, but the time has come";
}

TEST_F(Pages, DataCannotEndItsScript) {
    scene.event.title = "</script><script>alert(1)</script>";
    scene.change_event();
    auto page = guest_page();
    EXPECT_EQ(page.body.find("<script"), std::string::npos) << page.body;
    EXPECT_NE(page.body.find("\\u003c/script\\u003e"), std::string::npos) << page.body;
}

TEST_F(Pages, WhatAPinGuardsIsNotShown) {
    scene.add_ready_photo(scene.guest, "a photo");
    scene.event.pin_hash = "a hash";
    scene.change_event();
    auto page = guest_page();
    EXPECT_EQ(page.body.find("/blobs/"), std::string::npos);
    EXPECT_EQ(page.body.find("|upload"), std::string::npos);
}

TEST_F(Pages, OfferTheSearchWhereGuestsSeeTheGallery) {
    scene.event.settings.face_search = true;
    scene.change_event();
    EXPECT_NE(guest_page().body.find("search|"), std::string::npos);
    scene.event.settings.reveal_at = scene.clock.now() + std::chrono::hours(1);
    scene.change_event();
    EXPECT_EQ(guest_page().body.find("search|"), std::string::npos);
}

TEST_F(Pages, DraftsAreNotThere) {
    scene.event.state = EventState::draft;
    scene.change_event();
    EXPECT_EQ(guest_page().status, 404);
}

TEST_F(Pages, SpeakTheLanguageOfTheBrowser) {
    http::Headers german;
    german.add("Accept-Language", "de-AT,de;q=0.9");
    auto page = guest_page(german);
    EXPECT_TRUE(page.body.starts_with("de|"));
    EXPECT_EQ(header(page, "Content-Language"), "de");
    EXPECT_EQ(header(page, "Vary"), "Accept-Language, Cookie");
}

TEST_F(Pages, AreGuarded) {
    auto page = guest_page();
    auto policy = header(page, "Content-Security-Policy");
    EXPECT_NE(policy.find("script-src 'self';"), std::string::npos) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
    EXPECT_NE(policy.find("img-src 'self' data: blob: https://cdn.example.org;"), std::string::npos)
        << policy;
    EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(page, "Referrer-Policy"), "same-origin");
    EXPECT_EQ(header(page, "Permissions-Policy"), "camera=(self)");
}

TEST_F(Pages, FilesAreCachedByTheirKind) {
    auto script = get("/assets/app-1a2b.js");
    EXPECT_EQ(script.body, "script");
    EXPECT_EQ(header(script, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(get("/favicon.svg"), "Cache-Control"), "no-cache");
    for (const auto* path : {"/assets/none.js", "/assets/%2e%2e/favicon.svg", "/pages/shell.en.html"})
        EXPECT_GE(get(path).status, 400) << path;
}

TEST_F(Pages, GuessingCodesEnds) {
    http::ClientResponse page;
    for (int i = 0; i <= 3000; ++i) page = get("/e/2222222222");
    EXPECT_EQ(page.status, 429);
    EXPECT_FALSE(header(page, "Retry-After").empty());
}

TEST(Web, NeedsItsPages) {
    MemoryScene scene;
    MemoryCache cache;
    WebPorts ports{scene.events,      scene.photos, scene.changes, scene.blobs,
                   scene.rate_limits, cache,        scene.clock};
    EXPECT_THROW(Web({"/nowhere", "", {}}, ports, told_data, told_failure), std::runtime_error);
}

}  // namespace
}  // namespace snapory
