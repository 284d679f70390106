#include "api/live_ticket.hpp"

#include <gtest/gtest.h>

#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

class Ticket : public testing::Test {
protected:
    std::string text_for(const Caller& caller) {
        return ticket_text(
            {scene_.event.id, *claims_of(caller), "nonce", scene_.clock.now() + ticket_lifetime},
            scene_.signatures);
    }
    std::optional<LiveTicket> parse(std::string_view text) {
        return parse_ticket(text, scene_.clock.now(), scene_.signatures);
    }

    MemoryScene scene_;
};

TEST_F(Ticket, SaysWhoMayOpenWhat) {
    for (const Caller& caller : {Caller(scene_.host), Caller(scene_.guest)}) {
        auto ticket = parse(text_for(caller));
        ASSERT_TRUE(ticket);
        EXPECT_EQ(ticket->event, scene_.event.id);
        EXPECT_EQ(ticket->claims, *claims_of(caller));
        EXPECT_EQ(ticket->nonce, "nonce");
    }
    EXPECT_FALSE(claims_of(Anonymous()));
}

TEST_F(Ticket, LivesAMinute) {
    auto text = text_for(scene_.guest);
    scene_.clock.advance(ticket_lifetime - Milliseconds(1));
    EXPECT_TRUE(parse(text));
    scene_.clock.advance(Milliseconds(1));
    EXPECT_FALSE(parse(text));
}

TEST_F(Ticket, CannotBeChangedOrCut) {
    auto text = text_for(scene_.guest);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(parse(changed)) << i;
        EXPECT_FALSE(parse(text.substr(0, i))) << i;
    }
    EXPECT_FALSE(parse(text + "."));
    EXPECT_FALSE(parse("......"));
}

}  // namespace
}  // namespace snapory
