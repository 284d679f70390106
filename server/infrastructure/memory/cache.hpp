#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "application/ports/cache.hpp"

namespace snapory {

// Forgets nothing, and makes one text at a time.
class MemoryCache final : public Cache {
public:
    std::string get(const std::string& key, const std::string& version, const Make& make) override {
        std::lock_guard lock(mutex_);
        auto known = texts_.find(key);
        if (known != texts_.end() && known->second.first == version) return known->second.second;
        auto text = make();
        texts_[key] = {version, text};
        return text;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::pair<std::string, std::string>> texts_;  // version and text by key
};

}  // namespace snapory
