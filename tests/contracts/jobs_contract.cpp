#include <atomic>
#include <set>

#include "storage_contract.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class JobsContract : public StorageContract {
protected:
    std::optional<Job> claim(const std::string& holder = "worker", TimePoint now = noon) {
        return storage->jobs().claim(holder, now);
    }
    bool finish(const Job& job, const std::vector<Face>& faces = {}, TimePoint now = noon) {
        auto photo = job.photo;
        photo.details = full_details();
        return storage->jobs().finish(job, photo, {.faces = faces}, now);
    }
};
FOR_EVERY_STORAGE(JobsContract);
ALSO_THROUGH_A_POOLER(JobsContract);

TEST_P(JobsContract, RememberTheTraceThatBroughtThePhoto) {
    auto trace = begin_trace();
    std::optional<TraceScope> scope(&trace);
    auto traced = add_photo(noon - hours(2));
    scope.reset();
    add_photo(noon - hours(1));
    EXPECT_EQ(claim()->traceparent, to_traceparent(trace));
    EXPECT_EQ(claim()->traceparent, "");
    EXPECT_EQ(storage->jobs().claim(traced.id, "again", noon + lease_time)->traceparent,
              to_traceparent(trace));
}

TEST_P(JobsContract, GivesTheOldestPhotoThatWaitsOnce) {
    auto late = add_photo(noon - hours(1)), early = add_photo(noon - hours(2));
    auto first = claim("worker 1");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->photo, early);
    EXPECT_EQ(first->holder, "worker 1");
    EXPECT_EQ(first->attempts, 1U);
    EXPECT_EQ(first->lease_until, noon + lease_time);
    EXPECT_EQ(claim("worker 2")->photo.id, late.id);
    EXPECT_FALSE(claim("worker 3"));
}

TEST_P(JobsContract, GivesEachPhotoToOneOfManyWorkers) {
    constexpr int threads = 6, photos = 60;
    for (int i = 0; i < photos; ++i) add_photo();
    std::array<std::vector<PhotoId>, threads> claimed;
    at_once(threads, [&](int i) {
        while (auto job = claim("worker " + std::to_string(i)))
            claimed[static_cast<std::size_t>(i)].push_back(job->photo.id);
    });
    std::set<PhotoId> distinct;
    std::size_t all = 0;
    for (const auto& ids : claimed) {
        all += ids.size();
        distinct.insert(ids.begin(), ids.end());
    }
    EXPECT_EQ(all, photos);
    EXPECT_EQ(distinct.size(), photos);
}

TEST_P(JobsContract, PassesALeaseOnThatRanOut) {
    add_photo();
    auto dead = claim("dead");
    EXPECT_FALSE(claim("heir", dead->lease_until - Milliseconds(1)));
    auto heir = claim("heir", dead->lease_until);
    ASSERT_TRUE(heir);
    EXPECT_EQ(heir->attempts, 2U);
    EXPECT_FALSE(storage->jobs().extend(*dead, noon));
    EXPECT_FALSE(finish(*dead, {some_face(dead->photo.id)}));
    storage->jobs().park(*dead, "too late", noon);
    storage->jobs().give_back(*dead, noon, true);
    EXPECT_EQ(found(heir->photo), heir->photo) << "who lost the lease changes nothing";
    EXPECT_TRUE(storage->face_log().faces_since(event.id, 0).faces.empty());
    EXPECT_EQ(history().size(), 1U);
    EXPECT_TRUE(finish(*heir));
}

TEST_P(JobsContract, TellsTwoLeasesOfOneHolderApart) {
    add_photo();
    auto first = claim("worker");
    auto second = claim("worker", first->lease_until);
    ASSERT_TRUE(second);
    EXPECT_FALSE(finish(*first));
    EXPECT_TRUE(finish(*second));
    EXPECT_FALSE(finish(*second)) << "ended is ended";
}

TEST_P(JobsContract, KeepsAnExtendedLease) {
    add_photo();
    auto job = claim();
    EXPECT_TRUE(storage->jobs().extend(*job, noon + std::chrono::seconds(50)));
    EXPECT_FALSE(claim("another", noon + std::chrono::seconds(109)));
    EXPECT_TRUE(storage->jobs().extend(*job, noon + hours(1))) << "late, but nobody took it";
    EXPECT_TRUE(finish(*job));
    EXPECT_FALSE(storage->jobs().extend(*job, noon + hours(1)));
}

