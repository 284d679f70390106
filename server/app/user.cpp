#include <termios.h>
#include <unistd.h>

#include <iostream>

#include <boost/json.hpp>

#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/open_database.hpp"
#include "app/rfc3339.hpp"
#include "application/accounts/register_account.hpp"
#include "application/accounts/reset_password.hpp"
#include "infrastructure/local/system_clock.hpp"
#include "infrastructure/security/sodium.hpp"
#include "infrastructure/sql/accounts.hpp"
#include "infrastructure/sql/migrate.hpp"

namespace snapory {
namespace {

// Keeps what is typed off the screen while it lives.
class HiddenTyping {
public:
    HiddenTyping() {
        ::tcgetattr(STDIN_FILENO, &before_);
        auto hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenTyping() {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::cerr << '\n';
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

private:
    termios before_{};
};

std::string typed(const char* prompt) {
    std::string line;
    std::cerr << prompt << std::flush;
    HiddenTyping hidden;
    std::getline(std::cin, line);
    return line;
}

// Asked for twice at a terminal; else the first line of standard input, so that no argument list shows it.
std::string ask_password() {
    if (::isatty(STDIN_FILENO) != 1) {
        std::string line;
        std::getline(std::cin, line);
        return line;
    }
    auto password = typed("Password: ");
    if (typed("Again: ") != password) throw UsageError("the two passwords differ");
    return password;
}

[[noreturn]] void refuse(const Error& error) {
    if (error.code == Errc::invalid) throw UsageError(error.detail);
    throw std::runtime_error(error.detail + " snapory user list shows the accounts.");
}

template <class Value>
Value value_of(Result<Value> result) {
    if (!result) refuse(result.error());
    return std::move(*result);
}

boost::json::object to_json(const Account& account) {
    return {{"id", account.id.text()},
            {"email", account.email},
            {"name", account.name},
            {"instanceAdmin", account.instance_admin},
            {"createdAt", rfc3339(account.created_at)}};
}

void list(Accounts& accounts, bool json) {
    boost::json::array all;
    for (const auto& account : accounts.list()) {
        if (json)
            all.push_back(to_json(account));
        else
            std::cout << account.email << '\t' << account.name << '\t'
                      << (account.instance_admin ? "admin" : "") << '\n';
    }
    if (json) std::cout << boost::json::serialize(all) << '\n';
}

}  // namespace

int user(const UserOptions& options) {
    auto config = load_config(options.installation);
    make_data_folder(config);
    auto database = open_database(config);
    migrate(*database);
    SqlAccounts accounts(*database);
    auto passwords = make_sodium_passwords(1);
    SodiumRandomness randomness;
    SystemClock clock;
    switch (options.action) {
        case UserAction::list: list(accounts, options.json); break;
        case UserAction::add: {
            RegisterAccount add(accounts, *passwords, randomness, clock, Registration::open);
            auto account = value_of(add({options.email, options.name, ask_password()}));
            std::cout << (options.json ? boost::json::serialize(to_json(account))
                                       : account.email + " was added.")
                      << '\n';
            break;
        }
        case UserAction::password: {
            auto done = ResetPassword(accounts, *passwords)(options.email, ask_password());
            if (!done) refuse(done.error());
            std::cout << "The password was changed, and every session of the account ended.\n";
            break;
        }
    }
    return 0;
}

}  // namespace snapory
