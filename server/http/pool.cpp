#include "http/pool.hpp"

#include <chrono>
#include <utility>

namespace snapory::http {
namespace {

constexpr std::chrono::microseconds tick{200};  // several times what waking a thread costs

}  // namespace

Pool::Pool(unsigned threads) : size_(threads) {
    threads_.reserve(threads);
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Pool::~Pool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

bool Pool::try_submit(Job& job, std::size_t bound) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= bound) return false;
    waiting_.push_back(std::move(job));
    ++submitted_;
    if (running_ == 0) {
        rouse();
    } else {
        appoint_lookout();
    }
    return true;
}

void Pool::rouse() {
    if (!std::exchange(roused_, true)) wake_.notify_one();
}

void Pool::appoint_lookout() {
    if (lookout_ || lookout_called_ || running_ == size_) return;
    lookout_called_ = true;
    wake_.notify_one();
}

void Pool::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || roused_ || lookout_called_; });
        if (lookout_called_) keep_lookout(lock);
        roused_ = false;
        run_waiting(lock);
        if (stopping_) return;
    }
}

// Ends when a job has waited too long, or nobody is at work any more.
void Pool::keep_lookout(std::unique_lock<std::mutex>& lock) {
    lookout_called_ = false;
    lookout_ = true;
    bool overdue = false;
    while (!overdue && running_ > 0 && !stopping_) {
        const std::uint64_t before = submitted_;
        tick_.wait_for(lock, tick);
        overdue = taken_ < before;
    }
    lookout_ = false;
}

void Pool::run_waiting(std::unique_lock<std::mutex>& lock) {
    while (!waiting_.empty()) {
        Job job = std::move(waiting_.front());
        waiting_.pop_front();
        ++taken_;
        ++running_;
        if (!waiting_.empty()) appoint_lookout();
        lock.unlock();
        job();
        job = nullptr;  // what it holds may take time to destroy
        lock.lock();
        --running_;
    }
}

}  // namespace snapory::http
