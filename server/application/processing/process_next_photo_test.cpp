#include "application/processing/process_next_photo.hpp"

#include <gtest/gtest.h>

#include "application/cameras/camera_identity.hpp"
#include "application/cameras/clock_card.hpp"
#include "application/gallery/crc32.hpp"
#include "application/ports/unavailable.hpp"
#include "application/processing/photo_details.hpp"
#include "infrastructure/memory/faulty.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;
using Outcome = ProcessedJob::Outcome;

ImageReading reading() {
    ImageReading made;
    made.type = MediaType::jpeg;
    made.size = {4000, 3000};
    made.preview = {{1600, 1200}, {1, 2, 3}};
    made.thumbnail = {{400, 300}, {4, 5}};
    made.pixels = {{1, 1}, {9, 9, 9}};
    made.thumbhash = "hash";
    made.dominant_color = "#090909";
    made.capture.camera.model = "EOS R6";
    return made;
}

struct ProcessingTest : testing::Test, MemoryScene {
    Photo photo = add_photo(guest, "a");
    ProcessNextPhoto process = with(blobs);

    ProcessNextPhoto with(BlobStore& store) {
        return ProcessNextPhoto({queue, jobs, events, photos, selfies, store, images, faces, tagger,
                                 gazetteer, time_zones, signatures, bell, clock, randomness});
    }
    void teach(std::function<Result<ImageReading>()> answer) { images.teach(jpeg("a"), std::move(answer)); }
    void teach(const ImageReading& made) {
        teach([made] { return Result<ImageReading>(made); });
    }
    std::vector<std::string> stored_tags() {
        const auto found = photos.find(event.id, std::vector{photo.id});
        std::vector<std::string> names;
        for (const auto& tag : found.front().tags) names.push_back(tag.name);
        return names;
    }
    Photo stored() { return photos.find(event.id, photo.id).value(); }
    void turn_face_search_on() {
        event.settings.face_search = true;
        change_event();
        faces.teach({9, 9, 9}, {{{0.1F, 0.1F, 0.2F, 0.2F}, 0.9F, 0.8F, {1, 0}}});
    }
    Selfie ask(const Caller& caller, FaceCode code) {
        Selfie selfie{randomness.next_id<SelfieId>(clock.now()),
                      event.id,
                      uploader_of(caller).id,
                      std::move(code),
                      test_model,
                      {},
                      clock.now(),
                      clock.now() + 24h};
        selfies.put(selfie, {});
        return selfie;
    }
    std::vector<Change> told(ChangeType type) {
        auto all = changes.since(event.id, 0, 100);
        std::erase_if(all, [&](const Change& change) { return change.type != type; });
        return all;
    }
};

TEST_F(ProcessingTest, FindsOutAllAboutAPhoto) {
    teach(reading());
    clock.advance(3s);
    auto result = process("worker");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->outcome, Outcome::ready);
    EXPECT_EQ(result->since_safe, 3s);
    auto ready = stored();
    EXPECT_EQ(ready.state, PhotoState::ready);
    EXPECT_EQ(ready.ready_at, clock.now());
    const auto& details = ready.details.value();
    EXPECT_EQ(details.size, (PixelSize{4000, 3000}));
    EXPECT_EQ(details.capture.camera.model, "EOS R6");
    EXPECT_EQ(blobs.open(details.preview)->bytes(), 3U);
    EXPECT_EQ(blobs.open(details.thumbnail)->bytes(), 2U);
    EXPECT_EQ(details.preview_bytes, 3U);
    auto original = jpeg("a");
    EXPECT_EQ(details.crc32, crc32(std::as_bytes(std::span(original))));
    EXPECT_EQ(told(ChangeType::photo_ready).size(), 1U);
    EXPECT_FALSE(process("worker"));
}

