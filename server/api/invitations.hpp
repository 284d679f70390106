#pragma once

#include "api/api.hpp"
#include "application/events/invite_guests.hpp"
#include "application/events/list_invitations.hpp"
#include "application/events/withdraw_invitation.hpp"
#include "http/language.hpp"
#include "http/router.hpp"

namespace snapory {

// /events/{id}/invitations: whom hosts invite by mail.
class InvitationRoutes {
public:
    InvitationRoutes(const ApiConfig& config, const ApiPorts& ports);

    void add_to(http::Scope& v1);

private:
    http::Response invite(http::Request& request);
    http::Response list(http::Request& request);
    http::Response withdraw(http::Request& request);

    http::Languages languages_;
    bool sends_mail_;
    InviteGuests invite_guests_;
    ListInvitations list_invitations_;
    WithdrawInvitation withdraw_invitation_;
};

}  // namespace snapory
