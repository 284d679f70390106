#include "api/accounts.hpp"

#include <string>

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/throttle.hpp"
#include "application/mail/letter.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

// A venue's guests and hosts may share one address.
constexpr std::uint32_t attempts_per_address = 100;
constexpr auto attempt_window = 300s;

std::vector<Allowance> allowance_of(const http::Request& request) {
    return {{"sign-in " + std::string(request.remote_address()), attempts_per_address, attempt_window}};
}

std::string_view user_agent_of(const http::Request& request) {
    return request.header("User-Agent").value_or("");
}

bool is_secure(const http::Request& request) { return request.scheme() == "https"; }

// Browsers take a cookie named __Host- only with TLS and for the whole site.
http::Cookie refresh_cookie(bool secure, std::string value, std::chrono::seconds max_age) {
    return {.name = secure ? "__Host-snapory-refresh" : "snapory-refresh",
            .value = std::move(value),
            .path = secure ? "/" : "/api/v1/auth",
            .max_age = max_age,
            .same_site = http::Cookie::SameSite::strict,
            .http_only = true,
            .secure = secure};
}

std::string_view refresh_token_of(const http::Request& request) {
    return request.cookie(refresh_cookie(is_secure(request), "", 0s).name).value_or("");
}

NewAccount read_registration(Input& input) {
    input.require({"email", "password"});
    NewAccount wanted{.email = input.text("email").value_or(""),
                      .name = input.text("displayName").value_or(""),
                      .password = input.text("password").value_or("")};
    if (input.has("email")) input.check("email", parse_email(wanted.email));
    if (input.has("password")) input.check("password", check_password(wanted.password));
    return wanted;
}

Credentials read_credentials(Input& input) {
    input.require({"email", "password"});
    return {.email = input.text("email").value_or(""), .password = input.text("password").value_or("")};
}

PasswordChange read_password_change(Input& input) {
    input.require({"currentPassword", "newPassword"});
    PasswordChange change{.current = input.text("currentPassword").value_or(""),
                          .wanted = input.text("newPassword").value_or("")};
    if (input.has("newPassword")) input.check("newPassword", check_password(change.wanted));
    return change;
}

std::string read_reset_question(Input& input) {
    input.require({"email"});
    auto email = input.text("email").value_or("");
    if (input.has("email")) input.check("email", parse_email(email));
    return email;
}

struct ResetAnswer {
    std::string token;
    std::string password;
};
ResetAnswer read_reset_answer(Input& input) {
    input.require({"token", "newPassword"});
    ResetAnswer answer{input.text("token").value_or(""), input.text("newPassword").value_or("")};
    if (input.has("newPassword")) input.check("newPassword", check_password(answer.password));
    return answer;
}

}  // namespace

AccountRoutes::AccountRoutes(const ApiConfig& config, const ApiPorts& ports)
    : limits_(ports.rate_limits),
      clock_(ports.clock),
      desk_{ports.accounts, ports.sessions, ports.tokens, ports.randomness, ports.clock},
      register_account_(ports.accounts, ports.passwords, ports.randomness, ports.clock, config.registration),
      log_in_(desk_, ports.passwords, ports.rate_limits),
      refresh_session_(desk_),
      log_out_(ports.sessions, ports.tokens, ports.clock),
      change_password_(desk_, ports.passwords, ports.rate_limits),
      mail_languages_(letter_languages()),
      ask_password_reset_(ports.outbox, ports.rate_limits, ports.randomness, ports.clock, config.sends_mail),
      finish_password_reset_(ports.accounts, ports.one_time_tokens, ports.passwords, ports.tokens,
                             ports.clock),
      read_me_(ports.accounts),
      list_sessions_(ports.sessions, ports.clock),
      end_other_sessions_(ports.sessions, ports.clock),
      revoke_session_(ports.sessions, ports.clock) {}

void AccountRoutes::add_to(http::Scope& v1) {
    v1.post("/auth/register", [this](http::Request& request) { return sign_up(request); });
    v1.post("/auth/login", [this](http::Request& request) { return log_in(request); });
    v1.post("/auth/refresh", [this](http::Request& request) { return refresh(request); });
    v1.post("/auth/logout", [this](http::Request& request) { return log_out(request); });
    v1.post("/auth/password", [this](http::Request& request) { return change_password(request); });
    v1.post("/auth/password/forgot", [this](http::Request& request) { return ask_password_reset(request); });
    v1.post("/auth/password/reset",
            [this](http::Request& request) { return finish_password_reset(request); });
    v1.get("/me", [this](http::Request& request) { return read_me(request); });
    v1.get("/me/sessions", [this](http::Request& request) { return list_sessions(request); });
    v1.del("/me/sessions", [this](http::Request& request) { return end_other_sessions(request); });
    v1.del("/me/sessions/:session", [this](http::Request& request) { return revoke_session(request); });
}

