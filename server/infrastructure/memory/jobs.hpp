#pragma once

#include "application/ports/jobs.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryJobs final : public Jobs {
public:
    explicit MemoryJobs(MemoryRows& rows) : rows_(rows) {}

    std::optional<Job> claim(const std::string& holder, TimePoint now) override;
    std::optional<Job> claim(const PhotoId& id, const std::string& holder, TimePoint now) override;
    std::optional<Job> claim_late(const std::string& holder, TimePoint now) override;
    std::vector<WaitingPhoto> waiting(std::size_t limit, TimePoint now) override;
    bool extend(const Job& job, TimePoint now) override;
    bool finish(const Job& job, const Photo& photo, const Findings& found, TimePoint now) override;
    bool finish_late(const Job& job, const Photo& photo, const Findings& found, TimePoint now) override;
    void give_back(const Job& job, TimePoint not_before, bool forgive) override;
    void park(const Job& job, const std::string& reason, TimePoint now) override;
    bool retry(const EventId& event, const PhotoId& id, TimePoint now) override;
    JobCounts counts(TimePoint now) override;

private:
    MemoryRows::PhotoRow* held(const Job& job);
    void meet_camera(const Photo& photo);
    std::uint64_t tell(const MemoryRows::PhotoRow& row, const Findings& found, TimePoint now);

    MemoryRows& rows_;
};

}  // namespace snapory
