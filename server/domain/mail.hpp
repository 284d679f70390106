#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/id.hpp"
#include "domain/time.hpp"

namespace snapory {

// Why a mail is sent.
enum class MailKind : std::uint8_t { password_reset, invitation, digest };

std::string_view label(MailKind kind);  // "password_reset"

// A mail that is owed to somebody. What it says is written when it is sent, so that neither its words nor a
// secret rest anywhere, and so that it is not sent at all once its reason is gone.
struct OwedMail {
    MailId id;
    MailKind kind = MailKind::password_reset;
    std::string to;        // an address as parse_email gives it
    std::string language;  // that the reader is thought to read, such as "en"
    TimePoint created_at;
    TimePoint expires_at;  // it is of no use later

    bool operator==(const OwedMail&) const = default;
};

}  // namespace snapory
