#include "infrastructure/sql/one_time_tokens.hpp"

namespace snapory {
namespace {

const Statement add_token{"tokens.add",
                          "insert into one_time_tokens (purpose, hash, subject, expires_at) "
                          "values ($1, $2, $3, $4)"};
const std::string which = "where purpose = $1 and hash = $2 and expires_at > $3";
const Statement find_token{"tokens.find", "select subject from one_time_tokens " + which};
const Statement take_token{"tokens.take", "delete from one_time_tokens " + which + " returning subject"};
const Statement end_all{"tokens.end", "delete from one_time_tokens where purpose = $1 and subject = $2"};
const Statement purge_tokens{"tokens.purge", "delete from one_time_tokens where expires_at <= $1"};

}  // namespace

void SqlOneTimeTokens::add(const OneTimeToken& token) {
    database_.write([&](Connection& connection) {
        connection.run(add_token, {token.purpose, token.hash, token.subject, token.expires_at});
    });
}

std::optional<std::string> SqlOneTimeTokens::find(TokenPurpose purpose, const std::string& hash,
                                                  TimePoint now) {
    return database_.read([&](Connection& connection) {
        return connection.one(find_token, {purpose, hash, now}, first_column<std::string>);
    });
}

std::optional<std::string> SqlOneTimeTokens::take(TokenPurpose purpose, const std::string& hash,
                                                  TimePoint now) {
    return database_.write([&](Connection& connection) {
        return connection.one(take_token, {purpose, hash, now}, first_column<std::string>);
    });
}

void SqlOneTimeTokens::purge(TimePoint now) {
    database_.write([&](Connection& connection) { connection.run(purge_tokens, {now}); });
}

void end_tokens(Connection& connection, TokenPurpose purpose, std::string_view subject) {
    connection.run(end_all, {purpose, subject});
}

}  // namespace snapory
