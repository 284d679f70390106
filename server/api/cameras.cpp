#include "api/cameras.hpp"

#include <array>

#include "api/answer.hpp"
#include "api/json.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

using Offset = std::optional<std::chrono::seconds>;

constexpr std::array basis_names{
    std::pair<std::string_view, ClockSuggestion::Basis>{"clockCard", ClockSuggestion::Basis::clock_card},
    std::pair<std::string_view, ClockSuggestion::Basis>{"photos", ClockSuggestion::Basis::photos},
};

json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

json::value to_json(const std::optional<ClockSuggestion>& suggestion) {
    if (!suggestion) return nullptr;
    return {{"clockOffset", suggestion->offset.count()},
            {"confidence", suggestion->confidence},
            {"basis", name_of<ClockSuggestion::Basis>(basis_names, suggestion->basis)},
            {"photoCount", suggestion->photos}};
}

json::object to_json(const ShownCamera& shown) {
    const auto& camera = shown.seen.camera;
    return {{"id", camera.id.text()},
            {"make", text_or_null(camera.make)},
            {"model", text_or_null(camera.model)},
            {"phone", shown.is_phone},
            {"photoCount", shown.seen.photos},
            {"clockOffset", camera.offset ? json::value(camera.offset->count()) : json::value()},
            {"suggestion", to_json(shown.suggestion)}};
}

http::Response cameras_answer(const std::vector<ShownCamera>& cameras) {
    json::array items;
    for (const auto& camera : cameras) items.push_back(to_json(camera));
    return json_answer(200, list_json(std::move(items)));
}

Offset read_offset(Input& input) {
    if (input.is_null("clockOffset")) return std::nullopt;
    input.require({"clockOffset"});
    auto count =
        input.signed_number("clockOffset", -largest_clock_offset.count(), largest_clock_offset.count());
    return count ? Offset(std::chrono::seconds(*count)) : std::nullopt;
}

}  // namespace

CameraRoutes::CameraRoutes(const ApiPorts& ports)
    : list_cameras_(ports.events, ports.cameras, ports.clock),
      correct_camera_(ports.events, ports.cameras, ports.bell, ports.clock),
      show_clock_card_(ports.events, ports.signatures, ports.clock),
      qr_codes_(ports.qr_codes) {}

void CameraRoutes::add_to(http::Scope& v1) {
    v1.get("/events/:event/cameras", [this](http::Request& request) { return list(request); });
    v1.patch("/events/:event/cameras/:camera", [this](http::Request& request) { return correct(request); });
    v1.get("/events/:event/clock-card", [this](http::Request& request) { return show_card(request); });
}

http::Response CameraRoutes::list(http::Request& request) {
    return answer(request, list_cameras_(caller_of(request), id_of<EventId>(request, "event")),
                  cameras_answer);
}

http::Response CameraRoutes::correct(http::Request& request) {
    return with_body(request, read_offset, [&](const Offset& offset) {
        return answer(request, correct_camera_(caller_of(request), id_of<EventId>(request, "event"),
                                               id_of<CameraId>(request, "camera"), offset));
    });
}

http::Response CameraRoutes::show_card(http::Request& request) {
    return answer(request, show_clock_card_(caller_of(request), id_of<EventId>(request, "event")),
                  [&](const ShownClockCard& card) {
                      return json_answer(200, {{"time", to_text(card.at)}, {"svg", qr_codes_.svg(card.text)}})
                          .with("Cache-Control", "no-store");
                  });
}

}  // namespace snapory
