#include "application/gallery/audience.hpp"

#include <utility>

#include "application/admission.hpp"

namespace snapory {

Result<PhotoQuery> narrowed(PhotoQuery query, const Caller& caller, const Event& event, TimePoint now) {
    query.event = event.id;
    query.visible_to.reset();
    if (query.deleted)
        if (auto error = refusal(caller, Action::manage_photos, event, now)) return fail(*error);
    if (query.person)
        if (auto error = refusal(caller, Action::manage_event, event, now)) return fail(*error);
    query.places_are_secret = !is_told_places(caller, event, now);
    if (query.places_are_secret && !query.place.empty())
        return fail(Errc::forbidden, "The host does not show where photos were taken.");
    if (std::holds_alternative<SignedIn>(caller)) return query;

    auto me = uploader_of(caller);
    query.visible_to = me;
    if (sees_others(caller, event, now)) return query;
    if (!query.uploader.empty() && query.uploader != me.id)
        return fail(Errc::forbidden, "The host does not show the gallery now.");
    query.uploader = me.id;
    return query;
}

Result<Gallery> gallery_of(const Caller& caller, Events& events, PhotoQuery query, TimePoint now) {
    auto event = admit(caller, Action::see_event, events, query.event, now);
    if (!event) return fail(event.error());
    auto allowed = narrowed(std::move(query), caller, *event, now);
    if (!allowed) return fail(allowed.error());
    return Gallery{*std::move(event), *std::move(allowed)};
}

}  // namespace snapory
