#include "application/processing/reanalyse.hpp"

#include "application/processing/stage_models.hpp"
#include "domain/event_code.hpp"

namespace snapory {
namespace {

std::optional<Event> find_event(Events& events, const std::string& named) {
    if (auto event = events.find(EventId(named))) return event;
    const auto code = parse_event_code(named);
    return code ? events.find(*code) : std::nullopt;
}

}  // namespace

Result<Reanalysis> Reanalyse::operator()(const ReanalyseRequest& request) const {
    Reanalysis reanalysis{.query = {.models = stage_models(faces_, tagger_), .all = request.all}};
    auto& [event, models, all] = reanalysis.query;
    if (!request.event.empty()) {
        const auto found = find_event(events_, request.event);
        if (!found) return fail(Errc::not_found, "No event has the id or code " + request.event + ".");
        event = found->id;
    }
    if (!request.stages.empty())
        std::erase_if(models, [&](const auto& entry) { return !request.stages.contains(entry.first); });
    reanalysis.demanded = due_.demand(reanalysis.query);
    reanalysis.left = due_.left(event);
    return reanalysis;
}

}  // namespace snapory
