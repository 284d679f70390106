#include "infrastructure/memory/photos.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/words.hpp"
#include "telemetry/trace.hpp"

namespace snapory {
namespace {

using PhotoRow = MemoryRows::PhotoRow;

PhotoWithFaces shown(const PhotoRow& row) {
    PhotoWithFaces photo{row.photo, row.faces, row.tags};
    for (auto& face : photo.faces) face.code.clear();
    return photo;
}

bool same_person(const Uploader& a, const Uploader& b) { return a.kind == b.kind && a.id == b.id; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool contains(const std::string& text, const std::string& part) {
    auto equal = [](char a, char b) { return lower(a) == lower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), equal) != text.end();
}

bool by_camera(const Photo& photo, const std::string& part) {
    if (part.empty()) return true;
    return photo.details && (contains(photo.details->capture.camera.make, part) ||
                             contains(photo.details->capture.camera.model, part));
}

bool by_place(const Photo& photo, const std::string& part) {
    return part.empty() ||
           (photo.details && photo.details->place && contains(photo.details->place->city, part));
}

bool by_text(const PhotoRow& row, const PhotoQuery& query) {
    if (query.text.empty()) return true;
    if (!row.photo.ready_at) return false;
    const auto wanted = words_of(query.text);
    auto text = searched_text(row.photo, row.tags) + " " + row.photo.uploader.name;
    const auto& details = row.photo.details;
    if (!query.places_are_secret && details && details->place) text += " " + details->place->city;
    const auto words = words_of(text);
    return !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& start) {
        return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(start); });
    });
}

std::vector<Facet> most_first(const std::map<std::string, std::uint64_t>& counts) {
    std::vector<Facet> facets;
    for (const auto& [name, photos] : counts) facets.push_back({name, photos});
    std::ranges::sort(facets, [](const Facet& a, const Facet& b) {
        return std::tie(b.photos, a.name) < std::tie(a.photos, b.name);
    });
    return facets;
}

bool visible(const Photo& photo, const Uploader& person) {
    if (same_person(photo.uploader, person)) return true;
    return photo.moderation == Moderation::approved && photo.state == PhotoState::ready;
}

bool shows_person(const PhotoRow& row, const PersonId& person) {
    return std::ranges::any_of(row.faces, [&](const Face& face) { return face.person == person; });
}

bool fits(const PhotoRow& row, const PhotoQuery& query) {
    const auto& photo = row.photo;
    return (!query.state || photo.state == *query.state) &&
           (!query.moderation || photo.moderation == *query.moderation) &&
           (query.uploader.empty() || query.uploader == photo.uploader.id) &&
           (!query.from || photo.taken_at >= *query.from) && (!query.to || photo.taken_at < *query.to) &&
           (!query.has_faces || row.faces.empty() != *query.has_faces) &&
           (!query.person || shows_person(row, *query.person)) &&
           (!query.among || std::ranges::find(*query.among, photo.id) != query.among->end()) &&
           (!query.stack || (!photo.stack.empty() && photo.stack == *query.stack)) &&
           (!query.visible_to || visible(photo, *query.visible_to)) && by_camera(photo, query.camera) &&
           by_place(photo, query.place) && by_text(row, query) &&
           std::ranges::all_of(query.tags, [&](const std::string& tag) { return has_tag(row.tags, tag); });
}

PhotoPosition position(const Photo& photo, PhotoSort sort) {
    return {sort == PhotoSort::taken_at ? photo.taken_at : photo.created_at, photo.id};
}

bool newer(const PhotoPosition& a, const PhotoPosition& b) {
    return std::tie(a.at, a.id) > std::tie(b.at, b.id);
}

}  // namespace

PhotoRow* MemoryPhotos::row(const EventId& event, const PhotoId& id) {
    auto found = rows_.photos.find(id);
    return found != rows_.photos.end() && found->second.photo.event == event ? &found->second : nullptr;
}

PhotoRow* MemoryPhotos::live(const EventId& event, const Sha256& digest) {
    for (auto& [id, row] : rows_.photos)
        if (row.photo.event == event && row.photo.digest == digest && !row.photo.deleted_at) return &row;
    return nullptr;
}

bool MemoryPhotos::shows(const PhotoRow& row, const PhotoQuery& query) {
    const auto& photo = row.photo;
    if (photo.event != query.event || photo.deleted_at.has_value() != query.deleted) return false;
    if (query.deleted && live(photo.event, photo.digest)) return false;
    bool past = !query.after || newer(*query.after, position(photo, query.sort));
    return past && fits(row, query);
}

