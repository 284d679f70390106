#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace snapory {

// A mail server that takes our mails, and how to log in to it.
struct SmtpPlace {
    std::string url;           // "smtp://mail.example.org:587", without secrets
    std::string user;          // empty: nobody logs in
    std::string password;      // never sent but by TLS
    std::filesystem::path ca;  // certificates to trust; empty: those of the system

    bool operator==(const SmtpPlace&) const = default;
};

// smtp[s]://[user:password@]host[:port][?ca=/file], user and password percent-encoded. The port is 25 by
// default, and 465 of smtps, which speaks TLS from the beginning. Errors: what is wrong, without the secrets.
std::expected<SmtpPlace, std::string> parse_smtp_url(std::string_view url);

// Who mails are from.
struct MailSender {
    std::string name;  // may be empty
    std::string address;

    bool operator==(const MailSender&) const = default;
};

// "photos@example.org" or "Photos of Ada <photos@example.org>".
std::optional<MailSender> parse_mail_sender(std::string_view text);

}  // namespace snapory
