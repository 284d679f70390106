#include "domain/mail.hpp"

namespace snapory {

std::string_view label(MailKind kind) {
    switch (kind) {
        case MailKind::password_reset: return "password_reset";
        case MailKind::invitation: return "invitation";
        case MailKind::digest: return "digest";
    }
    return "";
}

}  // namespace snapory
