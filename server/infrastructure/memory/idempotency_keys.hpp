#pragma once

#include "application/ports/idempotency_keys.hpp"
#include "infrastructure/memory/rows.hpp"

namespace snapory {

class MemoryIdempotencyKeys final : public IdempotencyKeys {
public:
    explicit MemoryIdempotencyKeys(MemoryRows& rows) : rows_(rows) {}

    Claim claim(const std::string& scope, const std::string& key, const std::string& content,
                TimePoint now) override;
    void keep(const std::string& scope, const std::string& key, const KeptAnswer& answer) override;
    void release(const std::string& scope, const std::string& key) override;
    void purge(TimePoint now) override;

private:
    MemoryRows& rows_;
};

}  // namespace snapory