TEST_P(JobsContract, StoresWhatWasFound) {
    auto photo = add_photo();
    auto job = claim();
    auto expected = photo;
    expected.details = full_details();
    expected.type = MediaType::heif;
    expected.taken_at = noon - hours(30);
    expected.taken_source = TakenSource::exif;
    auto face = some_face(photo.id);
    EXPECT_TRUE(storage->jobs().finish(*job, expected, {.faces = {face}}, noon + hours(1)));
    expected.state = PhotoState::ready;
    expected.ready_at = noon + hours(1);
    EXPECT_EQ(found(photo), expected);
    EXPECT_EQ(storage->face_log().faces_since(event.id, 0).faces, std::vector{face});
    EXPECT_FALSE(claim());
}

TEST_P(JobsContract, StoresThatLittleWasFound) {
    auto photo = add_photo();
    auto job = claim();
    PhotoDetails bare;
    bare.size = {1, 1};
    bare.capture.exposure.flash = false;
    bare.capture.taken = TakenTime{noon, std::nullopt, TakenSource::gps};
    bare.capture.place = Coordinates{0, 0, std::nullopt};
    auto finished = job->photo;
    finished.details = bare;
    EXPECT_TRUE(storage->jobs().finish(*job, finished, {}, noon));
    EXPECT_EQ(found(photo)->details, bare);
}

TEST_P(JobsContract, ReplacesTheTagsOfAPhotoThatIsProcessedAgain) {
    auto photo = add_photo();
    const auto tagged = [&](const std::string& name) { return Findings{.tags = {{name, 1, ModelId("m")}}}; };
    ASSERT_TRUE(storage->jobs().finish(*claim(), photo, tagged("dog"), noon));
    storage->events().change(event, FaceData::make, noon);
    ASSERT_TRUE(storage->jobs().finish(*claim(), photo, tagged("cat"), noon));
    const auto found = storage->photos().find(event.id, std::vector{photo.id});
    EXPECT_EQ(found[0].tags, tagged("cat").tags);
    PhotoQuery old;
    old.event = event.id;
    old.text = "dog";
    EXPECT_TRUE(storage->photos().list(old).items.empty());
}

TEST_P(JobsContract, ReplacesTheFacesOfAPhotoThatIsProcessedAgain) {
    auto photo = add_photo();
    auto old_face = some_face(photo.id), new_face = some_face(photo.id);
    ASSERT_TRUE(finish(*claim(), {old_face}));
    storage->events().change(event, FaceData::make, noon);
    ASSERT_TRUE(finish(*claim(), {new_face}));
    EXPECT_EQ(storage->face_log().faces_since(event.id, 0).faces, std::vector{new_face});
    EXPECT_EQ(storage->events().counts(event).faces, 1U);
}

TEST_P(JobsContract, WaitsBeforeItTriesAgain) {
    add_photo();
    auto job = claim();
    storage->jobs().give_back(*job, noon + hours(1), false);
    EXPECT_FALSE(claim("worker", noon + hours(1) - Milliseconds(1)));
    auto second = claim("worker", noon + hours(1));
    ASSERT_TRUE(second);
    EXPECT_EQ(second->attempts, 2U);
    storage->jobs().give_back(*second, noon, true);
    EXPECT_EQ(claim("worker", noon + hours(1))->attempts, 2U) << "the forgiven attempt does not count";
}

TEST_P(JobsContract, ParksWithTheReason) {
    auto photo = add_photo();
    storage->jobs().park(*claim(), "The file is broken.", noon);
    auto parked = *found(photo);
    EXPECT_EQ(parked.state, PhotoState::failed);
    EXPECT_EQ(parked.failure, "The file is broken.");
    EXPECT_FALSE(claim("worker", noon + hours(1)));
}

TEST_P(JobsContract, LeavesAPhotoReadyWhoseSecondProcessingIsParked) {
    auto photo = add_photo();
    ASSERT_TRUE(finish(*claim()));
    storage->events().change(event, FaceData::make, noon);
    auto before = history().size();
    storage->jobs().park(*claim(), "The models are broken.", noon);
    EXPECT_EQ(found(photo)->state, PhotoState::ready);
    EXPECT_EQ(found(photo)->failure, "");
    EXPECT_EQ(history().size(), before);
    EXPECT_FALSE(claim("worker", noon + hours(1)));
}

TEST_P(JobsContract, TriesAFailedPhotoAgainAsIfNew) {
    auto photo = add_photo(), waiting = add_photo(noon + hours(1));
    make_failed(photo);
    EXPECT_FALSE(storage->jobs().retry(event.id, waiting.id, noon));
    EXPECT_FALSE(storage->jobs().retry(add_event().id, photo.id, noon));
    EXPECT_FALSE(storage->jobs().retry(event.id, new_id<PhotoId>(), noon));
    EXPECT_TRUE(storage->jobs().retry(event.id, photo.id, noon));
    EXPECT_FALSE(storage->jobs().retry(event.id, photo.id, noon));
    EXPECT_EQ(found(photo), photo);
    EXPECT_EQ(claim()->attempts, 1U);
}

