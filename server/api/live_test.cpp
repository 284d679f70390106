#include "api/live.hpp"

#include <gtest/gtest.h>

#include "api/fixture_test.hpp"

namespace snapory {
namespace {

using LiveApi = ServedApi;

TEST_F(LiveApi, ChangesAreReadByPolling) {
    auto photo = scene.add_ready_photo(scene.guest, "a photo");
    auto changes = get(event_path("/changes"), scene.other_guest);
    EXPECT_EQ(changes.status, 200);
    EXPECT_NE(changes.text.find("photo.ready"), std::string::npos);
    auto more = get(event_path("/changes?after=" + changes.at("latestSeq")), scene.other_guest);
    EXPECT_EQ(more.at("items"), "[]");
    EXPECT_EQ(more.at("latestSeq"), changes.at("latestSeq"));
    EXPECT_EQ(get(event_path("/changes?after=-1"), scene.guest).status, 422);
}

TEST_F(LiveApi, ATicketNamesItsWebSocket) {
    auto ticket = post(event_path("/live"), scene.guest, "");
    EXPECT_EQ(ticket.status, 201);
    EXPECT_TRUE(ticket.at("url").starts_with("ws://127.0.0.1:")) << ticket.text;
    EXPECT_EQ(ticket.header("Cache-Control"), "no-store");
}

}  // namespace
}  // namespace snapory
