#include "application/gallery/visible_photo.hpp"

#include "application/admission.hpp"

namespace snapory {

Result<VisiblePhoto> visible_photo(const Caller& caller, Events& events, const EventId& event, Photos& photos,
                                   const PhotoId& id, TimePoint now) {
    auto admitted = admit(caller, Action::see_event, events, event, now);
    if (!admitted) return fail(admitted.error());
    auto found = photos.find(event, std::vector{id});
    if (found.empty() || !may_see(caller, found.front().photo, *admitted, now))
        return fail(Errc::not_found, "No photo has this id, or you may not see it.");
    return VisiblePhoto{*admitted, found.front()};
}

}  // namespace snapory
