#pragma once

#include <functional>

#include "application/ports/clock.hpp"
#include "application/ports/idempotency_keys.hpp"
#include "application/ports/tokens.hpp"
#include "domain/caller.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace snapory {

// Honours `Idempotency-Key`: a POST that is repeated gets the answer that the first one got. May be called
// from any thread.
class Repeats {
public:
    Repeats(IdempotencyKeys& keys, Tokens& tokens, Clock& clock)
        : keys_(keys), tokens_(tokens), clock_(clock) {}

    // What `answer` gives, or gave before. Only success is kept; after a refusal the key is free. The
    // answer's body is stored, so it must hold no secrets.
    http::Response once(const http::Request& request, const Caller& caller,
                        const std::function<http::Response()>& answer);

private:
    http::Response first(const std::string& scope, const std::string& key,
                         const std::function<http::Response()>& answer);

    IdempotencyKeys& keys_;
    Tokens& tokens_;
    Clock& clock_;
};

}  // namespace snapory
