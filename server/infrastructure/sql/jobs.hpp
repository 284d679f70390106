#pragma once

#include "application/ports/face_seals.hpp"
#include "application/ports/jobs.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlJobs final : public Jobs {
public:
    SqlJobs(Database& database, FaceSeals& seals) : database_(database), seals_(seals) {}

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
    using ClaimStatement = Statement (*)(std::string_view skip_locked);
    std::optional<Job> claim_any(const Statement& look, ClaimStatement claim, const std::string& holder,
                                 TimePoint now);

    Database& database_;
    FaceSeals& seals_;
};

}  // namespace snapory
