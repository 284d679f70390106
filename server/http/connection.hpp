#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "http/exchange.hpp"
#include "http/io_thread.hpp"
#include "http/shared.hpp"

namespace snapory::http {

class WebSocketSession;

// One client's connection: reads requests one after another and answers each. Its coroutine owns it.
class Connection final : public Watched {
public:
    // Tells on destruction that the connection is gone.
    using Gone = std::shared_ptr<void>;

    Connection(Shared& shared, IoThread& thread, Socket socket, std::string peer, Gone gone);
    ~Connection();

    // On its I/O thread, from the first byte to the last.
    static Task<> serve(std::unique_ptr<Connection> connection);

private:
    enum class Arrival : std::uint8_t { request, refused, ended };

    Task<> run();
    Task<Arrival> read_head();
    std::optional<Arrival> take_head();
    Arrival refuse_head(int status, std::string_view detail);
    Task<> answer();
    Task<> receive_body();
    Task<> deliver();
    Task<> linger();
    Task<> speak_websocket(std::unique_ptr<WebSocketHandler> handler);
    // Runs one of the exchange's steps where it may block; answers 503 when too many wait for that.
    Task<> step(void (Exchange::*step)());
    // Waits until the socket is ready; false when the wait was cut short.
    Task<bool> ready(Socket::wait_type what, Clock::time_point until);

    void begin_exchange();
    Clock::time_point transfer_deadline() const;
    void interrupt();

    void on_deadline() override;
    void on_drain() override;
    void on_cut() override;

    Shared& shared_;
    IoThread& thread_;
    Socket socket_;
    std::string peer_;
    Gone gone_;
    InputBuffer input_;
    std::size_t scanned_ = 0;  // bytes of input_ that were searched for the end of a head
    std::unique_ptr<Exchange> exchange_;
    std::shared_ptr<WebSocketSession> websocket_;
    Clock::time_point transfer_begun_;
    Turn sending_ = Turn::paused;  // what the last turn of sending the answer came to
    bool idle_ = true;             // between two requests
    bool expired_ = false;         // the last wait took too long
    bool cut_ = false;             // the server waits no longer
    bool broken_ = false;          // the client is gone
};

}  // namespace snapory::http
