#include "api/events.hpp"

#include "api/answer.hpp"
#include "api/json.hpp"

namespace snapory {
namespace {

constexpr unsigned qr_pixels = 1000;
constexpr std::uint64_t most_photos_per_guest = 100'000;

constexpr std::array states_of_new{
    std::pair<std::string_view, EventState>{"draft", EventState::draft},
    std::pair<std::string_view, EventState>{"open", EventState::open},
};
constexpr std::array states_of_change{
    std::pair<std::string_view, EventState>{"draft", EventState::draft},
    std::pair<std::string_view, EventState>{"open", EventState::open},
    std::pair<std::string_view, EventState>{"closed", EventState::closed},
    std::pair<std::string_view, EventState>{"archived", EventState::archived},
};

// A time that null clears.
std::optional<std::optional<TimePoint>> read_clearable_time(Input& input, std::string_view name) {
    if (input.is_null(name)) return std::optional<TimePoint>();
    if (auto time = input.time(name)) return time;
    return std::nullopt;
}

std::optional<std::optional<std::string>> read_pin(Input& input) {
    if (input.is_null("pin")) return std::optional<std::string>();
    auto pin = input.text("pin");
    if (!pin) return std::nullopt;
    input.check("pin", check_pin(*pin));
    return pin;
}

std::optional<std::uint32_t> read_photos_per_guest(Input& input) {
    if (input.is_null("photosPerGuest")) return 0;
    return input.number("photosPerGuest", 1, most_photos_per_guest);
}

SettingsChange read_settings(Input input) {
    return {.face_search = input.flag("faceSearch"),
            .guest_upload = input.flag("guestUpload"),
            .guest_view = input.flag("guestView"),
            .guest_download = input.flag("guestDownload"),
            .approval = input.choice("approval", approvals),
            .location = input.choice("location", location_sharings),
            .photos_per_guest = read_photos_per_guest(input),
            .reveal_at = read_clearable_time(input, "revealAt")};
}

EventChange read_change(Input& input, Names<EventState> states) {
    EventChange change{.title = input.text("title"),
                       .starts_at = read_clearable_time(input, "startsAt"),
                       .ends_at = read_clearable_time(input, "endsAt"),
                       .time_zone = input.text("timeZone"),
                       .state = input.choice("state", states),
                       .pin = read_pin(input),
                       .settings = {}};
    if (change.title) input.check("title", parse_title(*change.title));
    if (auto settings = input.object("settings")) change.settings = read_settings(*settings);
    return change;
}

EventChange read_new_event(Input& input) {
    input.require({"title"});
    return read_change(input, states_of_new);
}

EventChange read_event_change(Input& input) { return read_change(input, states_of_change); }

std::optional<EventPosition> read_event_position(Query& query) {
    return read_position<EventPosition, EventId>(query);
}

struct PageWish {
    std::size_t limit;
    std::optional<EventPosition> after;
};
PageWish read_page(Query& query) { return {read_limit(query), read_event_position(query)}; }

http::Response page_answer(const Page<EventWithCounts, EventPosition>& page, const std::string& origin) {
    boost::json::array items;
    for (const auto& [event, counts] : page.items) items.push_back(to_json(event, counts, origin));
    std::optional<std::string> next;
    if (page.next) next = cursor_text(page.next->created_at, page.next->id.text());
    return json_answer(200, list_json(std::move(items), next));
}

}  // namespace

EventRoutes::EventRoutes(const ApiConfig& config, const ApiPorts& ports, Repeats& repeats)
    : public_url_(config.public_url),
      qr_codes_(ports.qr_codes),
      repeats_(repeats),
      list_events_(ports.events),
      create_event_(ports.events, ports.passwords, ports.time_zones, ports.randomness, ports.clock,
                    config.limits),
      read_event_(ports.events, ports.clock),
      change_event_(ports.events, ports.face_index, ports.passwords, ports.time_zones, ports.bell,
                    ports.clock),
      delete_event_(ports.events, ports.face_index, ports.bell, ports.clock) {}

void EventRoutes::add_to(http::Scope& v1) {
    v1.get("/events", [this](http::Request& request) { return list(request); });
    v1.post("/events", [this](http::Request& request) { return create(request); });
    v1.get("/events/:event", [this](http::Request& request) { return read(request); });
    v1.patch("/events/:event", [this](http::Request& request) { return change(request); });
    v1.del("/events/:event", [this](http::Request& request) { return remove(request); });
    v1.get("/events/:event/qr.svg", [this](http::Request& request) { return qr_svg(request); });
    v1.get("/events/:event/qr.png", [this](http::Request& request) { return qr_png(request); });
}

http::Response EventRoutes::list(http::Request& request) {
    return with_query(request, read_page, [&](const PageWish& wish) {
        return answer(request, list_events_(caller_of(request), wish.limit, wish.after),
                      [&](const auto& page) { return page_answer(page, origin_of(request, public_url_)); });
    });
}

http::Response EventRoutes::create(http::Request& request) {
    return repeats_.once(request, caller_of(request), [&] {
        return with_body(request, read_new_event, [&](const EventChange& wanted) {
            return answer(request, create_event_(caller_of(request), wanted), [&](const Event& event) {
                return json_answer(201, to_json(event, EventCounts{}, origin_of(request, public_url_)))
                    .with("Location", "/api/v1/events/" + event.id.text());
            });
        });
    });
}

http::Response EventRoutes::read(http::Request& request) {
    return answer(request, read_event_(caller_of(request), id_of<EventId>(request, "event")),
                  [&](const ReadableEvent& readable) {
                      auto origin = origin_of(request, public_url_);
                      if (!readable.counts) return json_answer(200, public_json(readable.event, origin));
                      return json_answer(200, to_json(readable.event, *readable.counts, origin));
                  });
}

http::Response EventRoutes::change(http::Request& request) {
    return with_body(request, read_event_change, [&](const EventChange& change) {
        return answer(request, change_event_(caller_of(request), id_of<EventId>(request, "event"), change),
                      [&](const EventWithCounts& changed) {
                          auto origin = origin_of(request, public_url_);
                          return json_answer(200, to_json(changed.event, changed.counts, origin));
                      });
    });
}

http::Response EventRoutes::remove(http::Request& request) {
    return answer(request, delete_event_(caller_of(request), id_of<EventId>(request, "event")));
}

http::Response EventRoutes::qr_svg(http::Request& request) {
    return answer(request, read_event_(caller_of(request), id_of<EventId>(request, "event")),
                  [&](const ReadableEvent& readable) {
                      auto link = join_url(readable.event, origin_of(request, public_url_));
                      http::Response picture(200);
                      picture.body() = qr_codes_.svg(link);
                      return std::move(picture).with("Content-Type", "image/svg+xml");
                  });
}

http::Response EventRoutes::qr_png(http::Request& request) {
    return answer(request, read_event_(caller_of(request), id_of<EventId>(request, "event")),
                  [&](const ReadableEvent& readable) {
                      auto link = join_url(readable.event, origin_of(request, public_url_));
                      http::Response picture(200);
                      picture.body() = qr_codes_.png(link, qr_pixels);
                      return std::move(picture).with("Content-Type", "image/png");
                  });
}

}  // namespace snapory
