#pragma once

#include <string>

#include "domain/id.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

namespace snapory {

// A person who hosts events or helps to.
struct Account {
    AccountId id;
    std::string email;  // as normalised by parse_email; unique within the instance
    std::string name;   // shown to members, at most 100 characters
    bool instance_admin = false;
    TimePoint created_at;

    bool operator==(const Account&) const = default;
};

enum class Role : std::uint8_t { owner, admin, photographer };

// Who an account is within one organisation. Every row of Snapory belongs to an organisation.
struct Membership {
    OrganisationId organisation;
    std::string organisation_name;
    Role role = Role::owner;

    bool operator==(const Membership&) const = default;
};

// A browser's sign-in: one refresh token at a time, replaced at each use. `family` stays through the
// replacements, so that a token used twice ends all of them.
struct Session {
    SessionId id;
    SessionId family;
    AccountId account;
    std::string user_agent;  // as sent at sign-in, cut to 200 characters
    TimePoint created_at;    // of the family: when the person signed in
    TimePoint used_at;
    TimePoint expires_at;

    bool operator==(const Session&) const = default;
};

// An address in lower case and without surrounding space, or why it is none.
Result<std::string> parse_email(std::string_view typed);

// Why a password is refused, if it is: at least 10 characters, at most 200 bytes.
Result<void> check_password(std::string_view password);

}  // namespace snapory
