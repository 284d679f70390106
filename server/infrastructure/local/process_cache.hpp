#pragma once

#include <cstdint>
#include <future>
#include <list>
#include <map>
#include <mutex>

#include "application/ports/cache.hpp"

namespace snapory {

// Keeps texts in this process, at most `most_bytes` of them: the ones that nobody has asked for longest go
// first.
class ProcessCache final : public Cache {
public:
    explicit ProcessCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    std::string get(const std::string& key, const std::string& version, const Make& make) override;

private:
    using Text = std::shared_future<std::string>;  // there once it was made
    struct Entry {
        std::string version;
        Text text;
        std::size_t bytes = 0;  // 0 while it is made
        std::uint64_t number = 0;
        std::list<std::string>::iterator use;
    };

    void begin(const std::string& key, const std::string& version, Text text, std::uint64_t number);
    std::string make_for(const std::string& key, std::uint64_t number, const Make& make);
    void made(const std::string& key, std::uint64_t number, std::size_t bytes);
    void forget(const std::string& key, std::uint64_t number);
    void erase(std::map<std::string, Entry>::iterator entry);

    std::size_t most_bytes_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::list<std::string> uses_;  // keys, the one asked for last in front
    std::size_t bytes_ = 0;
    std::uint64_t last_number_ = 0;
};

}  // namespace snapory
