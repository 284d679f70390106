#include <set>

#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const ModelId old_model{"old"}, new_model{"new"};

class StagesDueContract : public StorageContract {
protected:
    StagesDueContract() {
        event.settings.face_search = true;
        storage->events().change(event, FaceData::keep, noon);
    }

    // A photo with one face and one tag, both by the old model.
    Photo add_read(TimePoint created_at = noon) {
        auto photo = some_photo(created_at);
        photo.details = full_details();
        add(photo);
        auto job = storage->jobs().claim("worker", noon);
        EXPECT_TRUE(storage->jobs().finish(*job, photo, seen(photo, old_model, "dog"), noon));
        return photo;
    }
    Findings seen(const Photo& photo, const ModelId& model, const std::string& word) {
        auto face = some_face(photo.id);
        face.box = {0.1F, 0.1F, 0.2F, 0.2F};
        face.model = model;
        return {.faces = {face},
                .tags = {{word, 1, model}},
                .embedding = Embedding{model, {1, 2}},
                .models = {{Stage::faces, model}, {Stage::tags, model}}};
    }
    static StageQuery query(StageModels models = {{Stage::faces, new_model}, {Stage::tags, new_model}}) {
        return {.models = std::move(models)};
    }
    std::uint64_t demand(const StageQuery& asked = query()) { return storage->stages_due().demand(asked); }
    std::uint64_t left() { return storage->stages_due().left(std::nullopt); }
    std::optional<Job> claim(const std::string& holder = "worker", TimePoint now = noon) {
        return storage->jobs().claim_late(holder, now);
    }
    bool finish(const Job& job, const Findings& found) {
        return storage->jobs().finish_late(job, job.photo, found, noon);
    }
    PhotoWithFaces stored(const Photo& photo) {
        return storage->photos().find(photo.event, std::vector{photo.id}).at(0);
    }
};
FOR_EVERY_STORAGE(StagesDueContract);

TEST_P(StagesDueContract, AsksForWhatAnotherModelDid) {
    add_read();
    EXPECT_EQ(demand(query({{Stage::faces, old_model}, {Stage::tags, old_model}})), 0U);
    EXPECT_FALSE(claim());
    const auto tags_alone = query({{Stage::faces, old_model}, {Stage::tags, new_model}});
    EXPECT_EQ(storage->stages_due().outdated(tags_alone), 1U);
    EXPECT_EQ(demand(tags_alone), 1U);
    EXPECT_EQ(storage->stages_due().outdated(tags_alone), 0U) << "it is due now";
    EXPECT_EQ(demand(tags_alone), 0U) << "once";
    EXPECT_EQ(claim()->stages, Stages{Stage::tags});
}

TEST_P(StagesDueContract, AsksForAllWhenItIsTold) {
    add_read();
    auto everything = query({{Stage::faces, old_model}, {Stage::tags, old_model}});
    everything.all = true;
    EXPECT_EQ(demand(everything), 1U);
    EXPECT_EQ(demand(everything), 0U);
    EXPECT_EQ(claim()->stages, (Stages{Stage::faces, Stage::tags}));
}

TEST_P(StagesDueContract, AsksOfManyPhotosInPieces) {
    constexpr int photos = 1001;
    for (int i = 0; i < photos; ++i) add_read();
    EXPECT_EQ(demand(), photos);
    EXPECT_EQ(left(), photos);
}

TEST_P(StagesDueContract, AsksOfReadyPhotosAlone) {
    const auto deleted = add_read();
    remove(deleted);
    make_failed(add_photo());
    add_photo();
    EXPECT_EQ(demand(), 0U);
    EXPECT_EQ(left(), 0U);
}

