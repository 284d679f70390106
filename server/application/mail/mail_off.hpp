#pragma once

#include "domain/result.hpp"

namespace snapory {

// What is said to who asks for mails where none are sent.
inline Error mail_off() {
    return {Errc::mail_off, "This Snapory sends no mail. Its operator can change that: smtp.url.", ""};
}

}  // namespace snapory