http::Response AccountRoutes::signed_in(const http::Request& request, int status, const SignIn& sign_in) {
    auto now = clock_.now();
    auto seconds_until = [&](TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time - now); };
    auto response = json_answer(status, {{"accessToken", sign_in.access_token},
                                         {"expiresIn", seconds_until(sign_in.access_expires_at).count()},
                                         {"user", to_json(sign_in.me.account, sign_in.me.memberships)}});
    response.set_cookie(
        refresh_cookie(is_secure(request), sign_in.refresh_token, seconds_until(sign_in.refresh_expires_at)));
    response.headers().set("Cache-Control", "no-store");
    return response;
}

http::Response AccountRoutes::sign_up(http::Request& request) {
    return throttled(limits_, request, allowance_of(request), [&] {
        return with_body(request, read_registration, [&](const NewAccount& wanted) {
            return answer(request, register_account_(wanted), [&](const Account& account) {
                return signed_in(request, 201, desk_.begin(account, user_agent_of(request)));
            });
        });
    });
}

http::Response AccountRoutes::log_in(http::Request& request) {
    return throttled(limits_, request, allowance_of(request), [&] {
        return with_body(request, read_credentials, [&](const Credentials& credentials) {
            return answer(request, log_in_(credentials, user_agent_of(request)),
                          [&](const SignIn& sign_in) { return signed_in(request, 200, sign_in); });
        });
    });
}

http::Response AccountRoutes::refresh(http::Request& request) {
    auto renewed = refresh_session_(refresh_token_of(request));
    if (renewed) return signed_in(request, 200, *renewed);
    auto refused = problem(request, renewed.error());
    refused.set_cookie(refresh_cookie(is_secure(request), "", 0s));
    return refused;
}

http::Response AccountRoutes::log_out(http::Request& request) {
    log_out_(refresh_token_of(request));
    auto response = http::Response::no_content();
    response.set_cookie(refresh_cookie(is_secure(request), "", 0s));
    return response;
}

http::Response AccountRoutes::change_password(http::Request& request) {
    return with_body(request, read_password_change, [&](const PasswordChange& change) {
        return answer(request, change_password_(caller_of(request), change, user_agent_of(request)),
                      [&](const SignIn& sign_in) { return signed_in(request, 200, sign_in); });
    });
}

http::Response AccountRoutes::ask_password_reset(http::Request& request) {
    return throttled(limits_, request, allowance_of(request), [&] {
        return with_body(request, read_reset_question, [&](const std::string& email) {
            auto language =
                http::accepted_language(request.header("Accept-Language").value_or(""), mail_languages_);
            auto asked = ask_password_reset_(email, language);
            return asked ? http::Response(202) : problem(request, asked.error());
        });
    });
}

http::Response AccountRoutes::finish_password_reset(http::Request& request) {
    return throttled(limits_, request, allowance_of(request), [&] {
        return with_body(request, read_reset_answer, [&](const ResetAnswer& given) {
            return answer(request, finish_password_reset_(given.token, given.password));
        });
    });
}

http::Response AccountRoutes::read_me(http::Request& request) {
    return answer(request, read_me_(caller_of(request)),
                  [&](const Me& me) { return json_answer(200, to_json(me.account, me.memberships)); });
}

http::Response AccountRoutes::list_sessions(http::Request& request) {
    return answer(request, list_sessions_(caller_of(request)), [&](const std::vector<Session>& sessions) {
        boost::json::array items;
        for (const auto& session : sessions)
            items.push_back(to_json(session, std::get<SignedIn>(caller_of(request)).session));
        return json_answer(200, list_json(std::move(items)));
    });
}

http::Response AccountRoutes::end_other_sessions(http::Request& request) {
    return answer(request, end_other_sessions_(caller_of(request)));
}

http::Response AccountRoutes::revoke_session(http::Request& request) {
    return answer(request, revoke_session_(caller_of(request), id_of<SessionId>(request, "session")));
}

}  // namespace snapory
