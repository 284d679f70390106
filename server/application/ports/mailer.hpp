#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

#include "domain/id.hpp"

namespace snapory {

inline constexpr std::string_view mail_picture = "picture";  // what a mail's picture is called within it

// A mail to one person. No text of it can add a header or another recipient, whatever it holds.
struct Mail {
    MailId id;                      // the same each time it is sent, so that mailboxes know it again
    std::string to;                 // an address as parse_email gives it
    std::string subject;            // UTF-8, one line
    std::string text;               // UTF-8, lines end with "\n"
    std::string html;               // the same in HTML, a whole document
    std::string picture{};          // a PNG that the HTML shows as "cid:picture"; empty: none
    std::string unsubscribe_url{};  // a POST there ends mails like this one (RFC 8058); empty: none

    bool operator==(const Mail&) const = default;
};

struct Delivery {
    enum class Outcome : std::uint8_t {
        accepted,   // the mail server has it
        refused,    // it will never take this mail
        postponed,  // it cannot be reached, refuses us, or says "later"
    } outcome = Outcome::postponed;
    std::string reason;  // for the operator, without addresses or secrets; empty when accepted
};

// Hands mails to a mail server. May be called from any thread; takes half a minute at most.
class Mailer {
public:
    virtual ~Mailer() = default;
    // Gives up at once, as postponed, when `stop` is requested.
    virtual Delivery send(const Mail& mail, const std::stop_token& stop) = 0;
};

}  // namespace snapory
