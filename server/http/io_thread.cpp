#include "http/io_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace snapory::http {

std::span<std::byte> thread_scratch() {
    static constexpr std::size_t size = 256 << 10;
    thread_local const auto block = std::make_unique_for_overwrite<std::byte[]>(size);
    return {block.get(), size};
}

IoThread::IoThread(std::chrono::milliseconds granularity) : granularity_(granularity) {
    boost::asio::co_spawn(context_, sweep(), boost::asio::detached);
    relay_.emplace([this] { return context_.run_one() > 0; });
}

IoThread::~IoThread() { stop(); }

void IoThread::stop() {
    if (!relay_) return;
    boost::asio::post(context_, [this] {
        stopping_ = true;
        timer_.cancel();
    });
    relay_->join();
}

Task<> IoThread::sweep() {
    while (!stopping_) {
        timer_.expires_after(granularity_);
        co_await timer_.async_wait(as_result);
        const auto now = Clock::now();
        tell([now](Watched& one) {
            if (one.deadline <= now) one.on_deadline();
        });
    }
}

// One that is told may leave the list.
template <class Notice>
void IoThread::tell(Notice notice) {
    for (auto at = watched_.begin(); at != watched_.end();) notice(*at++);
}

void IoThread::post_to_all(void (Watched::*notice)()) {
    boost::asio::post(context_, [this, notice] { tell([notice](Watched& one) { (one.*notice)(); }); });
}

}  // namespace snapory::http
