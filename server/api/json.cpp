#include "api/json.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace snapory {
namespace {

namespace json = boost::json;

template <class E>
using Name = std::pair<std::string_view, E>;

constexpr std::array event_state_names{
    Name<EventState>{"draft", EventState::draft},     Name<EventState>{"open", EventState::open},
    Name<EventState>{"closed", EventState::closed},   Name<EventState>{"archived", EventState::archived},
    Name<EventState>{"deleted", EventState::deleted},
};
constexpr std::array approval_names{
    Name<Approval>{"automatic", Approval::automatic},
    Name<Approval>{"host", Approval::host},
};
constexpr std::array location_sharing_names{
    Name<LocationSharing>{"off", LocationSharing::off},
    Name<LocationSharing>{"city", LocationSharing::city},
    Name<LocationSharing>{"exact", LocationSharing::exact},
};
constexpr std::array photo_state_names{
    Name<PhotoState>{"processing", PhotoState::processing},
    Name<PhotoState>{"ready", PhotoState::ready},
    Name<PhotoState>{"failed", PhotoState::failed},
};
constexpr std::array moderation_names{
    Name<Moderation>{"approved", Moderation::approved},
    Name<Moderation>{"pending", Moderation::pending},
    Name<Moderation>{"hidden", Moderation::hidden},
};
constexpr std::array match_tier_names{
    Name<MatchTier>{"match", MatchTier::match},
    Name<MatchTier>{"maybe", MatchTier::maybe},
};
constexpr std::array role_names{
    Name<Role>{"owner", Role::owner},
    Name<Role>{"admin", Role::admin},
    Name<Role>{"photographer", Role::photographer},
};
constexpr std::array taken_source_names{
    Name<TakenSource>{"exif", TakenSource::exif},
    Name<TakenSource>{"gps", TakenSource::gps},
    Name<TakenSource>{"file", TakenSource::file},
    Name<TakenSource>{"arrival", TakenSource::arrival},
};

constexpr std::array change_type_names{
    Name<ChangeType>{"photo.added", ChangeType::photo_added},
    Name<ChangeType>{"photo.ready", ChangeType::photo_ready},
    Name<ChangeType>{"photo.failed", ChangeType::photo_failed},
    Name<ChangeType>{"photo.removed", ChangeType::photo_removed},
    Name<ChangeType>{"match.found", ChangeType::match_found},
    Name<ChangeType>{"event.changed", ChangeType::event_changed},
    Name<ChangeType>{"people.changed", ChangeType::people_changed},
    Name<ChangeType>{"photos.reordered", ChangeType::photos_reordered},
};

// Text that may be missing is null, not empty.
json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

template <class T>
json::value or_null(const std::optional<T>& value) {
    return value ? json::value(*value) : json::value();
}

// Finer than any use of it, and without the digits that a float only seems to have.
double rounded(float value) { return std::round(static_cast<double>(value) * 1e5) / 1e5; }

json::object public_settings(const EventSettings& settings) {
    return {{"faceSearch", settings.face_search},
            {"guestUpload", settings.guest_upload},
            {"guestView", settings.guest_view},
            {"guestDownload", settings.guest_download},
            {"approval", name_of(approvals, settings.approval)},
            {"photosPerGuest",
             settings.photos_per_guest ? json::value(settings.photos_per_guest) : json::value()},
            {"revealAt", to_json(settings.reveal_at)}};
}

json::value camera_json(const Camera& camera) {
    if (camera == Camera{}) return nullptr;
    return {{"make", text_or_null(camera.make)},
            {"model", text_or_null(camera.model)},
            {"lens", text_or_null(camera.lens)}};
}

json::value exposure_json(const Exposure& exposure) {
    if (exposure == Exposure{}) return nullptr;
    return {{"seconds", or_null(exposure.seconds)},
            {"aperture", or_null(exposure.f_number)},
            {"iso", or_null(exposure.iso)},
            {"focalLength", or_null(exposure.focal_length_mm)},
            {"focalLength35mm", or_null(exposure.focal_length_35mm)},
            {"flash", or_null(exposure.flash)}};
}

json::value location_json(const std::optional<Coordinates>& place) {
    if (!place) return nullptr;
    return {{"latitude", place->latitude},
            {"longitude", place->longitude},
            {"altitude", or_null(place->altitude)}};
}

json::array tags_json(const std::vector<Tag>& tags) {
    json::array items;
    for (const auto& tag : tags) items.push_back({{"name", tag.name}, {"score", tag.score}});
    return items;
}

json::array faces_json(const std::vector<Face>& faces) {
    json::array items;
    for (const auto& face : faces)
        items.push_back({{"id", face.id.text()},
                         {"box", to_json(face.box)},
                         {"personId", face.person ? json::value(face.person->text()) : json::value()}});
    return items;
}

json::object urls_json(const MediaUrls& urls) {
    return {{"thumbnail", or_null(urls.thumbnail)},
            {"preview", or_null(urls.preview)},
            {"original", or_null(urls.original)}};
}

json::object uploader_json(const Uploader& uploader) {
    return {{"kind", uploader.kind == Uploader::Kind::guest ? "guest" : "account"},
            {"id", uploader.id},
            {"name", text_or_null(uploader.name)}};
}

// What only processing could tell; all null before.
void add_details(json::object& body, const std::optional<PhotoDetails>& details) {
    static const PhotoDetails none;
    const auto& known = details ? *details : none;
    const auto& taken = known.capture.taken;
    body["width"] = details ? json::value(known.size.width) : json::value();
    body["height"] = details ? json::value(known.size.height) : json::value();
    body["takenAtOffset"] =
        taken && taken->utc_offset ? json::value(taken->utc_offset->count()) : json::value();
    body["camera"] = camera_json(known.capture.camera);
    body["exposure"] = exposure_json(known.capture.exposure);
    body["place"] = known.place ? json::value(known.place->city) : json::value();
    body["country"] = known.place ? json::value(known.place->country) : json::value();
    body["location"] = location_json(known.capture.place);
    body["thumbhash"] = text_or_null(known.thumbhash);
    body["dominantColor"] = text_or_null(known.dominant_color);
}

}  // namespace

