#pragma once

#include <string>
#include <string_view>

namespace snapory {

// Slow on purpose: tens of milliseconds and megabytes a call; the adapter bounds how many run at once.
class Passwords {
public:
    virtual ~Passwords() = default;
    virtual std::string hash(std::string_view password) = 0;
    // Also for an empty hash, which never fits, taking as long, so that a stranger cannot tell which accounts
    // exist.
    virtual bool fits(std::string_view password, std::string_view hash) = 0;
};

}  // namespace snapory
