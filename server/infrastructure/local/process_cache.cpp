#include "infrastructure/local/process_cache.hpp"

namespace snapory {

std::string ProcessCache::get(const std::string& key, const std::string& version, const Make& make) {
    std::promise<std::string> promise;
    std::uint64_t number = 0;
    Text text;
    {
        std::lock_guard lock(mutex_);
        auto known = entries_.find(key);
        if (known != entries_.end() && known->second.version == version) {
            uses_.splice(uses_.begin(), uses_, known->second.use);
            text = known->second.text;
        } else {
            number = ++last_number_;
            begin(key, version, promise.get_future().share(), number);
        }
    }
    if (text.valid()) return text.get();
    try {
        auto made_text = make_for(key, number, make);
        promise.set_value(made_text);
        return made_text;
    } catch (...) {
        promise.set_exception(std::current_exception());
        throw;
    }
}

void ProcessCache::begin(const std::string& key, const std::string& version, Text text,
                         std::uint64_t number) {
    if (auto old = entries_.find(key); old != entries_.end()) erase(old);
    uses_.push_front(key);
    entries_[key] = {version, std::move(text), 0, number, uses_.begin()};
}

std::string ProcessCache::make_for(const std::string& key, std::uint64_t number, const Make& make) try {
    auto text = make();
    made(key, number, text.size() + 1);
    return text;
} catch (...) {
    forget(key, number);
    throw;
}

void ProcessCache::made(const std::string& key, std::uint64_t number, std::size_t bytes) {
    std::lock_guard lock(mutex_);
    auto entry = entries_.find(key);
    if (entry == entries_.end() || entry->second.number != number) return;  // another version took its place
    entry->second.bytes = bytes;
    bytes_ += bytes;
    while (bytes_ > most_bytes_) erase(entries_.find(uses_.back()));
}

void ProcessCache::forget(const std::string& key, std::uint64_t number) {
    std::lock_guard lock(mutex_);
    auto entry = entries_.find(key);
    if (entry != entries_.end() && entry->second.number == number) erase(entry);
}

void ProcessCache::erase(std::map<std::string, Entry>::iterator entry) {
    bytes_ -= entry->second.bytes;
    uses_.erase(entry->second.use);
    entries_.erase(entry);
}

}  // namespace snapory
