#include "application/faces/ask_digest.hpp"

#include "application/admission.hpp"
#include "application/attempts.hpp"
#include "application/mail/mail_off.hpp"

namespace snapory {

Result<void> AskDigest::operator()(const Caller& caller, const EventId& id, std::string_view email,
                                   std::string_view language) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::search_by_selfie, events_, id, now);
    if (!event) return fail(event.error());
    const auto* guest = std::get_if<EventGuest>(&caller);
    if (!guest) return fail(Errc::forbidden, "Only guests are mailed about photos of them.");
    if (!sends_mail_) return fail(mail_off());
    auto address = parse_email(email);
    if (!address) return fail(address.error());
    auto selfie = finder_.selfies.find(id, selfie_owner(caller), now);
    if (!selfie) return fail(no_selfie());
    if (auto attempt = take_attempt(limits_, "digest/" + *address, digests_of_one); !attempt) return attempt;

    Digest digest;
    digest.event = id;
    digest.guest = guest->guest;
    digest.email = *std::move(address);
    digest.language = language;
    digest.told = sure_matches(finder_.find(*selfie, caller, *event, now));
    digest.due = now + digest_wait;
    digests_.put(digest);
    return {};
}

}  // namespace snapory
