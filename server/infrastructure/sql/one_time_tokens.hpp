#pragma once

#include "application/ports/one_time_tokens.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlOneTimeTokens final : public OneTimeTokens {
public:
    explicit SqlOneTimeTokens(Database& database) : database_(database) {}

    void add(const OneTimeToken& token) override;
    std::optional<std::string> find(TokenPurpose purpose, const std::string& hash, TimePoint now) override;
    std::optional<std::string> take(TokenPurpose purpose, const std::string& hash, TimePoint now) override;
    void purge(TimePoint now) override;

private:
    Database& database_;
};

// Ends every token that this subject has for the purpose.
void end_tokens(Connection& connection, TokenPurpose purpose, std::string_view subject);

}  // namespace snapory
