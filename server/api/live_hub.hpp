#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "application/accounts/identify_caller.hpp"
#include "application/live/read_changes.hpp"
#include "application/ports/bell.hpp"
#include "http/websocket.hpp"

namespace snapory {

// Tells open WebSockets what happens in their events. One thread looks whenever the bell rings, and by itself
// now and then; it reads an event's changes once for all guests who have nothing of their own among them. Any
// thread may call.
class LiveHub {
public:
    struct Parts {
        Events& events;
        Photos& photos;
        Changes& changes;
        BlobStore& blobs;
        Bell& bell;
        Clock& clock;
        IdentifyCaller identify;
    };
    explicit LiveHub(Parts parts);
    ~LiveHub();
    LiveHub(const LiveHub&) = delete;
    LiveHub& operator=(const LiveHub&) = delete;

    // Who listens, as the ticket named them, and the last change they have seen, if they say.
    struct Listener {
        EventId event;
        Claims claims;
        Caller caller;
        std::optional<std::uint64_t> after;
    };
    // Speaks to one client until it goes. The hub must outlive it.
    std::unique_ptr<http::WebSocketHandler> attend(Listener listener);
    std::size_t clients();  // connections that are open

private:
    struct Socket;  // one open connection
    class Attendant;
    using Sockets = std::vector<std::shared_ptr<Socket>>;

    void open(const std::shared_ptr<Socket>& socket, std::optional<std::uint64_t> after);
    void close(const std::shared_ptr<Socket>& socket);

    void run();
    std::set<EventId> wait_for_rings();
    Sockets sockets_of(const EventId& event);
    void look(const EventId& event);
    bool deliver(const EventId& event, std::uint64_t position, const Sockets& sockets);
    void tell_progress(const EventId& event, const Sockets& sockets);
    void expel_revoked();

    Parts parts_;
    ReadChanges read_changes_;

    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::set<EventId> rung_;
    std::map<EventId, Sockets> sockets_;

    std::shared_ptr<void> listening_;
    std::thread thread_;
};

}  // namespace snapory
