#include "api/live_hub.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "api/live_ticket.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

// A client that writes down what it hears.
class RecordingPeer final : public http::WebSocketPeer {
public:
    void send(std::shared_ptr<const std::string> text) override {
        std::lock_guard lock(mutex_);
        messages_.push_back(json::parse(*text).as_object());
        heard_.notify_all();
    }
    void close(std::uint16_t code, std::string_view /*reason*/) override {
        std::lock_guard lock(mutex_);
        code_ = code;
        heard_.notify_all();
    }

    // The first message of this type, waited for; empty when none comes.
    json::object wait_for(std::string_view type) {
        std::unique_lock lock(mutex_);
        json::object found;
        heard_.wait_for(lock, 5s, [&] {
            for (const auto& message : messages_)
                if (message.at("type").as_string() == type) found = message;
            return !found.empty();
        });
        return found;
    }
    bool wait_for_close() {
        std::unique_lock lock(mutex_);
        return heard_.wait_for(lock, 5s, [&] { return code_ != 0; });
    }
    // The types heard so far, in order.
    std::vector<std::string> types() {
        std::lock_guard lock(mutex_);
        std::vector<std::string> types;
        for (const auto& message : messages_) types.emplace_back(message.at("type").as_string());
        return types;
    }

private:
    std::mutex mutex_;
    std::condition_variable heard_;
    std::vector<json::object> messages_;
    std::uint16_t code_ = 0;
};

class Live : public testing::Test {
protected:
    // A client of the scene's event; the handler is what the transport would hold.
    struct Client {
        std::shared_ptr<RecordingPeer> peer;
        std::unique_ptr<http::WebSocketHandler> handler;
    };
    Client connect(const Caller& caller, std::optional<std::uint64_t> after = std::nullopt) {
        auto peer = std::make_shared<RecordingPeer>();
        auto handler = hub_.attend({scene_.event.id, *claims_of(caller), caller, after});
        handler->on_open(peer);
        return {peer, std::move(handler)};
    }
    Photo add_ready_photo(const Caller& caller, std::string_view content) {
        auto photo = scene_.add_ready_photo(caller, content);
        scene_.bell.ring_event(scene_.event.id);
        return photo;
    }

    MemoryScene scene_;
    LiveHub hub_{{scene_.events, scene_.photos, scene_.changes, scene_.blobs, scene_.bell, scene_.clock,
                  IdentifyCaller(scene_.accounts, scene_.guests, scene_.tokens, scene_.clock)}};
};

TEST_F(Live, EverybodyHearsOfANewPhoto) {
    auto host = connect(scene_.host);
    auto guest = connect(scene_.guest);
    auto photo = add_ready_photo(scene_.other_guest, "a photo");
    for (const auto& client : {host.peer, guest.peer}) {
        auto message = client->wait_for("photo.ready");
        ASSERT_FALSE(message.empty());
        EXPECT_EQ(message.at("photoId").as_string(), photo.id.text());
        EXPECT_EQ(message.at("photo").at("id").as_string(), photo.id.text());
        EXPECT_EQ(client->types().front(), "hello");
    }
    EXPECT_FALSE(host.peer->wait_for("progress").empty());
}

TEST_F(Live, GuestsHearNothingOfWhatWaitsButTheirOwn) {
    scene_.event.settings.approval = Approval::host;
    scene_.change_event();
    auto own = connect(scene_.guest);
    auto other = connect(scene_.other_guest);
    auto photo = scene_.add_ready_photo(scene_.guest, "waits");
    scene_.photos.moderate(scene_.event.id, {photo.id}, Moderation::pending, scene_.clock.now());
    auto shown = add_ready_photo(scene_.guest, "is shown");
    EXPECT_FALSE(own.peer->wait_for("photo.ready").empty());
    auto heard = other.peer->wait_for("photo.ready");
    ASSERT_FALSE(heard.empty());
    EXPECT_EQ(heard.at("photoId").as_string(), shown.id.text());
}

TEST_F(Live, WhoComesBackGetsWhatTheyMissed) {
    auto before = scene_.changes.latest(scene_.event.id);
    auto photo = add_ready_photo(scene_.guest, "missed");
    auto client = connect(scene_.other_guest, before);
    EXPECT_EQ(client.peer->wait_for("hello").at("seq").to_number<std::uint64_t>(), before);
    auto message = client.peer->wait_for("photo.ready");
    ASSERT_FALSE(message.empty());
    EXPECT_EQ(message.at("photoId").as_string(), photo.id.text());
}

TEST_F(Live, WhoMissedTooMuchIsToldToReload) {
    for (int i = 0; i < 300; ++i) scene_.add_ready_photo(scene_.guest, std::to_string(i));
    auto latest = scene_.changes.latest(scene_.event.id);
    ASSERT_GT(latest, 500U);
    EXPECT_EQ(connect(scene_.guest, 0).peer->wait_for("hello").at("seq").to_number<std::uint64_t>(), latest);
}

TEST_F(Live, AnUnknownFutureIsTheLatest) {
    auto latest = scene_.changes.latest(scene_.event.id);
    EXPECT_EQ(connect(scene_.guest, 1'000'000).peer->wait_for("hello").at("seq").to_number<std::uint64_t>(),
              latest);
}

TEST_F(Live, WhoMayNoLongerSeeTheEventIsClosed) {
    auto guest = connect(scene_.guest);
    scene_.event.state = EventState::draft;
    scene_.change_event();
    scene_.bell.ring_event(scene_.event.id);
    EXPECT_TRUE(guest.peer->wait_for_close());
}

TEST_F(Live, WhoHasGoneHearsNothing) {
    auto gone = connect(scene_.guest);
    auto here = connect(scene_.other_guest);
    gone.handler->on_close(1001);
    add_ready_photo(scene_.guest, "a photo");
    EXPECT_FALSE(here.peer->wait_for("photo.ready").empty());
    EXPECT_EQ(gone.peer->types(), std::vector<std::string>{"hello"});
}

}  // namespace
}  // namespace snapory
