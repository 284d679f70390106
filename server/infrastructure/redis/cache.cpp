#include "infrastructure/redis/cache.hpp"

#include <thread>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr const char* kept_for = "3600000";  // milliseconds
constexpr const char* made_within = "1000";  // the same; then another process tries
constexpr std::chrono::milliseconds patience = 1s, glance = 10ms;

}  // namespace

std::string RedisCache::get(const std::string& key, const std::string& version, const Make& make) {
    return near_.get(key, version, [&] { return shared(client_.key("cache:" + key), version, make); });
}

std::string RedisCache::shared(const std::string& key, const std::string& version, const Make& make) {
    auto turn = key + ":" + version;
    try {
        if (auto text = find(key, version)) return *text;
        if (!begin(turn))
            if (auto text = wait_for(key, version)) return *text;
    } catch (const Unavailable&) {
        return make();
    }
    try {
        auto text = make();
        keep(key, version, text);
        return text;
    } catch (...) {
        end(turn);
        throw;
    }
}

std::optional<std::string> RedisCache::find(const std::string& key, const std::string& version) {
    auto value = client_.run(key, {"GET", key});
    auto head = version + "\n";
    if (value.kind != RespValue::Kind::text || !value.text.starts_with(head)) return std::nullopt;
    return value.text.substr(head.size());
}

std::optional<std::string> RedisCache::wait_for(const std::string& key, const std::string& version) {
    auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(glance);
        if (auto text = find(key, version)) return text;
    }
    return std::nullopt;
}

// Whether it is this process' turn to make it.
bool RedisCache::begin(const std::string& turn) {
    return client_.run(turn, {"SET", turn, "", "NX", "PX", made_within}).kind != RespValue::Kind::null;
}

void RedisCache::end(const std::string& turn) try {
    client_.run(turn, {"DEL", turn});
} catch (const Unavailable&) {  // NOLINT(bugprone-empty-catch): it ends by itself
}

void RedisCache::keep(const std::string& key, const std::string& version, const std::string& text) try {
    client_.run(key, {"SET", key, version + "\n" + text, "PX", kept_for});
} catch (const Unavailable&) {  // NOLINT(bugprone-empty-catch): then the next process makes it
}

}  // namespace snapory