TEST_F(ProcessingTest, FileThatCannotBeReadIsParkedAtOnceAndTheQueueGoesOn) {
    auto result = process("worker").value();  // nothing was taught
    EXPECT_EQ(result.outcome, Outcome::parked);
    EXPECT_EQ(stored().state, PhotoState::failed);
    EXPECT_EQ(stored().failure, "This is not a photo that can be read.");
    EXPECT_TRUE(blobs.open(photo.original())) << "the original is kept";
    add_photo(guest, "b");
    images.teach(jpeg("b"), [] { return reading(); });
    EXPECT_EQ(process("worker")->outcome, Outcome::ready);
}

TEST_F(ProcessingTest, FileThatKillsItsDecoderIsParkedAfterThreeAttempts) {
    teach([]() -> Result<ImageReading> { throw DecoderDied("the decoder died of signal 11"); });
    for (int attempt = 1; attempt <= 2; ++attempt) {
        EXPECT_EQ(process("worker")->outcome, Outcome::given_back);
        EXPECT_FALSE(process("worker")) << "not at once";
        clock.advance(10s);
    }
    auto last = process("worker").value();
    EXPECT_EQ(last.outcome, Outcome::parked);
    EXPECT_EQ(last.attempts, 3U);
    EXPECT_NE(stored().failure.find("signal 11"), std::string::npos);
    EXPECT_EQ(told(ChangeType::photo_failed).size(), 1U);
}

TEST_F(ProcessingTest, PhotoWhoseWorkersVanishIsParkedUnread) {
    for (std::uint32_t i = 0; i < max_attempts; ++i) {
        ASSERT_TRUE(jobs.claim("vanishing", clock.now()));
        clock.advance(lease_time);
    }
    teach([]() -> Result<ImageReading> {
        ADD_FAILURE() << "it is read once more";
        return reading();
    });
    EXPECT_EQ(process("worker")->outcome, Outcome::parked);
}

TEST_F(ProcessingTest, FaultsOfOursCostNoAttempt) {
    teach([]() -> Result<ImageReading> { throw Unavailable("no decoder can be started"); });
    for (int i = 0; i < 5; ++i) {
        auto result = process("worker").value();
        EXPECT_EQ(result.outcome, Outcome::given_back);
        EXPECT_EQ(result.attempts, 1U);
        clock.advance(10s);
    }
    teach(reading());
    EXPECT_EQ(process("worker")->outcome, Outcome::ready);
}

TEST_F(ProcessingTest, DiskThatIsFullIsWaitedFor) {
    teach(reading());
    blobs.fill_to(1);
    EXPECT_EQ(process("worker")->outcome, Outcome::given_back);
    blobs.fill_to(0);
    clock.advance(10s);
    EXPECT_EQ(process("worker")->outcome, Outcome::ready);
}

TEST_F(ProcessingTest, LostOriginalIsParked) {
    blobs.remove(photo.original());
    EXPECT_EQ(process("worker")->outcome, Outcome::parked);
}

TEST_F(ProcessingTest, WorkerThatLostItsLeaseStoresNothing) {
    teach([this] {
        clock.advance(lease_time);
        EXPECT_TRUE(jobs.claim("another", clock.now()));
        return reading();
    });
    EXPECT_EQ(process("worker")->outcome, Outcome::lost);
    EXPECT_EQ(stored().state, PhotoState::processing);
    EXPECT_FALSE(stored().details);
}

TEST_F(ProcessingTest, PhotoDeletedMeanwhileStaysDeleted) {
    teach([this] {
        photos.remove(event.id, {photo.id}, clock.now());
        return reading();
    });
    EXPECT_EQ(process("worker")->outcome, Outcome::lost);
    EXPECT_TRUE(stored().deleted_at);
}

TEST_F(ProcessingTest, FaultOfTheStoreAtAnyCallLeavesARowThatNamesNoMissingBlob) {
    teach(reading());
    for (std::size_t step = 0;; ++step) {
        Faults faults;
        FaultyBlobStore faulty(blobs, faults);
        auto verb = with(faulty);
        faults.fail_at(step);
        auto result = verb("worker").value();
        if (!faults.failed()) {
            EXPECT_EQ(result.outcome, Outcome::ready);
            EXPECT_TRUE(blobs.open(stored().details->preview));
            break;
        }
        EXPECT_EQ(result.outcome, Outcome::given_back) << step;
        EXPECT_FALSE(stored().details) << step;
        clock.advance(10s);
    }
}

