#include "application/events/list_events.hpp"

#include "domain/permission.hpp"

namespace snapory {

Result<Page<EventWithCounts, EventPosition>> ListEvents::operator()(
    const Caller& caller, std::size_t limit, const std::optional<EventPosition>& after) const {
    auto host = signed_in(caller);
    if (!host) return fail(host.error());
    std::vector<OrganisationId> organisations;
    for (const auto& membership : host->memberships) organisations.push_back(membership.organisation);

    return events_.list(organisations, limit, after);
}

}  // namespace snapory
