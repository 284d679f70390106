#include "application/processing/reanalyse.hpp"

#include <gtest/gtest.h>

#include "application/people/group_people.hpp"
#include "application/processing/process_next_photo.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

const ModelId new_faces{"new faces"}, new_tags{"new tags"};

ImageReading reading() {
    ImageReading made;
    made.type = MediaType::jpeg;
    made.size = {4000, 3000};
    made.preview = {{1600, 1200}, {1, 2, 3}};
    made.thumbnail = {{400, 300}, {4, 5}};
    made.pixels = {{1, 1}, {90, 60, 199}};
    made.sharpness = 100;
    return made;
}

FaceReading face_at(float x, FaceCode code) { return {{x, 0.1F, 0.2F, 0.2F}, 0.9F, 0.8F, std::move(code)}; }

// An event with face search, whose photos show Ada on the left and Grace on the right, and a dog.
struct ReanalyseTest : testing::Test, MemoryScene {
    ReanalyseTest() {
        event.settings.face_search = true;
        change_event();
        see({face_at(0.1F, {1, 0}), face_at(0.6F, {0, 1})}, "dog");
    }

    void see(std::vector<FaceReading> seen, const char* word) {
        faces.teach({90, 60, 199}, std::move(seen));
        tagger.teach({90, 60, 199},
                     {.tags = {{word, 0.9F, tagger.model()}}, .embedding = Embedding{tagger.model(), {1}}});
    }
    // As after an update: other codes, boxes that differ a little, other words.
    void exchange_models() {
        faces.name(new_faces);
        tagger.name(new_tags);
        see({face_at(0.61F, {1, 0, 0}), face_at(0.11F, {0, 1, 0}), face_at(0.35F, {0, 0, 1})}, "cat");
    }
    Photo arrive(const char* name) {
        images.teach(jpeg(name), [] { return reading(); });
        auto photo = add_photo(guest, name);
        EXPECT_FALSE(process("worker")->late);
        group();
        clock.advance(1s);
        return photo;
    }
    PhotoWithFaces shown(const Photo& photo) { return photos.find(event.id, std::vector{photo.id}).at(0); }
    std::vector<std::string> tags_of(const Photo& photo) {
        std::vector<std::string> names;
        for (const auto& tag : shown(photo).tags) names.push_back(tag.name);
        std::ranges::sort(names);
        return names;
    }
    Reanalysis ask(const ReanalyseRequest& request = {}) { return reanalyse(request).value(); }
    int work() {
        int done = 0;
        while (auto job = process("worker")) {
            EXPECT_EQ(job->outcome, ProcessedJob::Outcome::ready) << job->reason;
            ++done;
        }
        group();
        return done;
    }

    ProcessNextPhoto process{{queue, jobs, events, photos, selfies, blobs, images, faces, tagger, gazetteer,
                              time_zones, signatures, bell, clock, randomness}};
    GroupPeople group{{people, face_log, faces, bell, clock, randomness}};
    Reanalyse reanalyse{stages_due, events, faces, tagger};
};

TEST_F(ReanalyseTest, ReadsOnlyWhatOtherModelsRead) {
    const auto photo = arrive("a");
    EXPECT_EQ(ask().demanded, 0U);
    tagger.name(new_tags);
    see({}, "cat");
    EXPECT_EQ(ask().demanded, 1U);
    EXPECT_EQ(tags_of(photo), (std::vector<std::string>{"couple", "dog"})) << "until it was read";
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(tags_of(photo), (std::vector<std::string>{"cat", "couple"}));
    EXPECT_EQ(photos.embedding(event.id, photo.id)->model, new_tags);
    EXPECT_EQ(shown(photo).faces.size(), 2U) << "of the old model, which still is the model";
    EXPECT_EQ(ask().demanded, 0U);
    EXPECT_EQ(work(), 0);
}

TEST_F(ReanalyseTest, ReadsAllThatIsAskedForOnce) {
    arrive("a");
    arrive("b");
    EXPECT_EQ(ask({.all = true}).demanded, 2U);
    const auto again = ask({.all = true});
    EXPECT_EQ(again.demanded, 0U) << "what is due is due once";
    EXPECT_EQ(again.left, 2U);
    EXPECT_EQ(work(), 2);
    EXPECT_EQ(stages_due.left(std::nullopt), 0U);
    EXPECT_EQ(stages_due.outdated(again.query), 0U);
}