const Names<EventState> event_states{event_state_names};
const Names<Approval> approvals{approval_names};
const Names<LocationSharing> location_sharings{location_sharing_names};
const Names<PhotoState> photo_states{photo_state_names};
const Names<Moderation> moderations{moderation_names};
const Names<MatchTier> match_tiers{match_tier_names};

std::string to_text(TimePoint time) {
    auto day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day date{day};
    std::chrono::hh_mm_ss clock{time - day};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text.data();
}

json::value to_json(const std::optional<TimePoint>& time) {
    return time ? json::value(to_text(*time)) : json::value();
}

json::object list_json(json::array items, const std::optional<std::string>& next_cursor) {
    return {{"items", std::move(items)}, {"nextCursor", or_null(next_cursor)}};
}

json::object to_json(const Account& account, const std::vector<Membership>& memberships) {
    json::array organizations;
    for (const auto& membership : memberships)
        organizations.push_back({{"id", membership.organisation.text()},
                                 {"name", membership.organisation_name},
                                 {"role", name_of<Role>(role_names, membership.role)}});
    return {{"id", account.id.text()},
            {"email", account.email},
            {"displayName", account.name},
            {"admin", account.instance_admin},
            {"organizations", std::move(organizations)},
            {"createdAt", to_text(account.created_at)}};
}

json::object to_json(const Session& session, const SessionId& current_family) {
    return {{"id", session.family.text()},
            {"current", session.family == current_family},
            {"userAgent", session.user_agent},
            {"createdAt", to_text(session.created_at)},
            {"lastUsedAt", to_text(session.used_at)},
            {"expiresAt", to_text(session.expires_at)}};
}

json::object to_json(const Guest& guest) {
    return {{"id", guest.id.text()},
            {"displayName", text_or_null(guest.display_name)},
            {"joinedAt", to_text(guest.joined_at)},
            {"endedAt", to_json(guest.revoked_at)}};
}

json::object to_json(const EventCounts& counts) {
    return {{"photos", counts.photos},   {"processing", counts.processing}, {"failed", counts.failed},
            {"pending", counts.pending}, {"guests", counts.guests},         {"faces", counts.faces},
            {"bytes", counts.bytes}};
}

