#include "domain/best_of.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace snapory {
namespace {

// Chooses one after the other what adds most.
class Selection {
public:
    Selection(std::span<const Candidate> candidates, std::size_t count) : candidates_(candidates) {
        const auto [first, last] = std::ranges::minmax(candidates, {}, &Candidate::taken_at);
        begin_ = first.taken_at;
        part_ = std::max(Milliseconds(1),
                         (last.taken_at - begin_) / static_cast<std::int64_t>(count) + Milliseconds(1));
        left_.reserve(candidates.size());
        for (const auto& candidate : candidates) left_.push_back(&candidate);
    }

    const Candidate* take() {
        auto best = std::ranges::max_element(left_, {}, [&](const Candidate* each) { return gain(*each); });
        if (best == left_.end()) return nullptr;
        const Candidate* taken = *best;
        left_.erase(best);
        for (const auto& person : taken->people) ++seen_[person];
        ++parts_[part_of(*taken)];
        return taken;
    }

private:
    static double halved(std::size_t times) {
        return std::ldexp(1.0, -static_cast<int>(std::min<std::size_t>(times, 60)));
    }
    std::int64_t part_of(const Candidate& candidate) const { return (candidate.taken_at - begin_) / part_; }

    // Whether it shows somebody for the first time, which comes before all else, and what it adds.
    std::pair<bool, double> gain(const Candidate& candidate) const {
        auto times = [](const auto& counts, const auto& key) {
            auto found = counts.find(key);
            return found == counts.end() ? 0 : found->second;
        };
        bool is_new = false;
        double sum = halved(times(parts_, part_of(candidate)));
        for (const auto& person : candidate.people) {
            is_new = is_new || times(seen_, person) == 0;
            sum += halved(times(seen_, person));
        }
        return {is_new, sum * (0.5 + candidate.appeal)};
    }

    std::span<const Candidate> candidates_;
    TimePoint begin_;
    Milliseconds part_{1};
    std::vector<const Candidate*> left_;
    std::map<PersonId, std::size_t> seen_;
    std::map<std::int64_t, std::size_t> parts_;
};

}  // namespace

std::vector<PhotoId> best_of(std::span<const Candidate> candidates, std::size_t count) {
    if (candidates.empty() || count == 0) return {};
    Selection selection(candidates, count);
    std::vector<const Candidate*> chosen;
    while (chosen.size() < count) {
        const auto* next = selection.take();
        if (!next) break;
        chosen.push_back(next);
    }
    std::ranges::sort(chosen, [](const auto* a, const auto* b) {
        return std::tie(a->taken_at, a->photo) < std::tie(b->taken_at, b->photo);
    });
    std::vector<PhotoId> photos;
    photos.reserve(chosen.size());
    for (const auto* candidate : chosen) photos.push_back(candidate->photo);
    return photos;
}

}  // namespace snapory
