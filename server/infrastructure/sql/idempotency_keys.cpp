#include "infrastructure/sql/idempotency_keys.hpp"

namespace snapory {
namespace {

// Takes the key when it is new, or when its lease ($5) or lifetime ($6) is over.
const Statement claim_key{
    "idempotency.claim",
    "insert into idempotency_keys (scope, key, content, claimed_at, location, body) "
    "values ($1, $2, $3, $4, '', '') on conflict (scope, key) do update set "
    "content = excluded.content, claimed_at = excluded.claimed_at, status = null, location = '', body = '' "
    "where idempotency_keys.claimed_at <= case when idempotency_keys.status is null then $5 else $6 end"};
const Statement find_key{
    "idempotency.find",
    "select content, status, location, body from idempotency_keys where scope = $1 and key = $2"};
const Statement keep_answer{
    "idempotency.keep",
    "update idempotency_keys set status = $3, location = $4, body = $5 where scope = $1 and key = $2"};
const Statement release_key{"idempotency.release",
                            "delete from idempotency_keys where scope = $1 and key = $2"};
const Statement purge_keys{"idempotency.purge", "delete from idempotency_keys where claimed_at < $1"};

using Claim = IdempotencyKeys::Claim;
using Found = IdempotencyKeys::Found;

Claim earlier_claim(const Row& row, const std::string& content) {
    Columns columns(row);
    if (columns.next<std::string>() != content) return {Found::other, {}};
    auto status = columns.next<std::optional<int>>();
    if (!status) return {Found::running, {}};
    KeptAnswer answer{.status = *status, .location = "", .body = ""};
    columns.read(answer.location, answer.body);
    return {Found::answered, answer};
}

}  // namespace

IdempotencyKeys::Claim SqlIdempotencyKeys::claim(const std::string& scope, const std::string& key,
                                                 const std::string& content, TimePoint now) {
    return database_.write([&](Connection& connection) -> Claim {
        auto taken = connection.run(
            claim_key, {scope, key, content, now, now - idempotency_lease, now - idempotency_lifetime});
        if (taken > 0) return {};
        return connection
            .one(find_key, {scope, key}, [&](const Row& row) { return earlier_claim(row, content); })
            .value_or(Claim{});
    });
}

void SqlIdempotencyKeys::keep(const std::string& scope, const std::string& key, const KeptAnswer& answer) {
    database_.write([&](Connection& connection) {
        connection.run(keep_answer, {scope, key, answer.status, answer.location, answer.body});
    });
}

void SqlIdempotencyKeys::release(const std::string& scope, const std::string& key) {
    database_.write([&](Connection& connection) { connection.run(release_key, {scope, key}); });
}

void SqlIdempotencyKeys::purge(TimePoint now) {
    database_.write(
        [&](Connection& connection) { connection.run(purge_keys, {now - idempotency_lifetime}); });
}

}  // namespace snapory