bool MemoryPhotos::is_covered(const PhotoRow& row, const PhotoQuery& query) {
    auto may_be_on_top = [&](const Photo& photo) {
        return query.visible_to
                   ? visible(photo, *query.visible_to)
                   : photo.moderation == Moderation::approved && photo.state == PhotoState::ready;
    };
    auto rank = [](const PhotoRow& of) {
        return std::tuple(of.stack_top_at, of.photo.details->appeal, of.photo.id);
    };
    if (row.photo.stack.empty() || !may_be_on_top(row.photo)) return false;
    return std::ranges::any_of(rows_.photos, [&](const auto& entry) {
        const auto& above = entry.second;
        return above.photo.event == row.photo.event && above.photo.stack == row.photo.stack &&
               !above.photo.deleted_at && may_be_on_top(above.photo) && rank(above) > rank(row);
    });
}

std::uint64_t MemoryPhotos::stack_photos(const PhotoRow& row, const PhotoQuery& query) {
    if (row.photo.stack.empty()) return 1;
    return static_cast<std::uint64_t>(std::ranges::count_if(rows_.photos, [&](const auto& entry) {
        const auto& photo = entry.second.photo;
        return photo.event == row.photo.event && photo.stack == row.photo.stack && !photo.deleted_at &&
               (!query.visible_to || visible(photo, *query.visible_to));
    }));
}

std::optional<Photos::Added> MemoryPhotos::add(const Photo& photo, const std::optional<UploadId>& upload,
                                               std::uint64_t most) {
    std::lock_guard lock(rows_.mutex);
    if (most > 0 && count_of(photo.event, photo.uploader) >= most) return std::nullopt;
    if (upload) {
        auto found = rows_.uploads.find(*upload);
        if (found != rows_.uploads.end() && found->second.state == UploadState::open)
            found->second.state = UploadState::completed;
    }
    if (auto* held = live(photo.event, photo.digest)) return Added{held->photo, false};
    auto [added, is_new] = rows_.photos.try_emplace(photo.id);
    if (is_new) added->second.photo = photo;
    if (is_new) added->second.traceparent = current_traceparent();
    if (is_new) rows_.record(photo.event, ChangeType::photo_added, photo.created_at, photo.id);
    return Added{added->second.photo, is_new};
}

std::optional<Photo> MemoryPhotos::find(const EventId& event, const PhotoId& id) {
    std::lock_guard lock(rows_.mutex);
    const auto* found = row(event, id);
    return found ? std::optional(found->photo) : std::nullopt;
}

std::optional<Photo> MemoryPhotos::find(const EventId& event, const Sha256& digest) {
    std::lock_guard lock(rows_.mutex);
    const auto* found = live(event, digest);
    return found ? std::optional(found->photo) : std::nullopt;
}

std::vector<Photo> MemoryPhotos::find(const EventId& event, const std::vector<Sha256>& digests) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Photo> photos;
    for (const auto& digest : digests)
        if (const auto* found = live(event, digest)) photos.push_back(found->photo);
    return photos;
}

std::vector<PhotoWithFaces> MemoryPhotos::find(const EventId& event, const std::vector<PhotoId>& ids) {
    std::lock_guard lock(rows_.mutex);
    std::vector<PhotoWithFaces> photos;
    for (const auto& id : ids)
        if (const auto* found = row(event, id); found && !found->photo.deleted_at)
            photos.push_back(shown(*found));
    return photos;
}

Page<PhotoWithFaces, PhotoPosition> MemoryPhotos::list(const PhotoQuery& query) {
    std::lock_guard lock(rows_.mutex);
    Page<PhotoWithFaces, PhotoPosition> page;
    for (const auto& [id, row] : rows_.photos)
        if (shows(row, query) && !(query.stacks && is_covered(row, query))) {
            page.items.push_back(shown(row));
            if (query.stacks) page.items.back().stack_photos = stack_photos(row, query);
        }
    std::sort(page.items.begin(), page.items.end(), [&](const auto& a, const auto& b) {
        return newer(position(a.photo, query.sort), position(b.photo, query.sort));
    });
    if (page.items.size() > query.limit) {
        page.items.resize(query.limit);
        if (query.limit > 0) page.next = position(page.items.back().photo, query.sort);
    }
    return page;
}

Facets MemoryPhotos::facets(const EventId& event, const std::optional<Uploader>& visible_to) {
    std::lock_guard lock(rows_.mutex);
    std::map<std::string, std::uint64_t> tags;
    std::map<std::string, std::uint64_t> cameras;
    std::map<std::string, std::uint64_t> places;
    for (const auto& [id, row] : rows_.photos) {
        const auto& photo = row.photo;
        if (photo.event != event || photo.deleted_at || photo.state != PhotoState::ready) continue;
        if (visible_to && !visible(photo, *visible_to)) continue;
        for (const auto& tag : row.tags) ++tags[tag.name];
        if (!photo.details) continue;
        if (const auto& model = photo.details->capture.camera.model; !model.empty()) ++cameras[model];
        if (const auto& place = photo.details->place) ++places[place->city];
    }
    return {most_first(tags), most_first(cameras), most_first(places)};
}

std::uint64_t MemoryPhotos::count(const EventId& event, const Uploader& uploader) {
    std::lock_guard lock(rows_.mutex);
    return count_of(event, uploader);
}

