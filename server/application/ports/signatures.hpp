#pragma once

#include <string>
#include <string_view>

#include "domain/time.hpp"

namespace snapory {

// Signs what a URL grants, so that it can be shown without a token: method, path and expiry. May be called
// from any thread.
class Signatures {
public:
    virtual ~Signatures() = default;
    // Text for a query string: URL-safe, 43 characters.
    virtual std::string sign(std::string_view grant, TimePoint expires_at) = 0;
    virtual bool fits(std::string_view grant, TimePoint expires_at, std::string_view signature) = 0;
};

}  // namespace snapory
