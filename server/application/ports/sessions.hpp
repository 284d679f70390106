#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.hpp"

namespace snapory {

// Refresh tokens by their SHA-256; the tokens themselves are kept nowhere. May be called from any thread.
class Sessions {
public:
    virtual ~Sessions() = default;

    virtual void add(const Session& session, const std::string& token_hash) = 0;

    enum class Found : std::uint8_t { live, replaced, unknown };
    struct Lookup {
        Found found = Found::unknown;
        Session session;  // unless unknown; a `replaced` one means that a token was used twice
    };
    // Expired and revoked sessions are unknown.
    virtual Lookup find(const std::string& token_hash, TimePoint now) = 0;

    // Marks the old token as replaced and adds the new session; false when another request replaced it first.
    virtual bool replace(const std::string& old_hash, const Session& session,
                         const std::string& token_hash) = 0;

    virtual void revoke_family(const SessionId& family) = 0;
    virtual std::vector<Session> live(const AccountId& account,
                                      TimePoint now) = 0;  // one a family, latest use first
    // Forgets what expired before `now`.
    virtual void purge(TimePoint now) = 0;
};

}  // namespace snapory
