#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "infrastructure/sql/database.hpp"

namespace snapory {

// Values as they were read, each for as long as nothing at all is committed to the database: for what nearly
// every request asks. So a value is never older than the read that gives it. May be used from any thread.
template <class Value>
class Kept {
public:
    explicit Kept(const Database& database) : database_(database) {}

    // What is kept under the key, or what `read` gives, which is kept then.
    template <class Read>
    Value find(const std::string& key, const Read& read) {
        const auto state = database_.state();  // before the read, which may see a newer one
        if (!state) return read();
        if (auto value = look_up(key, *state)) return std::move(*value);
        Value value = read();
        keep(key, value, *state);
        return value;
    }

private:
    static constexpr std::size_t most = 1000;

    std::optional<Value> look_up(const std::string& key, const DatabaseState& state) const {
        std::shared_lock lock(mutex_);
        if (state != state_) return std::nullopt;
        const auto found = values_.find(key);
        return found == values_.end() ? std::nullopt : std::optional<Value>(found->second);
    }
    void keep(const std::string& key, const Value& value, const DatabaseState& state) {
        std::unique_lock lock(mutex_);
        if (state != state_ || values_.size() >= most) values_.clear();
        state_ = state;
        values_.insert_or_assign(key, value);
    }

    const Database& database_;
    mutable std::shared_mutex mutex_;
    DatabaseState state_{};  // in which all the values were read
    std::unordered_map<std::string, Value> values_;
};

}  // namespace snapory
