#include "application/gallery/search_photos.hpp"

#include <algorithm>
#include <iterator>

#include "domain/permission.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_events = 100;  // of a host's, since each is asked by itself

}  // namespace

Result<std::vector<ShownPhoto>> SearchPhotos::operator()(const Caller& caller,
                                                         const std::optional<EventId>& event,
                                                         const std::string& text, std::size_t count) const {
    const auto events = event ? Result<std::vector<EventId>>({*event}) : events_of(caller);
    if (!events) return fail(events.error());
    std::vector<ShownPhoto> found;
    for (const auto& id : *events) {
        if (found.size() == count) break;
        auto page = list_photos_(caller, {.event = id, .limit = count - found.size(), .text = text});
        if (!page) return fail(page.error());
        std::ranges::move(page->items, std::back_inserter(found));
    }
    return found;
}

Result<std::vector<EventId>> SearchPhotos::events_of(const Caller& caller) const {
    if (const auto* guest = std::get_if<EventGuest>(&caller)) return std::vector{guest->event};
    const auto host = signed_in(caller);
    if (!host) return fail(host.error());
    std::vector<OrganisationId> organisations;
    for (const auto& membership : host->memberships) organisations.push_back(membership.organisation);
    std::vector<EventId> ids;
    for (const auto& listed : events_.list(organisations, most_events, std::nullopt).items)
        ids.push_back(listed.event.id);
    return ids;
}

}  // namespace snapory
