#pragma once

#include "application/accounts/sign_in.hpp"
#include "domain/caller.hpp"

namespace snapory {

// The caller's own account. Errors: unauthenticated, forbidden (a guest).
class ReadMe {
public:
    explicit ReadMe(Accounts& accounts) : accounts_(accounts) {}

    Result<Me> operator()(const Caller& caller) const;

private:
    Accounts& accounts_;
};

}  // namespace snapory
