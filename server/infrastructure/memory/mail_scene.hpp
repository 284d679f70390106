#pragma once

#include "application/mail/send_next_mail.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {

// A scene in which what the outbox owes is mailed, one at a time, to the scene's mailer.
struct MailScene : MemoryScene {
    SendNextMail send_next{outbox,
                           invitations,
                           {{accounts, one_time_tokens, events, invitations, digests, qr_codes, signatures,
                             tokens, randomness, clock},
                            "https://photos.example.org"},
                           mailer,
                           randomness,
                           clock};
};

}  // namespace snapory
