#include "domain/mailed_invitation.hpp"

namespace snapory {

OwedMail mail_of(const MailedInvitation& invitation) {
    return {MailId(invitation.id.text()), MailKind::invitation,  invitation.email,
            invitation.language,          invitation.created_at, invitation.created_at + invitation_lifetime};
}

}  // namespace snapory
