#include "infrastructure/sql/digests.hpp"

#include "infrastructure/sql/outbox.hpp"

namespace snapory {
namespace {

const std::string digest_columns =
    "digests.event_id, guest_id, email, language, told, sequence, due_at, mail_id";

const Statement put_digest{
    "digests.put",
    "insert into digests (organisation_id, event_id, selfie_id, guest_id, email, language, told, sequence, "
    "due_at, mail_id) select organisation_id, event_id, id, owner, $3, $4, $5, $6, $7, $8 from selfies "
    "where event_id = $1 and owner = $2 "
    "on conflict (guest_id) do update set email = excluded.email, language = excluded.language, "
    "told = excluded.told, sequence = excluded.sequence, due_at = excluded.due_at, mail_id = "
    "excluded.mail_id"};
const Statement find_digest{
    "digests.find", "select " + digest_columns + " from digests where event_id = $1 and guest_id = $2"};
const Statement find_by_mail{"digests.find_by_mail",
                             "select " + digest_columns + " from digests where mail_id = $1"};
const Statement forget_digest{"digests.remove", "delete from digests where event_id = $1 and guest_id = $2"};
const Statement due_digests{"digests.due",
                            "select " + digest_columns +
                                ", last_sequence from digests "
                                "join event_tallies on event_tallies.event_id = digests.event_id "
                                "where due_at <= $1 and processing = 0 and last_sequence > sequence "
                                "order by due_at, guest_id limit $2"};
const Statement settle_digest{"digests.settle",
                              "update digests set told = $5, sequence = $6, due_at = $7, mail_id = $8 "
                              "where event_id = $1 and guest_id = $2 and sequence = $3 and due_at = $4"};

DueDigest due_of_row(const Row& row) {
    DueDigest due;
    auto& digest = due.digest;
    Columns(row).read(digest.event, digest.guest, digest.email, digest.language, digest.told, digest.sequence,
                      digest.due, digest.mail, due.sequence);
    return due;
}

Digest digest_of_row(const Row& row) {
    Digest digest;
    Columns(row).read(digest.event, digest.guest, digest.email, digest.language, digest.told, digest.sequence,
                      digest.due, digest.mail);
    return digest;
}

}  // namespace

void SqlDigests::put(const Digest& digest) {
    database_.write([&](Connection& connection) {
        connection.run(put_digest, {digest.event, digest.guest, digest.email, digest.language, digest.told,
                                    digest.sequence, digest.due, digest.mail});
    });
}

std::optional<Digest> SqlDigests::find(const EventId& event, const GuestId& guest) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_digest, {event, guest}, digest_of_row); });
}

std::optional<Digest> SqlDigests::find(const MailId& mail) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_by_mail, {mail}, digest_of_row); });
}

void SqlDigests::remove(const EventId& event, const GuestId& guest) {
    database_.write([&](Connection& connection) { remove_digest(connection, event, guest); });
}

std::vector<DueDigest> SqlDigests::due(TimePoint now, std::size_t limit) {
    return database_.read(
        [&](Connection& connection) { return connection.all(due_digests, {now, limit}, due_of_row); });
}

void SqlDigests::settle(const Digest& seen, const Digest& next, const std::optional<OwedMail>& mail) {
    database_.write([&](Connection& connection) {
        auto settled = connection.run(settle_digest, {seen.event, seen.guest, seen.sequence, seen.due,
                                                      next.told, next.sequence, next.due, next.mail});
        if (settled > 0 && mail) owe(connection, *mail);
    });
}

void remove_digest(Connection& connection, const EventId& event, const GuestId& guest) {
    connection.run(forget_digest, {event, guest});
}

}  // namespace snapory
