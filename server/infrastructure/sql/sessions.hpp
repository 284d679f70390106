#pragma once

#include "application/ports/sessions.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlSessions final : public Sessions {
public:
    explicit SqlSessions(Database& database) : database_(database) {}

    void add(const Session& session, const std::string& token_hash) override;
    Lookup find(const std::string& token_hash, TimePoint now) override;
    bool replace(const std::string& old_hash, const Session& session, const std::string& token_hash) override;
    void revoke_family(const SessionId& family) override;
    std::vector<Session> live(const AccountId& account, TimePoint now) override;
    void purge(TimePoint now) override;

private:
    Database& database_;
};

}  // namespace snapory