TEST_P(JobsContract, TriesNoDeletedPhotoAgain) {
    auto photo = add_photo();
    make_failed(photo);
    remove(photo);
    EXPECT_FALSE(storage->jobs().retry(event.id, photo.id, noon));
}

TEST_P(JobsContract, GivesThePhotoThatIsNamedIfItWaits) {
    auto early = add_photo(noon - hours(2)), late = add_photo(noon - hours(1)), gone = add_photo();
    remove(gone);
    auto& jobs = storage->jobs();
    auto job = jobs.claim(late.id, "worker 1", noon);
    ASSERT_TRUE(job);
    EXPECT_EQ(job->photo, late);
    EXPECT_EQ(job->holder, "worker 1");
    EXPECT_EQ(job->attempts, 1U);
    EXPECT_EQ(job->lease_until, noon + lease_time);
    EXPECT_FALSE(jobs.claim(late.id, "worker 2", noon)) << "it is leased";
    EXPECT_FALSE(jobs.claim(gone.id, "worker 2", noon));
    EXPECT_FALSE(jobs.claim(new_id<PhotoId>(), "worker 2", noon));
    jobs.give_back(*job, noon + seconds(2), false);
    EXPECT_FALSE(jobs.claim(late.id, "worker 2", noon + seconds(1))) << "it is put off";
    EXPECT_EQ(jobs.claim(late.id, "worker 2", noon + seconds(2))->attempts, 2U);
    EXPECT_TRUE(jobs.claim(late.id, "heir", noon + seconds(2) + lease_time)) << "the lease ran out";
    EXPECT_TRUE(finish(*jobs.claim(early.id, "worker 1", noon)));
    EXPECT_FALSE(jobs.claim(early.id, "worker 1", noon)) << "it is ready";
}

TEST_P(JobsContract, GivesANamedPhotoToOneOfManyWorkers) {
    auto photo = add_photo();
    std::atomic<int> claimed = 0;
    at_once(6, [&](int i) {
        claimed += storage->jobs().claim(photo.id, "worker " + std::to_string(i), noon).has_value();
    });
    EXPECT_EQ(claimed, 1);
}

TEST_P(JobsContract, ListsThoseThatWaitInTheOrderOfTheirClaims) {
    auto seen = add_photo(noon - hours(9));
    EXPECT_TRUE(finish(*claim()));
    event.settings.face_search = true;
    storage->events().change(event, FaceData::make, noon);
    auto leased = add_photo(noon - hours(3));
    claim();
    auto late = add_photo(noon - hours(1)), early = add_photo(noon - hours(2));
    remove(add_photo());
    std::vector<WaitingPhoto> all{
        {early.id, Priority::first}, {late.id, Priority::first}, {seen.id, Priority::again}};
    EXPECT_EQ(storage->jobs().waiting(10, noon), all);
    EXPECT_EQ(storage->jobs().waiting(2, noon), std::vector(all.begin(), all.begin() + 2));
    EXPECT_EQ(storage->jobs().waiting(10, noon + lease_time).front().id, leased.id);
    for (const auto& photo : all) EXPECT_EQ(claim()->photo.id, photo.id);
    EXPECT_TRUE(storage->jobs().waiting(10, noon).empty());
}

TEST_P(JobsContract, CountsTheQueue) {
    EXPECT_EQ(storage->jobs().counts(noon).waiting, 0U);
    EXPECT_FALSE(storage->jobs().counts(noon).oldest_waiting);
    make_failed(add_photo(noon - hours(5)));
    add_photo(noon - hours(4));
    add_photo(noon - hours(3));
    auto later = add_photo(noon - hours(2));
    auto deleted = add_photo(noon - hours(9));
    remove(deleted);
    claim();
    auto counts = storage->jobs().counts(noon);
    EXPECT_EQ(counts.waiting, 2U);
    EXPECT_EQ(counts.running, 1U);
    EXPECT_EQ(counts.failed, 1U);
    EXPECT_EQ(counts.oldest_waiting, noon - hours(3));
    storage->jobs().give_back(*claim(), noon + hours(1), false);
    EXPECT_EQ(storage->jobs().counts(noon).waiting, 2U) << "one that is put off waits too";
    EXPECT_EQ(storage->jobs().counts(noon + lease_time).running, 0U);
    EXPECT_EQ(storage->jobs().counts(noon + lease_time).oldest_waiting, noon - hours(4));
}

}  // namespace
}  // namespace snapory
