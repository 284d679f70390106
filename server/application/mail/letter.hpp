#pragma once

#include <set>
#include <string>
#include <string_view>

#include "application/ports/mailer.hpp"
#include "domain/mail.hpp"

namespace snapory {

// What a mail says, in words that are not escaped: a sentence, one thing to do, and what to know about it.
struct Letter {
    std::string language;
    std::string subject;
    std::string lead;
    std::string action;  // the words on the button
    std::string url;     // where it leads
    std::string note;
    std::string picture;     // a PNG of the same; empty: none
    std::string end_action;  // words for "no more of these"; empty: it is the only one
    std::string end_url;
};

// The letter as a mail: plain text, and HTML that needs nothing from the network.
Mail mail_of(const Letter& letter, const OwedMail& owed);

// The languages that letters are written in.
std::set<std::string, std::less<>> letter_languages();

// Each in the language, or in English when there is none in it.
Letter password_reset_letter(std::string_view language, const std::string& email, const std::string& url);
struct InvitationNames {
    std::string host;
    std::string event;
    bool has_pin = false;
};
Letter invitation_letter(std::string_view language, const InvitationNames& names, const std::string& url);
Letter digest_letter(std::string_view language, const std::string& event, const std::string& url,
                     const std::string& end_url);

}  // namespace snapory
