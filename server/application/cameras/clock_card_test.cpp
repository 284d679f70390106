#include "application/cameras/clock_card.hpp"

#include <gtest/gtest.h>

#include "application/cameras/camera_identity.hpp"
#include "infrastructure/memory/security.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint noon{std::chrono::seconds(1'781'956'800)};
const EventId party("party"), other("other");

TEST(ClockCard, TellsItsTimeToTheSecond) {
    MemorySignatures signatures;
    const auto card = clock_card(party, noon + 999ms, signatures);
    EXPECT_TRUE(card.starts_with("snapory-clock:1781956800:"));
    EXPECT_EQ(read_clock_card(card, party, signatures), noon);
}

TEST(ClockCard, IsReadOfThisEventAlone) {
    MemorySignatures signatures;
    const auto card = clock_card(party, noon, signatures);
    EXPECT_FALSE(read_clock_card(card, other, signatures));
    auto later = card;
    later[later.find(':') + 10] = '1';
    const auto signature = card.substr(card.rfind(':') + 1);
    for (const auto& forged :
         {later, card + "x", card.substr(0, card.size() - 1), std::string(), std::string("snapory-clock:"),
          "snapory-clock:-1:" + signature, "snapory-clock::" + signature,
          "snapory-clock:99999999999999999999:" + signature, "snapory-clock:9223372036854775807:" + signature,
          "snapory-clock:1781956800" + signature})
        EXPECT_FALSE(read_clock_card(forged, party, signatures)) << forged;
}

TEST(CameraIdentity, IsOfTheBodyAndTheEvent) {
    MemorySignatures signatures;
    const Camera body{"Canon", "EOS R5", "RF 50mm", "0123"};
    auto other_lens = body;
    other_lens.lens = "RF 85mm";
    auto twin = body;
    twin.serial = "0124";
    const auto id = camera_id(body, party, signatures);
    EXPECT_EQ(camera_id(other_lens, party, signatures), id);
    EXPECT_NE(camera_id(twin, party, signatures), id);
    EXPECT_NE(camera_id(body, other, signatures), id);
    EXPECT_EQ(id.text().find("0123"), std::string::npos);
    EXPECT_TRUE(camera_id({"", "", "a lens", "0123"}, party, signatures).empty());
}

}  // namespace
}  // namespace snapory
