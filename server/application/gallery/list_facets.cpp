#include "application/gallery/list_facets.hpp"

#include "application/admission.hpp"
#include "application/gallery/audience.hpp"

namespace snapory {

Result<Facets> ListFacets::operator()(const Caller& caller, const EventId& id) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::see_event, events_, id, now);
    if (!event) return fail(event.error());
    auto allowed = narrowed({}, caller, *event, now);
    if (!allowed) return fail(allowed.error());
    if (!allowed->uploader.empty()) return Facets{};  // of one's own photos alone there is nothing to sift
    auto facets = photos_.facets(id, allowed->visible_to);
    if (allowed->places_are_secret) facets.places.clear();
    return facets;
}

}  // namespace snapory
