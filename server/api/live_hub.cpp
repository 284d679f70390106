#include "api/live_hub.hpp"

#include <algorithm>
#include <chrono>

#include <boost/json.hpp>

#include "api/json.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto look_every = 5s;    // rings may be lost
constexpr auto check_every = 30s;  // whoever was revoked is out within a minute
constexpr std::size_t batch = 200;
constexpr std::uint64_t most_missed = 500;  // beyond it reloading is cheaper than replaying

constexpr std::uint16_t closed_by_policy = 1008;

using Text = std::shared_ptr<const std::string>;

Text text_of(const json::object& message) {
    return std::make_shared<const std::string>(json::serialize(message));
}

Text bare_message(std::string_view type, std::uint64_t sequence, TimePoint now) {
    return text_of({{"seq", sequence}, {"type", type}, {"at", to_text(now)}});
}

// Whose ids stand on the photos and changes of a batch: they may see more of it than other guests.
std::set<std::string> people_in(const std::vector<Change>& changes, const EventId& event, Photos& photos) {
    std::set<std::string> people;
    std::vector<PhotoId> ids;
    for (const auto& change : changes) {
        if (change.guest) people.insert(change.guest->text());
        if (change.photo) ids.push_back(*change.photo);
    }
    if (ids.empty()) return people;
    for (const auto& item : photos.find(event, ids)) people.insert(item.photo.uploader.id);
    return people;
}

// Listeners with the same key are told the same.
std::string audience_key(const Caller& caller, const std::set<std::string>& people) {
    auto id = uploader_of(caller).id;
    bool guest = std::holds_alternative<EventGuest>(caller);
    return guest && !people.contains(id) ? "guest" : id;
}

}  // namespace

struct LiveHub::Socket {
    Listener listener;
    std::shared_ptr<http::WebSocketPeer> peer;
    std::uint64_t position =
        0;  // of the last change told; the hub's thread alone touches it once it is listed
};

class LiveHub::Attendant final : public http::WebSocketHandler {
public:
    Attendant(LiveHub& hub, Listener listener) : hub_(hub), socket_(std::make_shared<Socket>()) {
        socket_->listener = std::move(listener);
    }
    void on_open(std::shared_ptr<http::WebSocketPeer> peer) override {
        socket_->peer = std::move(peer);
        hub_.open(socket_, socket_->listener.after);
    }
    void on_message(std::string_view /*text*/) override {}  // there is nothing to say to us
    void on_close(std::uint16_t /*code*/) override { hub_.close(socket_); }

private:
    LiveHub& hub_;
    std::shared_ptr<Socket> socket_;
};

LiveHub::LiveHub(Parts parts)
    : parts_(parts),
      read_changes_(parts.events, parts.photos, parts.changes, parts.blobs, parts.clock),
      listening_(parts.bell.listen({.jobs = {},
                                    .event =
                                        [this](const EventId& event) {
                                            std::lock_guard lock(mutex_);
                                            if (!sockets_.contains(event)) return;
                                            rung_.insert(event);
                                            wake_.notify_one();
                                        },
                                    .missed =
                                        [this] {
                                            std::lock_guard lock(mutex_);
                                            for (const auto& [event, sockets] : sockets_) rung_.insert(event);
                                            wake_.notify_one();
                                        }})),
      thread_([this] { run(); }) {}

