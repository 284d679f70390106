#include "infrastructure/redis/bell.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>

#include "application/live/bell_listeners.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;
using Kind = RespValue::Kind;

constexpr std::string_view jobs_message = "jobs";
constexpr std::string_view event_prefix = "event ";
constexpr auto quiet = 5s;  // before the server is asked whether it is still there
constexpr std::chrono::milliseconds first_pause = 50ms, longest_pause = 2s;

class RedisBell final : public Bell {
public:
    explicit RedisBell(RedisClient& client)
        : client_(client), channel_(client.key("bell")), thread_([this] { run(); }) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, redis_patience, [this] { return tried_; });
    }
    ~RedisBell() override {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
            if (connection_) connection_->interrupt();
        }
        changed_.notify_all();
        thread_.join();
    }
    RedisBell(const RedisBell&) = delete;
    RedisBell& operator=(const RedisBell&) = delete;

    void ring_jobs() noexcept override { ring(std::string(jobs_message)); }
    void ring_event(const EventId& event) noexcept override {
        ring(std::string(event_prefix) + event.text());
    }
    std::shared_ptr<void> listen(Listener listener) override { return listeners_.add(std::move(listener)); }

private:
    void ring(const std::string& message) noexcept try {
        client_.run(channel_, {client_.clustered() ? "SPUBLISH" : "PUBLISH", channel_, message});
    } catch (const std::exception&) {
        return;  // the client has said so; listeners look by themselves
    }

    void run() {
        auto pause = first_pause;
        for (;;) {
            try {
                if (!hold(client_.subscribe(channel_))) return;
                pause = first_pause;
                tell_tried();
                listeners_.missed();
                for (;;) receive();
            } catch (const Unavailable&) {
                hold(nullptr);
            }
            tell_tried();
            std::unique_lock lock(mutex_);
            if (changed_.wait_for(lock, pause, [this] { return stopping_; })) return;
            pause = std::min(pause * 2, longest_pause);
        }
    }
    // False when the bell is about to go.
    bool hold(std::unique_ptr<RedisConnection> connection) {
        std::lock_guard lock(mutex_);
        connection_ = std::move(connection);
        return !stopping_;
    }
    void tell_tried() {
        std::lock_guard lock(mutex_);
        tried_ = true;
        changed_.notify_all();
    }
    void receive() {
        auto value = connection_->receive(std::chrono::steady_clock::now() + quiet);
        if (!value) value = connection_->call({"PING"}, std::chrono::steady_clock::now() + redis_patience);
        if (value->kind != Kind::array || value->items.empty()) return;
        const auto& kind = value->items[0].text;
        if (kind == "sunsubscribe") throw RedisLost("The channel has moved to another node.");
        if ((kind == "message" || kind == "smessage") && value->items.size() == 3) hear(value->items[2].text);
    }
    void hear(std::string_view message) {
        if (message == jobs_message) listeners_.jobs();
        if (message.starts_with(event_prefix))
            listeners_.event(EventId(std::string(message.substr(event_prefix.size()))));
    }

    RedisClient& client_;
    std::string channel_;
    BellListeners listeners_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    bool tried_ = false;  // to subscribe, so that whoever listens from the start hears all
    std::unique_ptr<RedisConnection> connection_;  // changed by the thread alone, under the mutex
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Bell> make_redis_bell(RedisClient& client) { return std::make_unique<RedisBell>(client); }

}  // namespace snapory
