#include "api/live.hpp"

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/live_ticket.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::uint64_t last_sequence = INT64_MAX;

struct ChangesWish {
    std::uint64_t after;
    std::size_t limit;
};
ChangesWish read_changes_wish(Query& query) {
    return {query.number("after", 0, last_sequence).value_or(0), read_limit(query)};
}

http::Response changes_answer(const ChangePage& page) {
    json::array items;
    for (const auto& change : page.changes) items.push_back(to_json(change));
    return json_answer(200, {{"items", std::move(items)}, {"latestSeq", page.reached}});
}

// "https://photos.example.org" to "wss://photos.example.org".
std::string websocket_origin(const std::string& origin) {
    return "ws" + origin.substr(origin.starts_with("http") ? 4 : 0);
}

}  // namespace

LiveRoutes::LiveRoutes(const ApiConfig& config, const ApiPorts& ports, const IdentifyCaller& identify,
                       LiveHub& hub)
    : public_url_(config.public_url),
      signatures_(ports.signatures),
      limits_(ports.rate_limits),
      randomness_(ports.randomness),
      clock_(ports.clock),
      identify_(identify),
      hub_(hub),
      read_event_(ports.events, ports.clock),
      read_changes_(ports.events, ports.photos, ports.changes, ports.blobs, ports.clock) {}

void LiveRoutes::add_to(http::Scope& v1) {
    v1.get("/events/:event/changes", [this](http::Request& request) { return changes(request); });
    v1.post("/events/:event/live", [this](http::Request& request) { return ticket(request); });
    v1.websocket("/events/:event/live", [this](http::Request& request) { return open(request); });
}

http::Response LiveRoutes::changes(http::Request& request) {
    return with_query(request, read_changes_wish, [&](const ChangesWish& wish) {
        auto page =
            read_changes_(caller_of(request), id_of<EventId>(request, "event"), wish.after, wish.limit);
        return answer(request, page, changes_answer);
    });
}

http::Response LiveRoutes::ticket(http::Request& request) {
    auto event = id_of<EventId>(request, "event");
    return answer(request, read_event_(caller_of(request), event), [&](const ReadableEvent& /*seen*/) {
        auto expires_at = clock_.now() + ticket_lifetime;
        LiveTicket granted{event, *claims_of(caller_of(request)), randomness_.next_token(), expires_at};
        auto text = ticket_text(granted, signatures_);
        auto origin = websocket_origin(origin_of(request, public_url_));
        return json_answer(201, {{"ticket", text},
                                 {"url", origin + "/api/v1/events/" + event.text() + "/live?ticket=" + text},
                                 {"expiresAt", to_text(expires_at)}})
            .with("Cache-Control", "no-store");
    });
}

std::expected<std::unique_ptr<http::WebSocketHandler>, http::Response> LiveRoutes::open(
    http::Request& request) {
    auto ticket = parse_ticket(request.query("ticket").value_or(""), clock_.now(), signatures_);
    bool fits = ticket && ticket->event == id_of<EventId>(request, "event");
    // A shared counter spends the nonce, so that the ticket opens one socket of all processes.
    bool unspent = fits && limits_.take("ticket " + ticket->nonce, 1, ticket_lifetime).allowed;
    auto caller = unspent ? identify_(ticket->claims) : std::nullopt;
    if (!caller)
        return std::unexpected(problem(
            request,
            Error{Errc::unauthenticated, "This ticket was used, has expired, or was never given.", ""}));
    std::vector<FieldError> errors;
    auto after = Query(request, errors).number("after", 0, last_sequence);
    if (!errors.empty()) return std::unexpected(problem(request, errors));
    return hub_.attend({ticket->event, ticket->claims, *std::move(caller), after});
}

}  // namespace snapory