LiveHub::~LiveHub() {
    listening_.reset();
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

std::unique_ptr<http::WebSocketHandler> LiveHub::attend(Listener listener) {
    return std::make_unique<Attendant>(*this, std::move(listener));
}

void LiveHub::open(const std::shared_ptr<Socket>& socket, std::optional<std::uint64_t> after) {
    const auto& listener = socket->listener;
    auto latest = parts_.changes.latest(listener.event);
    bool replay = after && *after <= latest && latest - *after <= most_missed;
    socket->position = replay ? *after : latest;
    socket->peer->send(bare_message("hello", socket->position, parts_.clock.now()));
    std::lock_guard lock(mutex_);
    sockets_[listener.event].push_back(socket);
    rung_.insert(listener.event);
    wake_.notify_one();
}

std::size_t LiveHub::clients() {
    std::lock_guard lock(mutex_);
    std::size_t count = 0;
    for (const auto& [event, sockets] : sockets_) count += sockets.size();
    return count;
}

void LiveHub::close(const std::shared_ptr<Socket>& socket) {
    std::lock_guard lock(mutex_);
    auto found = sockets_.find(socket->listener.event);
    if (found == sockets_.end()) return;
    std::erase(found->second, socket);
    if (found->second.empty()) sockets_.erase(found);
}

std::set<EventId> LiveHub::wait_for_rings() {
    std::unique_lock lock(mutex_);
    bool rung = wake_.wait_for(lock, look_every, [this] { return stopping_ || !rung_.empty(); });
    std::set<EventId> events = std::exchange(rung_, {});
    if (!rung)
        for (const auto& [event, sockets] : sockets_) events.insert(event);
    return stopping_ ? std::set<EventId>{} : events;
}

void LiveHub::run() {
    auto next_check = std::chrono::steady_clock::now() + check_every;
    for (;;) {
        auto events = wait_for_rings();
        {
            std::lock_guard lock(mutex_);
            if (stopping_) return;
        }
        for (const auto& event : events) look(event);
        if (std::chrono::steady_clock::now() < next_check) continue;
        expel_revoked();
        next_check = std::chrono::steady_clock::now() + check_every;
    }
}

LiveHub::Sockets LiveHub::sockets_of(const EventId& event) {
    std::lock_guard lock(mutex_);
    auto found = sockets_.find(event);
    return found == sockets_.end() ? Sockets{} : found->second;
}

// Tells everybody what is new to them. A fault is left to the next look: positions stand where they were.
void LiveHub::look(const EventId& event) try {
    auto sockets = sockets_of(event);
    std::map<std::uint64_t, Sockets> by_position;
    for (const auto& socket : sockets) by_position[socket->position].push_back(socket);
    bool news = false;
    for (auto& [position, group] : by_position)
        while (deliver(event, group.front()->position, group)) news = true;
    if (news) tell_progress(event, sockets);
} catch (const Unavailable&) {
    return;
}

// Tells sockets that stand at the same position the next batch; false when there is none.
bool LiveHub::deliver(const EventId& event, std::uint64_t position, const Sockets& sockets) {
    auto changes = parts_.changes.since(event, position, batch);
    if (changes.empty()) return false;
    auto people = people_in(changes, event, parts_.photos);
    std::map<std::string, Result<std::vector<Text>>> told;
    for (const auto& socket : sockets) {
        const auto& caller = socket->listener.caller;
        auto [entry, is_new] = told.try_emplace(audience_key(caller, people));
        if (is_new) {
            auto page = read_changes_(caller, event, position, changes.size());
            if (!page) entry->second = fail(page.error());
            for (const auto& change : page ? page->changes : std::vector<ShownChange>{})
                entry->second->push_back(text_of(to_json(change)));
        }
        socket->position = changes.back().sequence;
        if (!entry->second) socket->peer->close(closed_by_policy, entry->second.error().detail);
        for (const auto& text : entry->second.value_or(std::vector<Text>{})) socket->peer->send(text);
    }
    return true;
}

void LiveHub::tell_progress(const EventId& event, const Sockets& sockets) {
    auto is_host = [](const auto& socket) {
        return std::holds_alternative<SignedIn>(socket->listener.caller);
    };
    if (std::none_of(sockets.begin(), sockets.end(), is_host)) return;
    auto found = parts_.events.find(event);
    if (!found) return;
    auto counts = to_json(parts_.events.counts(*found));
    for (const auto& socket : sockets)
        if (is_host(socket))
            socket->peer->send(text_of({{"seq", socket->position},
                                        {"type", "progress"},
                                        {"at", to_text(parts_.clock.now())},
                                        {"counts", counts}}));
}

void LiveHub::expel_revoked() try {
    Sockets all;
    {
        std::lock_guard lock(mutex_);
        for (const auto& [event, sockets] : sockets_) all.insert(all.end(), sockets.begin(), sockets.end());
    }
    for (const auto& socket : all)
        if (!parts_.identify(socket->listener.claims))
            socket->peer->close(closed_by_policy, "Your access has ended.");
} catch (const Unavailable&) {
    return;
}

}  // namespace snapory
