#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>

#include "http/pool.hpp"
#include "http/relay.hpp"

namespace snapory::http {

// One executor type everywhere: a type-erased one costs a third of the throughput.
using Executor = boost::asio::io_context::executor_type;
template <class T = void>
using Task = boost::asio::awaitable<T, Executor>;
using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol, Executor>;
constexpr auto as_task = boost::asio::use_awaitable_t<Executor>{};
constexpr auto as_result = boost::asio::as_tuple(as_task);  // the error comes as a value

// Space for the bytes in hand, one block a thread: nothing may stay in it across a wait.
std::span<std::byte> thread_scratch();

using Clock = std::chrono::steady_clock;

// What an I/O thread watches over. Called on that thread.
class Watched
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    Watched() = default;
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    Clock::time_point deadline = Clock::time_point::max();
    virtual void on_deadline() = 0;
    // The server stops: end what can end now.
    virtual void on_drain() = 0;
    // The server has waited long enough: end at once.
    virtual void on_cut() = 0;

protected:
    ~Watched() = default;
};

// A thread with its own reactor, and another that stands by to run it while a handler keeps the first. One
// sweep looks at all deadlines, so that no wait needs a timer of its own.
class IoThread {
public:
    // Deadlines are met to within the granularity.
    explicit IoThread(std::chrono::milliseconds granularity);
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    Executor executor() { return context_.get_executor(); }
    // On the I/O thread only.
    void watch(Watched& watched) { watched_.push_back(watched); }
    // On the I/O thread only: whether another stands by, so that blocking work may run here.
    bool covered() const { return relay_->covered(); }
    // On the I/O thread, when covered; false: the other of the two is the I/O thread now, and the caller must
    // rejoin. The work must not throw.
    template <class Work>
    [[nodiscard]] bool run_aside(const Work& work) {
        return relay_->run_aside(work);
    }
    // Comes back on the I/O thread.
    Task<> rejoin() { return boost::asio::post(executor(), as_task); }
    // On any thread.
    void post_drain() { post_to_all(&Watched::on_drain); }
    void post_cut() { post_to_all(&Watched::on_cut); }
    // Returns once nothing is left to do. Called by its owner.
    void stop();

private:
    Task<> sweep();
    void post_to_all(void (Watched::*notice)());
    template <class Notice>
    void tell(Notice notice);

    std::chrono::milliseconds granularity_;
    boost::asio::io_context context_{2};  // threads
    boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> timer_{
        context_.get_executor()};
    boost::intrusive::list<Watched, boost::intrusive::constant_time_size<false>> watched_;
    bool stopping_ = false;
    std::optional<Relay> relay_;
};

// Runs the work on the pool and comes back to the coroutine's thread; false if `bound` jobs wait there
// already, and it did not run. The work must not throw.
template <class Work>
auto run_on(Pool& pool, std::size_t bound, Executor home, Work work) {
    const auto initiate = [](auto handler, Pool& place, std::size_t most, const Executor& back,
                             Work job_work) {
        auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        Pool::Job job = [resume, back, job_work = std::move(job_work)]() mutable {
            job_work();
            boost::asio::post(back, [resume = std::move(resume)] { std::move (*resume)(true); });
        };
        if (!place.try_submit(job, most)) boost::asio::post(back, [resume] { std::move (*resume)(false); });
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void(bool)>(
        initiate, as_task, std::ref(pool), bound, home, std::move(work));
}

}  // namespace snapory::http
