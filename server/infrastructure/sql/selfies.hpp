#pragma once

#include "application/ports/face_seals.hpp"
#include "application/ports/selfies.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlSelfies final : public Selfies {
public:
    SqlSelfies(Database& database, FaceSeals& seals) : database_(database), seals_(seals) {}

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
    Database& database_;
    FaceSeals& seals_;
};

}  // namespace snapory