json::object to_json(const FaceBox& box) {
    return {{"x", rounded(box.x)},
            {"y", rounded(box.y)},
            {"width", rounded(box.width)},
            {"height", rounded(box.height)}};
}

json::object to_json(const SelfieMatch& match) {
    return {{"photoId", match.photo.text()},
            {"score", rounded(match.score)},
            {"tier", name_of(match_tiers, match.tier)}};
}

std::string join_url(const Event& event, std::string_view origin) {
    return std::string(origin) + "/e/" + event.code.text();
}

json::object public_json(const Event& event, std::string_view origin) {
    return {{"id", event.id.text()},
            {"code", event.code.text()},
            {"joinUrl", join_url(event, origin)},
            {"title", event.title},
            {"startsAt", to_json(event.starts_at)},
            {"endsAt", to_json(event.ends_at)},
            {"timeZone", event.time_zone},
            {"state", name_of(event_states, event.state)},
            {"hasPin", event.has_pin()},
            {"settings", public_settings(event.settings)}};
}

json::object to_json(const Event& event, const EventCounts& counts, std::string_view origin) {
    auto body = public_json(event, origin);
    body["settings"].as_object()["location"] = name_of(location_sharings, event.settings.location);
    body["organizationId"] = event.organisation.text();
    body["counts"] = to_json(counts);
    body["createdAt"] = to_text(event.created_at);
    return body;
}

json::object to_json(const ShownPhoto& shown) {
    const auto& photo = shown.photo;
    json::object body{{"id", photo.id.text()},
                      {"eventId", photo.event.text()},
                      {"status", name_of(photo_states, photo.state)},
                      {"failure", text_or_null(photo.failure)},
                      {"moderation", name_of(moderations, photo.moderation)},
                      {"fileName", photo.file_name},
                      {"contentType", content_type(photo.type)},
                      {"size", photo.bytes},
                      {"sha256", photo.digest.text()},
                      {"takenAt", to_text(photo.taken_at)},
                      {"takenAtSource", name_of<TakenSource>(taken_source_names, photo.taken_source)},
                      {"urls", urls_json(shown.urls)},
                      {"stackId", text_or_null(photo.stack.text())},
                      {"stackSize", shown.stack_photos},
                      {"tags", tags_json(shown.tags)},
                      {"faces", faces_json(shown.faces)},
                      {"uploader", uploader_json(photo.uploader)},
                      {"createdAt", to_text(photo.created_at)},
                      {"readyAt", to_json(photo.ready_at)},
                      {"eraseAt", to_json(photo.erase_at())}};
    add_details(body, photo.details);
    return body;
}

json::array to_json(const std::vector<PartUrl>& parts) {
    json::array items;
    for (const auto& part : parts)
        items.push_back({{"number", part.number}, {"size", part.bytes}, {"url", part.url}});
    return items;
}

json::object to_json(const UploadProgress& progress) {
    const auto& upload = progress.upload;
    bool complete = upload.state == UploadState::completed;
    return {{"uploadId", upload.id.text()},
            {"photoId", upload.photo.text()},
            {"status", complete ? "complete" : "upload"},
            {"name", upload.file_name},
            {"size", upload.bytes},
            {"sha256", upload.digest.text()},
            {"partSize", part_bytes},
            {"parts", to_json(progress.missing)},
            {"received", json::value_from(progress.received)},
            {"expiresAt", to_text(upload.expires_at)}};
}

json::object duplicate_json(const Photo& photo) {
    return {{"uploadId", nullptr},     {"photoId", photo.id.text()}, {"status", "duplicate"},
            {"name", photo.file_name}, {"size", photo.bytes},        {"sha256", photo.digest.text()},
            {"partSize", part_bytes},  {"parts", json::array()},     {"received", json::array()},
            {"expiresAt", nullptr}};
}

json::object to_json(const ShownChange& shown) {
    const auto& change = shown.change;
    json::object body{{"seq", change.sequence},
                      {"type", name_of<ChangeType>(change_type_names, change.type)},
                      {"at", to_text(change.at)}};
    if (change.photo) body["photoId"] = change.photo->text();
    if (shown.photo) body["photo"] = to_json(*shown.photo);
    return body;
}

}  // namespace snapory
