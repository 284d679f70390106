#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "adapters.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {
namespace {

class WorkQueueContract : public testing::TestWithParam<Adapter<WorkQueue, Jobs&, Bell&>> {
protected:
    // A photo that waits, of which the queue was told.
    PhotoId add(Priority priority = Priority::first) {
        auto photo = scene.add_photo(scene.guest, std::to_string(++added_)).id;
        queue->add({photo, priority});
        return photo;
    }
    std::optional<Job> claim(const std::string& holder = "worker") {
        return queue->claim(holder, scene.clock.now());
    }

    MemoryScene scene;
    std::unique_ptr<WorkQueue> queue = GetParam().make(scene.jobs, scene.bell);

private:
    int added_ = 0;
};
INSTANTIATE_TEST_SUITE_P(WorkQueue, WorkQueueContract, testing::ValuesIn(work_queues()),
                         (name_of_adapter<Adapter<WorkQueue, Jobs&, Bell&>>));

TEST_P(WorkQueueContract, GivesEachPhotoOnceAndInOrder) {
    EXPECT_FALSE(claim());
    auto first = add(), second = add();
    EXPECT_EQ(claim("worker 1")->photo.id, first);
    auto job = claim("worker 2");
    ASSERT_TRUE(job);
    EXPECT_EQ(job->photo.id, second);
    EXPECT_EQ(job->holder, "worker 2");
    EXPECT_FALSE(claim());
}

TEST_P(WorkQueueContract, WakesWorkers) {
    std::atomic<int> rings = 0;
    auto listening = scene.bell.listen({.jobs = [&] { ++rings; }, .event = {}});
    add();
    EXPECT_EQ(rings, 1);
}

TEST_P(WorkQueueContract, ForgetsWhatIsDone) {
    add();
    auto job = claim().value();
    scene.jobs.park(job, "unreadable", scene.clock.now());
    queue->remove(job.photo.id);
    queue->remove(job.photo.id);
    EXPECT_FALSE(claim());
}

TEST_P(WorkQueueContract, GivesAPhotoThatFailedOnceMoreWhenItIsAddedAgain) {
    auto photo = add();
    auto job = claim().value();
    scene.jobs.park(job, "unreadable", scene.clock.now());
    queue->remove(photo);
    EXPECT_TRUE(scene.jobs.retry(scene.event.id, photo, scene.clock.now()));
    queue->add({photo, Priority::first});
    EXPECT_EQ(claim()->photo.id, photo);
}

TEST_P(WorkQueueContract, GivesNothingThatNoLongerWaits) {
    auto deleted = add(), waiting = add();
    scene.photos.remove(scene.event.id, {deleted}, scene.clock.now());
    EXPECT_EQ(claim()->photo.id, waiting);
    EXPECT_FALSE(claim());
}

TEST_P(WorkQueueContract, TakesThePhotoThatIsAddedTwiceForOne) {
    auto photo = add();
    queue->add({photo, Priority::first});
    EXPECT_TRUE(claim());
    EXPECT_FALSE(claim());
}

TEST_P(WorkQueueContract, GivesLateWorkWhenNothingElseWaits) {
    const auto seen = scene.add_ready_photo(scene.guest, "seen").id;
    EXPECT_EQ(scene.stages_due.demand({.models = {{Stage::tags, ModelId("new")}}}), 1U);
    const auto fresh = add();
    EXPECT_EQ(claim()->photo.id, fresh);
    const auto late = claim().value();
    EXPECT_EQ(late.photo.id, seen);
    EXPECT_EQ(late.stages, Stages{Stage::tags});
    EXPECT_FALSE(claim());
}

TEST_P(WorkQueueContract, GivesEachPhotoToOneOfManyWorkers) {
    constexpr int photos = 40;
    for (int i = 0; i < photos; ++i) add();
    std::mutex mutex;
    std::map<PhotoId, int> claimed;
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, holder = "worker " + std::to_string(i)] {
                while (auto job = claim(holder)) {
                    std::lock_guard lock(mutex);
                    ++claimed[job->photo.id];
                }
            });
    }
    EXPECT_EQ(claimed.size(), static_cast<std::size_t>(photos));
    for (const auto& [photo, times] : claimed) EXPECT_EQ(times, 1) << photo.text();
}

}  // namespace
}  // namespace snapory
