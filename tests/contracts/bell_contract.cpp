#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters.hpp"

namespace snapory {
namespace {

// Counts what it hears; waits for it, since a bell may ring on a thread of its own.
class Ear {
public:
    Bell::Listener listener() {
        return {.jobs = [this] { add(jobs_); },
                .event =
                    [this](const EventId& event) {
                        std::lock_guard lock(mutex_);
                        events_.push_back(event);
                        heard_.notify_all();
                    }};
    }
    bool hears_jobs() {
        std::unique_lock lock(mutex_);
        return heard_.wait_for(lock, patience, [&] { return jobs_ > 0; });
    }
    bool hears(const EventId& event) {
        std::unique_lock lock(mutex_);
        return heard_.wait_for(lock, patience, [&] {
            return std::find(events_.begin(), events_.end(), event) != events_.end();
        });
    }
    int jobs() {
        std::lock_guard lock(mutex_);
        return jobs_;
    }

private:
    static constexpr std::chrono::seconds patience{10};

    void add(int& count) {
        std::lock_guard lock(mutex_);
        ++count;
        heard_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable heard_;
    int jobs_ = 0;
    std::vector<EventId> events_;
};

class BellContract : public testing::TestWithParam<Adapter<Bell>> {
protected:
    const EventId event{"0197a000-0000-7000-8000-000000000001"};
    const EventId other{"0197a000-0000-7000-8000-000000000002"};
    std::unique_ptr<Bell> bell = GetParam().make();
};
INSTANTIATE_TEST_SUITE_P(Bell, BellContract, testing::ValuesIn(bells()), name_of_adapter<Adapter<Bell>>);

TEST_P(BellContract, TellsEveryListener) {
    Ear first, second;
    auto one = bell->listen(first.listener());
    auto two = bell->listen(second.listener());
    bell->ring_jobs();
    bell->ring_event(event);
    bell->ring_event(other);
    for (auto* ear : {&first, &second}) {
        EXPECT_TRUE(ear->hears_jobs());
        EXPECT_TRUE(ear->hears(event));
        EXPECT_TRUE(ear->hears(other));
    }
}

TEST_P(BellContract, TellsNobodyWhoStoppedListening) {
    Ear gone, staying;
    auto listening = bell->listen(gone.listener());
    auto rest = bell->listen(staying.listener());
    listening.reset();
    bell->ring_jobs();
    EXPECT_TRUE(staying.hears_jobs());
    EXPECT_EQ(gone.jobs(), 0);
}

TEST_P(BellContract, RingsUnheard) {
    bell->ring_jobs();
    bell->ring_event(event);
}

TEST_P(BellContract, TellsAListenerWithoutInterestNothing) {
    Ear ear;
    auto deaf = bell->listen({});
    auto jobs_only = bell->listen({.jobs = ear.listener().jobs, .event = {}});
    bell->ring_event(event);
    bell->ring_jobs();
    EXPECT_TRUE(ear.hears_jobs());
}

TEST_P(BellContract, IsRungFromManyThreadsWhileListenersComeAndGo) {
    Ear ear;
    auto staying = bell->listen(ear.listener());
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] {
                for (int ring = 0; ring < 50; ++ring) bell->ring_event(event);
            });
        threads.emplace_back([&] {
            for (int come = 0; come < 50; ++come) {
                Ear passing;
                auto listening = bell->listen(passing.listener());
            }
        });
    }
    EXPECT_TRUE(ear.hears(event));
}

}  // namespace
}  // namespace snapory
