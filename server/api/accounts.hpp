#pragma once

#include <string_view>

#include "api/api.hpp"
#include "application/accounts/ask_password_reset.hpp"
#include "application/accounts/change_password.hpp"
#include "application/accounts/end_other_sessions.hpp"
#include "application/accounts/finish_password_reset.hpp"
#include "application/accounts/list_sessions.hpp"
#include "application/accounts/log_in.hpp"
#include "application/accounts/log_out.hpp"
#include "application/accounts/read_me.hpp"
#include "application/accounts/refresh_session.hpp"
#include "application/accounts/register_account.hpp"
#include "application/accounts/revoke_session.hpp"
#include "http/language.hpp"
#include "http/router.hpp"

namespace snapory {

// /auth and /me.
class AccountRoutes {
public:
    AccountRoutes(const ApiConfig& config, const ApiPorts& ports);

    void add_to(http::Scope& v1);

private:
    http::Response sign_up(http::Request& request);
    http::Response log_in(http::Request& request);
    http::Response refresh(http::Request& request);
    http::Response log_out(http::Request& request);
    http::Response change_password(http::Request& request);
    http::Response ask_password_reset(http::Request& request);
    http::Response finish_password_reset(http::Request& request);
    http::Response read_me(http::Request& request);
    http::Response list_sessions(http::Request& request);
    http::Response end_other_sessions(http::Request& request);
    http::Response revoke_session(http::Request& request);

    http::Response signed_in(const http::Request& request, int status, const SignIn& sign_in);

    RateLimits& limits_;
    Clock& clock_;
    SignInDesk desk_;
    RegisterAccount register_account_;
    LogIn log_in_;
    RefreshSession refresh_session_;
    LogOut log_out_;
    ChangePassword change_password_;
    http::Languages mail_languages_;
    AskPasswordReset ask_password_reset_;
    FinishPasswordReset finish_password_reset_;
    ReadMe read_me_;
    ListSessions list_sessions_;
    EndOtherSessions end_other_sessions_;
    RevokeSession revoke_session_;
};

}  // namespace snapory
