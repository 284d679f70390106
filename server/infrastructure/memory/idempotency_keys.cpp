#include "infrastructure/memory/idempotency_keys.hpp"

namespace snapory {

IdempotencyKeys::Claim MemoryIdempotencyKeys::claim(const std::string& scope, const std::string& key,
                                                    const std::string& content, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto [place, is_new] = rows_.keys.try_emplace({scope, key});
    auto& row = place->second;
    auto over = row.claimed_at + (row.answer ? Milliseconds(idempotency_lifetime) : idempotency_lease) <= now;
    if (is_new || over) {
        row = {content, now, std::nullopt};
        return {};
    }
    if (row.content != content) return {Found::other, {}};
    if (!row.answer) return {Found::running, {}};
    return {Found::answered, *row.answer};
}

void MemoryIdempotencyKeys::keep(const std::string& scope, const std::string& key, const KeptAnswer& answer) {
    std::lock_guard lock(rows_.mutex);
    auto found = rows_.keys.find({scope, key});
    if (found != rows_.keys.end()) found->second.answer = answer;
}

void MemoryIdempotencyKeys::release(const std::string& scope, const std::string& key) {
    std::lock_guard lock(rows_.mutex);
    rows_.keys.erase({scope, key});
}

void MemoryIdempotencyKeys::purge(TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::erase_if(rows_.keys,
                  [&](const auto& row) { return row.second.claimed_at < now - idempotency_lifetime; });
}

}  // namespace snapory
