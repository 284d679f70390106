#include "infrastructure/faces/exact_face_index.hpp"

#include <malloc.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <thread>

#include "infrastructure/faces/code_matrix.hpp"

namespace snapory {
namespace {

using Clock = std::chrono::steady_clock;

// The codes that one model made, each face once, and whose faces the rows are.
struct ModelCodes {
    CodeMatrix matrix;
    std::vector<FaceHit> faces{};  // cosine unused
    std::set<FaceId> known{};
};

// One event's faces; searched by many at once, brought up to date by one.
class EventCodes {
public:
    void catch_up(FaceLog& log, const EventId& event) {
        const std::lock_guard lock(mutex_);
        const FaceBatch batch = log.faces_since(event, position_);
        for (const Face& face : batch.faces) add(face);
        position_ = batch.position;
    }

    std::vector<FaceHit> search(const ModelId& model, const FaceCode& code, float floor) const {
        const std::shared_lock lock(mutex_);
        const auto found = models_.find(model);
        if (found == models_.end()) return {};
        std::vector<FaceHit> hits;
        for (const auto& [row, cosine] : found->second.matrix.at_least(code, floor)) {
            hits.push_back(found->second.faces[row]);
            hits.back().cosine = cosine;
        }
        std::ranges::sort(hits, std::greater{}, &FaceHit::cosine);
        return hits;
    }

private:
    void add(const Face& face) {
        auto& codes = models_.try_emplace(face.model, ModelCodes{CodeMatrix(face.code.size())}).first->second;
        if (!codes.known.insert(face.id).second) return;
        codes.matrix.add(face.code);
        codes.faces.push_back({face.id, face.photo});
    }

    mutable std::shared_mutex mutex_;
    std::uint64_t position_ = 0;
    std::map<ModelId, ModelCodes> models_;
};

class ExactFaceIndex final : public FaceIndex {
public:
    ExactFaceIndex(FaceLog& log, std::chrono::milliseconds idle)
        : log_(log), idle_(idle), sweeper_([this](const std::stop_token& stop) { drop_idle(stop); }) {}

    std::vector<FaceHit> search(const EventId& event, const ModelId& model, const FaceCode& code,
                                float floor) override {
        const auto codes = codes_of(event);
        codes->catch_up(log_, event);
        return codes->search(model, code, floor);
    }

    void forget(const EventId& event) override {
        const std::lock_guard lock(mutex_);
        events_.erase(event);
    }

private:
    struct Held {
        std::shared_ptr<EventCodes> codes = std::make_shared<EventCodes>();
        Clock::time_point searched_at;
    };

    std::shared_ptr<EventCodes> codes_of(const EventId& event) {
        const std::lock_guard lock(mutex_);
        Held& held = events_[event];
        held.searched_at = Clock::now();
        return held.codes;
    }

    void drop_idle(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            wake_.wait_for(lock, stop, idle_, [] { return false; });
            const auto last = Clock::now() - idle_;
            if (std::erase_if(events_, [&](const auto& entry) { return entry.second.searched_at <= last; }) >
                0) {
                malloc_trim(0);  // else the allocator keeps what the codes held
            }
        }
    }

    FaceLog& log_;
    const std::chrono::milliseconds idle_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<EventId, Held> events_;
    std::jthread sweeper_;  // last, so that it stops before what it uses goes
};

}  // namespace

std::unique_ptr<FaceIndex> make_exact_face_index(FaceLog& log, std::chrono::milliseconds idle) {
    return std::make_unique<ExactFaceIndex>(log, idle);
}

}  // namespace snapory