TEST_F(ReanalyseTest, FacesAloneCountWhoIsInThePhoto) {
    const auto photo = arrive("a");
    exchange_models();
    ask({.stages = {Stage::faces}});
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(tags_of(photo), (std::vector<std::string>{"dog", "group"}));
    for (const auto& face : shown(photo).faces) EXPECT_EQ(face.model, new_faces);
}

TEST_F(ReanalyseTest, NamesCoversAndWhatHostsSaidHold) {
    const auto first = arrive("a");
    arrive("b");
    const auto before = shown(first).faces;
    auto ada = people.find(event.id, *before[0].person)->person;
    ada.name = "Ada";
    ada.cover = before[0].id;
    people.change(ada, clock.now());
    host_tags.judge(event.id, {first.id}, {"first dance", true}, clock.now());
    host_tags.judge(event.id, {first.id}, {"cat", false}, clock.now());

    exchange_models();
    ask();
    EXPECT_EQ(work(), 2);
    EXPECT_EQ(tags_of(first), (std::vector<std::string>{"first dance", "group"}));
    for (const auto& face : shown(first).faces) {
        EXPECT_EQ(face.model, new_faces);
        if (face.box.x < 0.3F)
            EXPECT_EQ(face.person, before[0].person) << "who was on the left is there still";
        if (face.box.x > 0.5F) EXPECT_EQ(face.person, before[1].person);
        EXPECT_TRUE(face.person) << "who was not found before is somebody new";
    }
    const auto named = people.find(event.id, ada.id).value();
    EXPECT_EQ(named.person.name, "Ada");
    EXPECT_EQ(named.photos, 2U);
    EXPECT_EQ(named.cover.id, before[0].id);

    arrive("c");  // by the new codes whoever stood there is known
    EXPECT_EQ(people.find(event.id, ada.id)->photos, 3U);
}

TEST_F(ReanalyseTest, NewPhotosGoFirst) {
    const auto seen = arrive("a");
    ask({.all = true});
    images.teach(jpeg("b"), [] { return reading(); });
    const auto fresh = add_photo(guest, "b");
    EXPECT_EQ(process("worker")->photo, fresh.id);
    const auto late = process("worker").value();
    EXPECT_EQ(late.photo, seen.id);
    EXPECT_TRUE(late.late);
    EXPECT_FALSE(late.since_safe);
}

TEST_F(ReanalyseTest, GoesOnWhereAWorkerDied) {
    arrive("a");
    arrive("b");
    ask({.all = true});
    ASSERT_TRUE(queue.claim("dying", clock.now()));
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(stages_due.left(std::nullopt), 1U);
    clock.advance(lease_time);
    EXPECT_EQ(work(), 1);
    EXPECT_EQ(stages_due.left(std::nullopt), 0U);
}

TEST_F(ReanalyseTest, WhatCannotBeReadAgainKeepsWhatWasFound) {
    const auto photo = arrive("a");
    images.teach(jpeg("a"), [] { return fail(Errc::unreadable, "The file is broken."); });
    const auto asked = ask({.all = true});
    EXPECT_EQ(process("worker")->outcome, ProcessedJob::Outcome::parked);
    EXPECT_EQ(shown(photo).photo.state, PhotoState::ready);
    EXPECT_EQ(tags_of(photo), (std::vector<std::string>{"couple", "dog"}));
    EXPECT_EQ(stages_due.left(std::nullopt), 0U);
    EXPECT_EQ(stages_due.outdated(asked.query), 1U) << "it is not forgotten that this one was not read";
}

TEST_F(ReanalyseTest, AnEventIsNamedByIdOrCode) {
    arrive("a");
    EXPECT_EQ(ask({.event = event.id.text(), .all = true}).demanded, 1U);
    EXPECT_EQ(ask({.event = event.code.text(), .all = true}).left, 1U);
    EXPECT_EQ(ask({.event = other_event.code.text(), .all = true}).left, 0U);
    EXPECT_EQ(reanalyse({.event = "nowhere"}).error().code, Errc::not_found);
}

}  // namespace
}  // namespace snapory
