#include "domain/permission.hpp"

#include <algorithm>

namespace snapory {
namespace {

const Error stranger{Errc::not_found, "No event has this id, or you may not see it.", ""};

std::optional<Role> role_in(const SignedIn& host, const OrganisationId& organisation) {
    auto found = std::find_if(host.memberships.begin(), host.memberships.end(),
                              [&](const Membership& m) { return m.organisation == organisation; });
    if (found == host.memberships.end()) return std::nullopt;
    return found->role;
}

std::optional<Error> refusal_of_member(Role role, Action action) {
    if (role == Role::owner || role == Role::admin) return std::nullopt;
    bool photographer = action == Action::see_event || action == Action::see_gallery ||
                        action == Action::add_photos || action == Action::download_photos;
    if (photographer) return std::nullopt;
    return Error{Errc::forbidden, "Photographers may add and see photos, not manage the event.", ""};
}

std::optional<Error> refusal_of_guest(Action action, const Event& event, TimePoint now) {
    if (event.state == EventState::draft || event.state == EventState::deleted) return stranger;
    auto unless = [](bool allowed, Errc code, const char* detail) -> std::optional<Error> {
        if (allowed) return std::nullopt;
        return Error{code, detail, ""};
    };
    bool gallery = event.shows_gallery(now);
    switch (action) {
        case Action::see_event: return std::nullopt;
        case Action::see_gallery:
            return unless(gallery, Errc::forbidden, "The host does not show the gallery now.");
        case Action::add_photos:
            return unless(event.settings.guest_upload, Errc::forbidden,
                          "The host does not take photos from guests.");
        case Action::download_photos:
            return unless(gallery && event.settings.guest_download, Errc::forbidden,
                          "The host does not offer downloads.");
        case Action::search_by_selfie:
            return unless(gallery && event.settings.face_search, Errc::face_search_off,
                          "The host has not turned face search on for this event.");
        case Action::manage_photos:
        case Action::manage_event: break;
    }
    return Error{Errc::forbidden, "Only the event's hosts may do this.", ""};
}

// What processing has not looked at yet may tell anything.
bool tells_no_place(const Caller& caller, const Photo& photo, const Event& event) {
    if (std::holds_alternative<SignedIn>(caller) || event.settings.location == LocationSharing::exact)
        return true;
    return photo.details && !photo.details->capture.place;
}

}  // namespace

std::optional<Error> refusal(const Caller& caller, Action action, const Event& event, TimePoint now) {
    if (const auto* host = std::get_if<SignedIn>(&caller)) {
        auto role = role_in(*host, event.organisation);
        if (!role || event.state == EventState::deleted) return stranger;
        if (action == Action::search_by_selfie && !event.settings.face_search)
            return Error{Errc::face_search_off, "Face search is off for this event.", ""};
        return refusal_of_member(*role, action);
    }
    if (const auto* guest = std::get_if<EventGuest>(&caller)) {
        if (guest->event != event.id) return stranger;
        return refusal_of_guest(action, event, now);
    }
    return Error{Errc::unauthenticated, "Sign in, or join the event by its link.", ""};
}

Result<SignedIn> signed_in(const Caller& caller) {
    if (const auto* host = std::get_if<SignedIn>(&caller)) return *host;
    if (std::holds_alternative<EventGuest>(caller))
        return fail(Errc::forbidden, "Guests have no account; sign in with one.");
    return fail(Errc::unauthenticated, "Sign in first.");
}

bool is_own(const Caller& caller, const Photo& photo) {
    if (std::holds_alternative<Anonymous>(caller)) return false;
    auto me = uploader_of(caller);
    return me.kind == photo.uploader.kind && me.id == photo.uploader.id;
}

bool sees_others(const Caller& caller, const Event& event, TimePoint now) {
    return !refusal(caller, Action::see_gallery, event, now);
}

bool may_see(const Caller& caller, const Photo& photo, const Event& event, TimePoint now) {
    if (photo.event != event.id || refusal(caller, Action::see_event, event, now)) return false;
    if (is_own(caller, photo)) return true;
    if (!sees_others(caller, event, now)) return false;
    if (std::holds_alternative<SignedIn>(caller)) return true;
    return photo.moderation == Moderation::approved && photo.state == PhotoState::ready;
}

std::optional<Error> refusal(const Caller& caller, Variant variant, const Photo& photo, const Event& event,
                             TimePoint now) {
    if (variant != Variant::original || is_own(caller, photo)) return std::nullopt;
    if (auto error = refusal(caller, Action::download_photos, event, now)) return error;
    if (tells_no_place(caller, photo, event)) return std::nullopt;
    return Error{Errc::forbidden,
                 "This original tells where it was taken, which the host does not share. Take the preview.",
                 ""};
}

LinkHolder link_holder(const Caller& caller, Variant variant, const Photo& photo, const Event& event,
                       TimePoint now) {
    if (std::holds_alternative<SignedIn>(caller)) return LinkHolder::host;
    return may_open(LinkHolder::guest, variant, photo, event, now) ? LinkHolder::guest : LinkHolder::uploader;
}

bool may_open(LinkHolder holder, Variant variant, const Photo& photo, const Event& event, TimePoint now) {
    if (holder == LinkHolder::host) return event.state != EventState::deleted;
    if (photo.deleted_at) return false;
    auto guest = holder == LinkHolder::uploader ? GuestId(photo.uploader.id) : GuestId();
    const Caller reader = EventGuest{guest, event.id, ""};
    return may_see(reader, photo, event, now) && !refusal(reader, variant, photo, event, now);
}

bool is_told_places(const Caller& caller, const Event& event, TimePoint now) {
    return event.settings.location != LocationSharing::off ||
           !refusal(caller, Action::manage_photos, event, now);
}

Photo as_seen(Photo photo, const Caller& caller, const Event& event, TimePoint now) {
    bool manages = !refusal(caller, Action::manage_photos, event, now);
    if (!manages && !is_own(caller, photo)) photo.failure.clear();
    if (!manages && photo.moderation == Moderation::hidden) photo.moderation = Moderation::pending;
    if (!manages && photo.details && event.settings.location != LocationSharing::exact)
        photo.details->capture.place.reset();
    if (photo.details && !is_told_places(caller, event, now)) photo.details->place.reset();
    return photo;
}

Moderation first_moderation(const Event& event, const Uploader& uploader) {
    bool waits = uploader.kind == Uploader::Kind::guest && event.settings.approval == Approval::host;
    return waits ? Moderation::pending : Moderation::approved;
}

}  // namespace snapory