TEST_P(StagesDueContract, AsksOfOneEvent) {
    add_read();
    auto asked = query();
    asked.event = add_event().id;
    EXPECT_EQ(demand(asked), 0U);
    asked.event = event.id;
    EXPECT_EQ(demand(asked), 1U);
    EXPECT_EQ(storage->stages_due().left(event.id), 1U);
    EXPECT_EQ(storage->stages_due().left(new_id<EventId>()), 0U);
}

TEST_P(StagesDueContract, ForgetsADeletedEvent) {
    add_read();
    demand();
    auto deleted = event;
    deleted.deleted_at = noon;
    storage->events().change(deleted, FaceData::keep, noon);
    EXPECT_EQ(left(), 0U);
    EXPECT_EQ(storage->stages_due().outdated(query()), 0U);
}

TEST_P(StagesDueContract, AsksForNoFacesWithoutFaceSearch) {
    add_read();
    event.settings.face_search = false;
    storage->events().change(event, FaceData::erase, noon);
    EXPECT_EQ(demand(query({{Stage::faces, new_model}})), 0U);
}

TEST_P(StagesDueContract, FacesAreNotDueAnyMoreWhenFaceSearchEnds) {
    add_read();
    demand();
    const auto job = claim();
    event.settings.face_search = false;
    storage->events().change(event, FaceData::erase, noon);
    EXPECT_FALSE(finish(*job, seen(job->photo, new_model, "cat"))) << "what it found may not be stored";
    EXPECT_EQ(claim()->stages, Stages{Stage::tags});
    event.settings.face_search = true;
    storage->events().change(event, FaceData::keep, noon);
    EXPECT_EQ(demand(query({{Stage::faces, old_model}})), 1U) << "they were erased";
}

TEST_P(StagesDueContract, GivesTheNewestFirstAndEachOnce) {
    const auto old = add_read(noon - hours(2)), recent = add_read(noon - hours(1));
    demand();
    const auto first = claim("worker 1");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->photo.id, recent.id);
    EXPECT_EQ(first->attempts, 1U);
    EXPECT_EQ(first->lease_until, noon + lease_time);
    EXPECT_EQ(claim("worker 2")->photo.id, old.id);
    EXPECT_FALSE(claim("worker 3"));
    EXPECT_EQ(left(), 2U);
    EXPECT_TRUE(claim("heir", noon + lease_time)) << "the lease ran out";
    EXPECT_FALSE(storage->jobs().extend(*first, noon));
}

TEST_P(StagesDueContract, IsNoJobLikeOthers) {
    const auto photo = add_read();
    demand();
    auto& jobs = storage->jobs();
    EXPECT_FALSE(jobs.claim("worker", noon));
    EXPECT_FALSE(jobs.claim(photo.id, "worker", noon));
    EXPECT_TRUE(jobs.waiting(many, noon).empty());
    const auto counts = jobs.counts(noon);
    EXPECT_EQ(counts.waiting + counts.running, 0U);
    EXPECT_EQ(counts.late, 1U);
}

TEST_P(StagesDueContract, TakesThePlaceOfWhatWasFound) {
    const auto photo = add_read();
    const auto before = stored(photo);
    demand();
    auto job = claim();
    job->photo.details->appeal = 0.75;
    ASSERT_TRUE(finish(*job, seen(photo, new_model, "cat")));
    const auto after = stored(photo);
    EXPECT_EQ(after.photo.details->appeal, 0.75);
    EXPECT_EQ(after.tags, (std::vector<Tag>{{"cat", 1, new_model}}));
    ASSERT_EQ(after.faces.size(), 1U);
    EXPECT_EQ(after.faces[0].model, new_model);
    EXPECT_EQ(after.faces[0].id, before.faces[0].id) << "it is the face that lay there";
    EXPECT_EQ(after.photo.ready_at, before.photo.ready_at);
    EXPECT_EQ(storage->photos().embedding(event.id, photo.id)->model, new_model);
    EXPECT_EQ(storage->face_log().faces_since(event.id, 0).faces.at(0).model, new_model);
    EXPECT_EQ(history().back().type, ChangeType::photo_ready);
    EXPECT_EQ(left(), 0U);
    EXPECT_EQ(demand(), 0U) << "the new model did it";
    EXPECT_FALSE(finish(*job, {})) << "ended is ended";
}