std::optional<Embedding> MemoryPhotos::embedding(const EventId& event, const PhotoId& id) {
    std::lock_guard lock(rows_.mutex);
    const auto* found = row(event, id);
    return found ? found->embedding : std::nullopt;
}

std::vector<PhotoEmbedding> MemoryPhotos::embeddings(const EventId& event, const ModelId& model) {
    std::lock_guard lock(rows_.mutex);
    std::vector<PhotoEmbedding> all;
    for (const auto& [id, row] : rows_.photos)
        if (row.photo.event == event && row.embedding && row.embedding->model == model)
            all.push_back({id, *row.embedding});
    return all;
}

std::uint64_t MemoryPhotos::count_of(const EventId& event, const Uploader& uploader) const {
    return static_cast<std::uint64_t>(
        std::count_if(rows_.photos.begin(), rows_.photos.end(), [&](const auto& entry) {
            const auto& photo = entry.second.photo;
            return photo.event == event && !photo.deleted_at && same_person(photo.uploader, uploader);
        }));
}

void MemoryPhotos::moderate(const EventId& event, const std::vector<PhotoId>& ids, Moderation moderation,
                            TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto type = moderation == Moderation::hidden ? ChangeType::photo_removed : ChangeType::photo_ready;
    for (const auto& id : ids) {
        auto* found = row(event, id);
        if (!found || found->photo.deleted_at || found->photo.moderation == moderation) continue;
        found->photo.moderation = moderation;
        rows_.record(event, type, now, id);
    }
}

bool MemoryPhotos::put_on_top(const EventId& event, const PhotoId& id, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    auto* found = row(event, id);
    if (!found || found->photo.deleted_at) return false;
    found->stack_top_at = now;
    rows_.record(event, ChangeType::photo_ready, now, id);
    return true;
}

void MemoryPhotos::remove(const EventId& event, const std::vector<PhotoId>& ids, TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& id : ids) {
        auto* found = row(event, id);
        if (!found || found->photo.deleted_at) continue;
        found->photo.deleted_at = now;
        found->holder.clear();
        rows_.record(event, ChangeType::photo_removed, now, id);
    }
}

std::vector<PhotoId> MemoryPhotos::restore(const EventId& event, const std::vector<PhotoId>& ids,
                                           TimePoint now) {
    std::lock_guard lock(rows_.mutex);
    std::vector<PhotoId> restored;
    for (const auto& id : ids) {
        auto* found = row(event, id);
        if (!found || !found->photo.deleted_at || *found->photo.deleted_at <= now - deletion_grace) continue;
        if (live(event, found->photo.digest)) continue;
        found->photo.deleted_at.reset();
        bool ready = found->photo.state == PhotoState::ready;
        rows_.record(event, ready ? ChangeType::photo_ready : ChangeType::photo_added, now, id);
        restored.push_back(id);
    }
    return restored;
}

std::vector<Photo> MemoryPhotos::purgeable(TimePoint deadline, std::size_t limit) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Photo> photos;
    for (const auto& [id, row] : rows_.photos)
        if (row.photo.deleted_at && *row.photo.deleted_at < deadline) photos.push_back(row.photo);
    std::sort(photos.begin(), photos.end(),
              [](const Photo& a, const Photo& b) { return a.deleted_at < b.deleted_at; });
    if (photos.size() > limit) photos.resize(limit);
    return photos;
}

void MemoryPhotos::purge(const PhotoId& id) {
    std::lock_guard lock(rows_.mutex);
    rows_.photos.erase(id);
}

std::vector<Photo> MemoryPhotos::rows(const std::vector<PhotoId>& ids) {
    std::lock_guard lock(rows_.mutex);
    std::vector<Photo> photos;
    for (const auto& id : ids)
        if (auto found = rows_.photos.find(id); found != rows_.photos.end())
            photos.push_back(found->second.photo);
    return photos;
}

FaceBatch MemoryFaceLog::faces_since(const EventId& event, std::uint64_t position) {
    std::lock_guard lock(rows_.mutex);
    FaceBatch batch{{}, position};
    for (const auto& [id, row] : rows_.photos) {
        if (row.photo.event != event || row.faces_at <= position) continue;
        batch.faces.insert(batch.faces.end(), row.faces.begin(), row.faces.end());
        batch.position = std::max(batch.position, row.faces_at);
    }
    return batch;
}

std::vector<FaceHit> MemoryFaceIndex::search(const EventId& event, const ModelId& model, const FaceCode& code,
                                             float floor) {
    std::vector<FaceHit> hits;
    for (const auto& face : log_.faces_since(event, 0).faces)
        if (auto near = cosine(face.code, code); face.model == model && near >= floor)
            hits.push_back({face.id, face.photo, near});
    std::sort(hits.begin(), hits.end(),
              [](const FaceHit& a, const FaceHit& b) { return a.cosine > b.cosine; });
    return hits;
}

}  // namespace snapory
