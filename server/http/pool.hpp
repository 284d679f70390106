#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace snapory::http {

// Threads that run blocking work in the order it came. Any thread may call.
//
// Most jobs end sooner than it takes to wake a thread, so one thread runs what waits, and a lookout joins it
// only when a job has waited for a whole tick: then the others are blocked, and each tick brings one more
// thread.
class Pool {
public:
    // A job must not throw.
    using Job = std::move_only_function<void()>;

    explicit Pool(unsigned threads);
    ~Pool();  // runs what waits, then joins
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    // Leaves the job alone and says false when `bound` jobs wait for a thread already.
    bool try_submit(Job& job, std::size_t bound);

private:
    void work();
    void keep_lookout(std::unique_lock<std::mutex>& lock);
    void run_waiting(std::unique_lock<std::mutex>& lock);
    void rouse();
    void appoint_lookout();

    const unsigned size_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable tick_;  // never notified
    // Guarded by mutex_.
    std::deque<Job> waiting_;
    std::uint64_t submitted_ = 0;
    std::uint64_t taken_ = 0;
    unsigned running_ = 0;         // threads inside a job
    bool roused_ = false;          // a thread is on its way to what waits
    bool lookout_ = false;         // a thread keeps lookout
    bool lookout_called_ = false;  // a thread is on its way to keep it
    bool stopping_ = false;

    std::vector<std::thread> threads_;
};

}  // namespace snapory::http
