#include "infrastructure/sql/outbox.hpp"

namespace snapory {
namespace {

const std::string mail_columns = "id, kind, recipient, language, created_at, expires_at";

const Statement add_mail{"outbox.add", "insert into outbox (" + mail_columns +
                                           ", not_before) values ($1, $2, $3, $4, $5, $6, $5)"};
const Statement any_turn{"outbox.any", "select 1 from outbox where not_before <= $1 limit 1"};
Statement claim_mail(std::string_view skip_locked) {
    return {"outbox.claim",
            "update outbox set not_before = $2, attempts = attempts + 1 where id = "
            "(select id from outbox where not_before <= $1 order by not_before, id limit 1" +
                std::string(skip_locked) + ") returning " + mail_columns + ", attempts"};
}
const Statement postpone_mail{"outbox.postpone",
                              "update outbox set not_before = $3 where id = $1 and attempts = $2"};
const Statement remove_mail{"outbox.remove", "delete from outbox where id = $1"};
const Statement count_mails{"outbox.count", "select count(*), min(created_at) from outbox"};

ClaimedMail claimed_of_row(const Row& row) {
    ClaimedMail claimed;
    auto& mail = claimed.mail;
    Columns(row).read(mail.id, mail.kind, mail.to, mail.language, mail.created_at, mail.expires_at,
                      claimed.attempts);
    return claimed;
}

OutboxCounts counts_of_row(const Row& row) {
    OutboxCounts counts;
    Columns(row).read(counts.waiting, counts.oldest);
    return counts;
}

}  // namespace

void SqlOutbox::add(const OwedMail& mail) {
    database_.write([&](Connection& connection) { owe(connection, mail); });
}

std::optional<ClaimedMail> SqlOutbox::claim(TimePoint now) {
    // An idle process asks often; looking first spares the others its write lock.
    bool any = database_.read([&](Connection& connection) {
        return connection.one(any_turn, {now}, first_column<int>).has_value();
    });
    if (!any) return std::nullopt;
    return database_.write([&](Connection& connection) {
        return connection.one(claim_mail(connection.skip_locked()), {now, now + mail_lease}, claimed_of_row);
    });
}

void SqlOutbox::postpone(const ClaimedMail& claimed, TimePoint not_before) {
    database_.write([&](Connection& connection) {
        connection.run(postpone_mail, {claimed.mail.id, claimed.attempts, not_before});
    });
}

void SqlOutbox::remove(const MailId& id) {
    database_.write([&](Connection& connection) { owe_no_more(connection, id); });
}

OutboxCounts SqlOutbox::counts() {
    return database_.read(
        [&](Connection& connection) { return *connection.one(count_mails, {}, counts_of_row); });
}

void owe(Connection& connection, const OwedMail& mail) {
    connection.run(add_mail, {mail.id, mail.kind, mail.to, mail.language, mail.created_at, mail.expires_at});
}

void owe_no_more(Connection& connection, const MailId& id) { connection.run(remove_mail, {id}); }

}  // namespace snapory
