#include "application/events/invite_guests.hpp"

#include <set>

#include "application/admission.hpp"
#include "application/attempts.hpp"
#include "application/mail/mail_off.hpp"

namespace snapory {
namespace {

// Each address once, in any order.
Result<std::set<std::string>> addresses(const std::vector<std::string>& typed) {
    std::set<std::string> found;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        auto address = parse_email(typed[i]);
        if (!address) return fail(Errc::invalid, address.error().detail, "emails[" + std::to_string(i) + "]");
        found.insert(*std::move(address));
    }
    return found;
}

}  // namespace

Result<void> InviteGuests::operator()(const Caller& caller, const EventId& event,
                                      const InvitedGuests& guests) const {
    auto now = clock_.now();
    if (auto checked = check(caller, event, now); !checked) return checked;
    auto emails = addresses(guests.emails);
    if (!emails) return fail(emails.error());
    const auto& host = std::get<SignedIn>(caller).account;  // guests manage no event
    if (auto attempt = take_attempts(host, emails->size()); !attempt) return attempt;

    std::vector<MailedInvitation> invitations;
    for (const auto& email : *emails)
        invitations.push_back({randomness_.next_id<InvitationId>(now), event, host, email, guests.language,
                               first_state(email), now});
    invitations_.add(invitations);
    return {};
}

Result<void> InviteGuests::check(const Caller& caller, const EventId& event, TimePoint now) const {
    auto admitted = admit(caller, Action::manage_event, events_, event, now);
    if (!admitted) return fail(admitted.error());
    if (!sends_mail_) return fail(mail_off());
    if (refusal(EventGuest{GuestId(), event, ""}, Action::see_event, *admitted, now))
        return fail(Errc::conflict, "Guests cannot see this event in its state. Open it first.");
    return {};
}

Result<void> InviteGuests::take_attempts(const AccountId& host, std::size_t mails) const {
    for (std::size_t i = 0; i < mails; ++i)
        if (auto attempt = take_attempt(limits_, "invite/" + host.text(), invitation_mails); !attempt)
            return attempt;
    return {};
}

// Whoever is invited by many events within a day may be the victim of somebody; whether it is so is told to
// no host, as other hosts are none of their business.
InvitationState InviteGuests::first_state(const std::string& email) const {
    auto attempt = take_attempt(limits_, "invited/" + email, invitations_of_one);
    return attempt ? InvitationState::waiting : InvitationState::failed;
}

}  // namespace snapory
