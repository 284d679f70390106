#include "infrastructure/sql/sessions.hpp"

namespace snapory {
namespace {

const std::string session_columns =
    "id, family, account_id, user_agent, created_at, used_at, expires_at, replaced";

const Statement add_session{"sessions.add", "insert into sessions (token_hash, " + session_columns +
                                                ") values ($1, $2, $3, $4, $5, $6, $7, $8, 0)"};
const Statement find_session{"sessions.find", "select " + session_columns +
                                                  " from sessions where token_hash = $1 and expires_at > $2"};
const Statement mark_replaced{"sessions.replace",
                              "update sessions set replaced = 1 where token_hash = $1 and replaced = 0"};
const Statement revoke{"sessions.revoke_family", "delete from sessions where family = $1"};
const Statement live_sessions{"sessions.live", "select " + session_columns +
                                                   " from sessions where account_id = $1 and replaced = 0 "
                                                   "and expires_at > $2 order by used_at desc"};
const Statement purge_sessions{"sessions.purge", "delete from sessions where expires_at <= $1"};

Sessions::Lookup lookup_of_row(const Row& row) {
    Sessions::Lookup lookup;
    auto& session = lookup.session;
    bool replaced = false;
    Columns(row).read(session.id, session.family, session.account, session.user_agent, session.created_at,
                      session.used_at, session.expires_at, replaced);
    lookup.found = replaced ? Sessions::Found::replaced : Sessions::Found::live;
    return lookup;
}

void insert(Connection& connection, const Session& session, const std::string& token_hash) {
    connection.run(add_session, {token_hash, session.id, session.family, session.account, session.user_agent,
                                 session.created_at, session.used_at, session.expires_at});
}

}  // namespace

void SqlSessions::add(const Session& session, const std::string& token_hash) {
    database_.write([&](Connection& connection) { insert(connection, session, token_hash); });
}

Sessions::Lookup SqlSessions::find(const std::string& token_hash, TimePoint now) {
    return database_.read([&](Connection& connection) {
        return connection.one(find_session, {token_hash, now}, lookup_of_row).value_or(Lookup{});
    });
}

bool SqlSessions::replace(const std::string& old_hash, const Session& session,
                          const std::string& token_hash) {
    return database_.write([&](Connection& connection) {
        if (connection.run(mark_replaced, {old_hash}) == 0) return false;
        insert(connection, session, token_hash);
        return true;
    });
}

void SqlSessions::revoke_family(const SessionId& family) {
    database_.write([&](Connection& connection) { connection.run(revoke, {family}); });
}

std::vector<Session> SqlSessions::live(const AccountId& account, TimePoint now) {
    return database_.read([&](Connection& connection) {
        return connection.all(live_sessions, {account, now},
                              [](const Row& row) { return lookup_of_row(row).session; });
    });
}

void SqlSessions::purge(TimePoint now) {
    database_.write([&](Connection& connection) { connection.run(purge_sessions, {now}); });
}

}  // namespace snapory
