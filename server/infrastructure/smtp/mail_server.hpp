#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "infrastructure/smtp/smtp_mailer.hpp"

namespace snapory {

// For tests: a real mail server on this machine, see tests/support/mail_server. It ends with this process,
// however that ends. Throws std::runtime_error when it does not start.
class MailServer {
public:
    MailServer();
    ~MailServer();
    MailServer(const MailServer&) = delete;
    MailServer& operator=(const MailServer&) = delete;

    // With the right login and the certificate to trust; `url` begins as "smtp://" or "smtps://".
    SmtpConfig config(const std::string& scheme = "smtp") const;
    // What it took, in the order in which it came, as another program reads it; without ids.
    std::vector<Mail> arrived() const;
    // The same, byte by byte.
    std::vector<std::string> raw() const;

private:
    void settle() const;

    std::filesystem::path folder_;
    std::string port_, tls_port_;
    int input_ = -1;  // closing it ends the server
    pid_t child_ = -1;
};

}  // namespace snapory
