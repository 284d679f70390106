#pragma once

#include <optional>
#include <string>

#include "domain/one_time_token.hpp"

namespace snapory {

// Tokens that were mailed to somebody, by their hash. May be called from any thread; throws Unavailable.
class OneTimeTokens {
public:
    virtual ~OneTimeTokens() = default;

    virtual void add(const OneTimeToken& token) = 0;
    // The subject of a token that still works.
    virtual std::optional<std::string> find(TokenPurpose purpose, const std::string& hash, TimePoint now) = 0;
    // The same, and it works no more: of many who ask at once one is given the subject.
    virtual std::optional<std::string> take(TokenPurpose purpose, const std::string& hash, TimePoint now) = 0;
    // Forgets what expired before `now`.
    virtual void purge(TimePoint now) = 0;
};

}  // namespace snapory
