#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/selfie.hpp"

namespace snapory {

// Standing queries, what their owners said of the results, and the consent ledger. May be called from any
// thread; throws Unavailable.
class Selfies {
public:
    virtual ~Selfies() = default;

    // Stores the query in place of the owner's earlier one, and the consent line, in one transaction.
    virtual void put(const Selfie& selfie, const Consent& consent) = 0;
    virtual std::optional<Selfie> find(const EventId& event, const std::string& owner,
                                       TimePoint now) = 0;  // not expired
    virtual std::vector<Selfie> live(const EventId& event, TimePoint now) = 0;
    // Erases the query and its feedback, and appends the consent line. False when there was none.
    virtual bool remove(const EventId& event, const std::string& owner, const Consent& consent) = 0;
    virtual std::size_t purge(TimePoint now) = 0;  // expired ones

    // "Not me" (false) or "this is me" (true) for the owner's query; kept until the query is removed.
    virtual void judge(const SelfieId& selfie, const PhotoId& photo, bool is_me) = 0;
    struct Judgement {
        PhotoId photo;
        bool is_me;
    };
    virtual std::vector<Judgement> judgements(const SelfieId& selfie) = 0;
    // All faces of the photos that were judged "this is me", theirs and those beside them.
    virtual std::vector<ConfirmedFace> confirmed(const Selfie& selfie) = 0;

    virtual std::vector<Consent> consents(const EventId& event) = 0;  // oldest first
};

}  // namespace snapory
