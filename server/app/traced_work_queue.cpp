#include "app/traced_work_queue.hpp"

namespace snapory {
namespace {

using Ticks = std::chrono::steady_clock;

// A photo in work, on the thread that has it.
struct Work {
    explicit Work(const TraceContext& parent)
        : parent_id(parent.span_id), context(child_of(parent)), scope(&context) {}

    Span ended() const {
        return {.context = context,
                .parent_id = parent_id,
                .name = "process photo",
                .kind = SpanKind::consumer,
                .begun = begun,
                .took = Ticks::now() - since,
                .attributes = {}};
    }

    std::string parent_id;
    TraceContext context;
    TraceScope scope;
    std::chrono::system_clock::time_point begun = std::chrono::system_clock::now();
    Ticks::time_point since = Ticks::now();
};

thread_local std::optional<Work> work;

}  // namespace

void TracedWorkQueue::add(const WaitingPhoto& photo) noexcept {
    auto since = Ticks::now();
    queue_->add(photo);
    traces_.ended_now("queue photo", SpanKind::producer, Ticks::now() - since);
}

std::optional<Job> TracedWorkQueue::claim(const std::string& holder, TimePoint now) {
    work.reset();  // of a photo that could not even be given back
    auto job = queue_->claim(holder, now);
    if (!job) return job;
    if (auto parent = parse_traceparent(job->traceparent)) work.emplace(*parent);
    return job;
}

void TracedWorkQueue::remove(const PhotoId& photo) noexcept {
    queue_->remove(photo);
    if (!work) return;
    traces_.ended(work->ended());
    work.reset();
}

}  // namespace snapory
