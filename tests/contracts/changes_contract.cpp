#include "storage_contract.hpp"

namespace snapory {
namespace {

class ChangesContract : public StorageContract {};
FOR_EVERY_STORAGE(ChangesContract);

std::vector<std::uint64_t> sequences(const std::vector<Change>& changes) {
    std::vector<std::uint64_t> numbers;
    numbers.reserve(changes.size());
    for (const auto& change : changes) numbers.push_back(change.sequence);
    return numbers;
}

TEST_P(ChangesContract, BeginsEmpty) {
    EXPECT_TRUE(history().empty());
    EXPECT_EQ(storage->changes().latest(event.id), 0U);
    EXPECT_EQ(storage->changes().latest(EventId("nowhere")), 0U);
    EXPECT_TRUE(storage->changes().since(EventId("nowhere"), 0, many).empty());
}

TEST_P(ChangesContract, GivesWhatCameAfterInOrder) {
    for (int i = 0; i < 5; ++i) add_photo();
    EXPECT_EQ(sequences(history()), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    EXPECT_EQ(sequences(storage->changes().since(event.id, 3, many)), (std::vector<std::uint64_t>{4, 5}));
    EXPECT_EQ(sequences(storage->changes().since(event.id, 1, 2)), (std::vector<std::uint64_t>{2, 3}));
    EXPECT_TRUE(storage->changes().since(event.id, 5, many).empty());
    EXPECT_TRUE(storage->changes().since(event.id, 99, many).empty());
    EXPECT_EQ(storage->changes().latest(event.id), 5U);
}

TEST_P(ChangesContract, TellsTheLifeOfAPhoto) {
    auto photo = add_photo();
    make_failed(photo, noon + Milliseconds(1));
    storage->jobs().retry(event.id, photo.id, noon + Milliseconds(2));
    auto job = storage->jobs().claim("worker", noon + Milliseconds(2));
    GuestId grace("grace"), alan("alan");
    storage->jobs().finish(*job, photo, {.matched = {grace, alan}}, noon + Milliseconds(3));
    storage->photos().moderate(event.id, {photo.id}, Moderation::hidden, noon + Milliseconds(4));
    storage->photos().moderate(event.id, {photo.id}, Moderation::approved, noon + Milliseconds(5));
    storage->photos().remove(event.id, {photo.id}, noon + Milliseconds(6));
    storage->photos().restore(event.id, {photo.id}, noon + Milliseconds(7));

    using enum ChangeType;
    struct Expected {
        ChangeType type;
        int at;
        std::optional<GuestId> guest = std::nullopt;
    };
    const std::vector<Expected> expected{{photo_added, 0},   {photo_failed, 1},       {photo_added, 2},
                                         {photo_ready, 3},   {match_found, 3, grace}, {match_found, 3, alan},
                                         {photo_removed, 4}, {photo_ready, 5},        {photo_removed, 6},
                                         {photo_ready, 7}};
    auto told = history();
    ASSERT_EQ(told.size(), expected.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
        const auto& [type, at, guest] = expected[i];
        EXPECT_EQ(told[i], (Change{event.id, i + 1, type, photo.id, guest, noon + Milliseconds(at)})) << i;
    }
}

TEST_P(ChangesContract, IsSilentWhenNothingChanged) {
    auto photo = add_photo();
    add(photo);
    storage->photos().moderate(event.id, {photo.id}, Moderation::approved, noon);
    storage->photos().restore(event.id, {photo.id}, noon);
    storage->photos().remove(event.id, {new_id<PhotoId>()}, noon);
    storage->jobs().retry(event.id, photo.id, noon);
    EXPECT_EQ(history().size(), 1U);
}

TEST_P(ChangesContract, NumbersEachEventWithoutGapsWhoeverWrites) {
    auto other = add_event();
    constexpr int threads = 6, each = 15;
    std::vector<Photo> photos;
    photos.reserve(many);
    for (int i = 0; i < threads * each; ++i) {
        photos.push_back(some_photo());
        if (i % 2) photos.back().event = other.id;
    }
    at_once(threads, [&](int thread) {
        for (int i = 0; i < each; ++i) {
            add(photos[static_cast<std::size_t>(thread) * each + static_cast<std::size_t>(i)]);
            auto before = storage->changes().latest(event.id);
            EXPECT_GE(storage->changes().since(event.id, 0, many).size(), before)
                << "the latest sequence was told before its change could be read";
        }
    });
    for (const auto& of : {event, other}) {
        auto changes = storage->changes().since(of.id, 0, many);
        ASSERT_EQ(changes.size(), threads * each / 2U);
        for (std::size_t i = 0; i < changes.size(); ++i) EXPECT_EQ(changes[i].sequence, i + 1);
    }
}

}  // namespace
}  // namespace snapory
