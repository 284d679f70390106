#pragma once

#include "application/ports/idempotency_keys.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

class SqlIdempotencyKeys final : public IdempotencyKeys {
public:
    explicit SqlIdempotencyKeys(Database& database) : database_(database) {}

    Claim claim(const std::string& scope, const std::string& key, const std::string& content,
                TimePoint now) override;
    void keep(const std::string& scope, const std::string& key, const KeptAnswer& answer) override;
    void release(const std::string& scope, const std::string& key) override;
    void purge(TimePoint now) override;

private:
    Database& database_;
};

}  // namespace snapory
