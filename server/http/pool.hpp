#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace snapory::http {

// Threads that run blocking work in the order it came. Any thread may call.
class Pool {
public:
    // A job must not throw.
    using Job = std::move_only_function<void()>;

    explicit Pool(unsigned threads);
    ~Pool();  // runs what waits, then joins
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    void submit(Job job);
    // Leaves the job alone and says false when that many wait for a thread already.
    bool try_submit(Job& job, std::size_t bound);

private:
    void work();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> waiting_;  // guarded by mutex_
    bool stopping_ = false;    // guarded by mutex_
    std::vector<std::thread> threads_;
};

}  // namespace snapory::http