TEST_F(ProcessingTest, LooksForFacesOnlyWhereTheHostTurnedItOn) {
    teach(reading());
    faces.teach({9, 9, 9}, {{{}, 1, 1, {1, 0}}});
    EXPECT_EQ(process("worker")->faces, 0U);

    turn_face_search_on();
    change_event(FaceData::make);
    EXPECT_EQ(process("worker")->faces, 1U);
    auto found = photos.find(event.id, std::vector{photo.id}).at(0).faces;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].model, test_model);
    EXPECT_EQ(found[0].photo, photo.id);
}

TEST_F(ProcessingTest, SaysWhatItShowsAndHowManyPeople) {
    const ModelId pack("pack");
    tagger.teach({9, 9, 9}, {.tags = {{"dog", 0.9F, pack}, {"solo", 0.95F, pack}}});
    teach(reading());
    turn_face_search_on();
    EXPECT_EQ(process("worker")->tags, 5U) << "each word once";
    EXPECT_EQ(stored_tags(), (std::vector<std::string>{"black and white", "blurred", "dark", "solo", "dog"}));
}

TEST_F(ProcessingTest, KeepsWhatItLooksLike) {
    const Embedding embedding{ModelId("pack"), {127, -3}};
    tagger.teach({9, 9, 9}, {.embedding = embedding});
    teach(reading());
    process("worker");
    EXPECT_EQ(photos.embedding(event.id, photo.id), embedding);
}

TEST_F(ProcessingTest, CountsNobodyWithoutFaceSearch) {
    auto sharp = reading();
    sharp.sharpness = 300;
    sharp.pixels.rgb = {9, 9, 99};
    faces.teach({9, 9, 99}, {{{0.1F, 0.1F, 0.2F, 0.2F}, 0.9F, 0.8F, {1, 0}}});
    tagger.teach({9, 9, 99}, {.tags = {{"dog", 0.9F, ModelId("objects")}}});
    teach(sharp);
    process("worker");
    EXPECT_EQ(stored_tags(), (std::vector<std::string>{"dark", "dog"}));
}

TEST_F(ProcessingTest, TellsThoseWhoAreInIt) {
    turn_face_search_on();
    teach(reading());
    ask(guest, {1, 0});
    ask(other_guest, {0, 1});
    EXPECT_EQ(process("worker")->matched, 1U);
    auto found = told(ChangeType::match_found);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].guest, guest.guest);
    EXPECT_EQ(found[0].photo, photo.id);
}

TEST_F(ProcessingTest, TellsThoseWhoConfirmedAFaceLikeIt) {
    teach(reading());
    turn_face_search_on();
    auto selfie = ask(guest, {0.2F, 0.98F});
    EXPECT_EQ(process("worker")->matched, 0U);
    auto confirmed = add_ready_photo(host, "b", {0.6F, 0.8F});
    selfies.judge(selfie.id, confirmed.id, true);
    add_photo(host, "c");
    images.teach(jpeg("c"), [] { return reading(); });
    EXPECT_EQ(process("worker")->matched, 1U);
}

TEST_F(ProcessingTest, DoesNotTellThoseWhoSaidItIsNotThem) {
    turn_face_search_on();
    teach(reading());
    auto selfie = ask(guest, {1, 0});
    selfies.judge(selfie.id, photo.id, false);
    EXPECT_EQ(process("worker")->matched, 0U);
}

TEST_F(ProcessingTest, CodesOfTwoModelsAreNeverCompared) {
    turn_face_search_on();
    teach(reading());
    auto selfie = ask(guest, {1, 0});
    selfie.model = ModelId("another");
    selfies.put(selfie, {});
    EXPECT_EQ(process("worker")->matched, 0U);
}

