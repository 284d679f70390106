#pragma once

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/account.hpp"
#include "domain/caller.hpp"
#include "domain/capture.hpp"
#include "domain/change.hpp"
#include "domain/event.hpp"
#include "domain/mail.hpp"
#include "domain/mailed_invitation.hpp"
#include "domain/media_type.hpp"
#include "domain/one_time_token.hpp"
#include "domain/photo.hpp"
#include "domain/selfie.hpp"
#include "domain/upload.hpp"

namespace snapory {

// What the values of an enumeration are called in the database, in the order of the enumeration: rows stay
// readable to people and do not change their meaning when a value is put in between.
template <class Enum>
inline constexpr std::array<std::string_view, 0> names_of{};

template <>
inline constexpr std::array<std::string_view, 3> names_of<Role>{"owner", "admin", "photographer"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<Uploader::Kind>{"guest", "account"};
template <>
inline constexpr std::array<std::string_view, 4> names_of<TakenSource>{"exif", "gps", "file", "arrival"};
template <>
inline constexpr std::array<std::string_view, 8> names_of<ChangeType>{
    "photo_added", "photo_ready",   "photo_failed",   "photo_removed",
    "match_found", "event_changed", "people_changed", "photos_reordered"};
template <>
inline constexpr std::array<std::string_view, 5> names_of<EventState>{"draft", "open", "closed", "archived",
                                                                      "deleted"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<Approval>{"automatic", "host"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<LocationSharing>{"off", "city", "exact"};
template <>
inline constexpr std::array<std::string_view, 14> names_of<MediaType>{
    "jpeg", "png", "webp", "heic", "heif", "avif", "gif", "tiff", "cr2", "cr3", "nef", "arw", "dng", "raf"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<PhotoState>{"processing", "ready", "failed"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<Moderation>{"approved", "pending", "hidden"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<Variant>{"thumbnail", "preview", "original"};
template <>
inline constexpr std::array<std::string_view, 2> names_of<ConsentAct>{"given", "withdrawn"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<UploadState>{"open", "completed", "aborted"};

template <>
inline constexpr std::array<std::string_view, 3> names_of<MailKind>{"password_reset", "invitation", "digest"};
template <>
inline constexpr std::array<std::string_view, 3> names_of<InvitationState>{"waiting", "sent", "failed"};
template <>
inline constexpr std::array<std::string_view, 1> names_of<TokenPurpose>{"password_reset"};

template <class Enum>
std::string_view name_of(Enum value) {
    return names_of<Enum>.at(static_cast<std::size_t>(value));
}

template <class Enum>
Enum named(std::string_view name) {
    const auto& names = names_of<Enum>;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    throw std::runtime_error("the database holds a name that this version does not know: " +
                             std::string(name));
}

}  // namespace snapory
