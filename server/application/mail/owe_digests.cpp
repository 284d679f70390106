#include "application/mail/owe_digests.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_at_once = 100;
constexpr std::chrono::minutes closed_pause{10};  // until a gallery that is closed is looked at again

}  // namespace

void OweDigests::operator()() const {
    auto now = clock_.now();
    for (const auto& due : digests_.due(now, most_at_once)) look(due, now);
}

// A gallery that opens later does so without a change, so one that is closed is looked at again.
void OweDigests::look(const DueDigest& due, TimePoint now) const {
    auto next = due.digest;
    auto photos = photos_of(next, now);
    if (!photos) {
        next.due = now + closed_pause;
        return digests_.settle(due.digest, next, std::nullopt);
    }
    next.told = *photos;
    next.sequence = due.sequence;
    if (next.told <= due.digest.told) return digests_.settle(due.digest, next, std::nullopt);
    next.due = now + digest_pause;
    next.mail = randomness_.next_id<MailId>(now);
    digests_.settle(due.digest, next,
                    OwedMail{next.mail, MailKind::digest, next.email, next.language, now, next.due});
}

// Those that they are surely in; nothing while they may not look for them.
std::optional<std::uint64_t> OweDigests::photos_of(const Digest& digest, TimePoint now) const {
    const Caller guest = EventGuest{digest.guest, digest.event, ""};
    auto event = events_.find(digest.event);
    if (!event || refusal(guest, Action::search_by_selfie, *event, now) || !sees_others(guest, *event, now))
        return std::nullopt;
    auto selfie = finder_.selfies.find(digest.event, digest.guest.text(), now);
    if (!selfie) return std::nullopt;
    return sure_matches(finder_.find(*selfie, guest, *event, now));
}

}  // namespace snapory