TEST_F(ProcessingTest, CameraTimeIsInTheZoneOfTheEvent) {
    event.time_zone = "Europe/Berlin";  // an hour ahead, in this world
    change_event();
    auto made = reading();
    made.capture.taken = TakenTime{clock.now() - 2h, std::nullopt, TakenSource::exif};
    teach(made);
    process("worker");
    EXPECT_EQ(stored().taken_at, clock.now() - 3h);
    EXPECT_EQ(stored().taken_source, TakenSource::exif);
}

TEST_F(ProcessingTest, CameraTimeIsBelievedWhenItCanBe) {
    auto now = clock.now();
    struct Case {
        const char* name;
        std::optional<TakenTime> taken;
        std::optional<TimePoint> at;
    };
    auto berlin = event;
    berlin.time_zone = "Europe/Berlin";
    const Case table[] = {
        {"none", std::nullopt, std::nullopt},
        {"with offset", TakenTime{now - 1h, 120min, TakenSource::exif}, now - 1h},
        {"of satellites", TakenTime{now - 1h, std::nullopt, TakenSource::gps}, now - 1h},
        {"on the wall", TakenTime{now, std::nullopt, TakenSource::exif}, now - 1h},
        {"of the factory", TakenTime{TimePoint(), 0min, TakenSource::exif}, std::nullopt},
        {"of next week", TakenTime{now + 24h * 7, 0min, TakenSource::exif}, std::nullopt},
        {"of no calendar", TakenTime{TimePoint::max(), 0min, TakenSource::exif}, std::nullopt},
    };
    for (const auto& row : table) {
        auto made = reading();
        made.capture.taken = row.taken;
        auto timed = photo;
        timed.details.emplace();
        timed = with_time(timed, made, {berlin, time_zones, signatures}, now);
        EXPECT_EQ(timed.taken_at, row.at.value_or(photo.taken_at)) << row.name;
        EXPECT_EQ(timed.taken_source, row.at ? row.taken->source : photo.taken_source) << row.name;
    }
}

TEST_F(ProcessingTest, KeepsTheCameraAndWhatItsClockTold) {
    auto made = reading();
    made.capture.camera = {"Canon", "EOS R6", "", "0123456789"};
    made.capture.taken = TakenTime{TimePoint(), 0min, TakenSource::exif};  // fell back to its factory's date
    made.clock_card = clock_card(event.id, clock.now(), signatures);
    teach(made);
    process("worker");
    const auto details = stored().details.value();
    EXPECT_EQ(details.camera, camera_id(made.capture.camera, event.id, signatures));
    EXPECT_EQ(details.capture.camera.serial, "");
    EXPECT_EQ(details.clock_at, TimePoint());
    EXPECT_EQ(details.card_at, std::chrono::floor<std::chrono::seconds>(clock.now()));
    EXPECT_EQ(stored().taken_at, photo.taken_at);
    EXPECT_EQ(cameras.list(event.id).at(0).camera,
              (EventCamera{details.camera, event.id, "Canon", "EOS R6", {}}));
}

TEST_F(ProcessingTest, NamesTheTownItWasTakenIn) {
    auto made = reading();
    made.capture.place = Coordinates{38.7, -9.1, {}};
    teach(made);
    process("worker");
    EXPECT_EQ(stored().details->place, (Place{"Lisbon", "PT"}));
}

TEST_F(ProcessingTest, CorrectsTheClockOfItsCamera) {
    auto made = reading();
    made.capture.taken = TakenTime{clock.now() - 2h, 0min, TakenSource::exif};
    teach(made);
    process("worker");
    const auto camera = stored().details->camera;
    ASSERT_TRUE(cameras.correct(event.id, camera, 3600s, clock.now()));
    EXPECT_EQ(stored().taken_at, clock.now() - 1h);

    add_photo(guest, "b");
    images.teach(jpeg("b"), [made] { return Result<ImageReading>(made); });
    const auto later = process("worker")->photo;
    EXPECT_EQ(photos.find(event.id, later)->taken_at, clock.now() - 1h);
}

}  // namespace
}  // namespace snapory