TEST_P(StagesDueContract, KeepsTheFacesWhenTagsAloneAreDone) {
    const auto photo = add_read();
    const auto before = stored(photo).faces;
    demand(query({{Stage::tags, new_model}}));
    auto found = seen(photo, new_model, "cat");
    found.faces.clear();
    found.models.erase(Stage::faces);
    ASSERT_TRUE(finish(*claim(), found));
    EXPECT_EQ(stored(photo).faces, before);
    EXPECT_EQ(stored(photo).tags, found.tags);
    EXPECT_EQ(storage->events().counts(event).faces, 1U);
}

TEST_P(StagesDueContract, KeepsTheEmbeddingWhenFacesAloneAreDone) {
    const auto photo = add_read();
    demand(query({{Stage::faces, new_model}}));
    auto found = seen(photo, new_model, "dog");
    found.faces.push_back(some_face(photo.id));
    found.embedding.reset();
    found.models.erase(Stage::tags);
    ASSERT_TRUE(finish(*claim(), found));
    EXPECT_EQ(storage->photos().embedding(event.id, photo.id)->model, old_model);
    EXPECT_EQ(storage->events().counts(event).faces, 2U);
}

TEST_P(StagesDueContract, IsNotLostWhenMoreIsAskedForMeanwhile) {
    const auto photo = add_read();
    demand(query({{Stage::tags, new_model}}));
    const auto job = claim();
    EXPECT_EQ(demand(query({{Stage::faces, new_model}})), 1U);
    auto found = seen(photo, new_model, "cat");
    found.models.erase(Stage::faces);
    EXPECT_TRUE(finish(*job, found));
    EXPECT_EQ(claim()->stages, Stages{Stage::faces});
}

TEST_P(StagesDueContract, GivesUpAndKeepsWhatIsThere) {
    const auto photo = add_read();
    const auto before = stored(photo);
    const auto changes = history().size();
    demand();
    storage->jobs().give_back(*claim(), noon + seconds(2), false);
    EXPECT_FALSE(claim());
    const auto second = claim("worker", noon + seconds(2));
    EXPECT_EQ(second->attempts, 2U);
    storage->jobs().park(*second, "It breaks the decoder.", noon);
    EXPECT_EQ(stored(photo).photo, before.photo);
    EXPECT_EQ(stored(photo).tags, before.tags);
    EXPECT_EQ(history().size(), changes);
    EXPECT_EQ(left(), 0U);
    EXPECT_EQ(storage->stages_due().outdated(query()), 1U);
    EXPECT_EQ(demand(), 1U);
    EXPECT_EQ(claim("worker", noon + hours(1))->attempts, 1U) << "asked for again, it is tried anew";
}

TEST_P(StagesDueContract, IsDoneWhenThePhotoIsProcessedAsAWhole) {
    const auto photo = add_read();
    demand();
    const auto late = claim();
    storage->events().change(event, FaceData::make, noon);
    EXPECT_FALSE(claim("worker", noon + lease_time)) << "it waits for more than that";
    const auto job = storage->jobs().claim("worker", noon);
    ASSERT_TRUE(job);
    EXPECT_TRUE(job->stages.empty());
    EXPECT_FALSE(finish(*late, {}));
    EXPECT_TRUE(storage->jobs().finish(*job, photo, seen(photo, new_model, "cat"), noon));
    EXPECT_EQ(left(), 0U);
}

TEST_P(StagesDueContract, GivesEachPhotoToOneOfManyWorkers) {
    constexpr int threads = 6, photos = 60;
    for (int i = 0; i < photos; ++i) add_read();
    demand();
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

}  // namespace
}  // namespace snapory
