#pragma once

#include "application/ports/selfies.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemorySelfies final : public Selfies {
public:
    explicit MemorySelfies(MemoryRows& rows) : rows_(rows) {}

    void put(const Selfie& selfie, const Consent& consent) override;
    std::optional<Selfie> find(const EventId& event, const std::string& owner, TimePoint now) override;
    std::vector<Selfie> live(const EventId& event, TimePoint now) override;
    bool remove(const EventId& event, const std::string& owner, const Consent& consent) override;
    std::size_t purge(TimePoint now) override;
    void judge(const SelfieId& selfie, const PhotoId& photo, bool is_me) override;
    std::vector<Judgement> judgements(const SelfieId& selfie) override;
    std::vector<ConfirmedFace> confirmed(const Selfie& selfie) override;
    std::vector<Consent> consents(const EventId& event) override;

private:
    MemoryRows::SelfieRow* row(const EventId& event, const std::string& owner);

    MemoryRows& rows_;
};

}  // namespace snapory
