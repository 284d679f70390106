#pragma once

#include <optional>
#include <string>
#include <vector>

#include "application/ports/page.hpp"
#include "domain/change.hpp"
#include "domain/embedding.hpp"
#include "domain/face.hpp"
#include "domain/photo.hpp"
#include "domain/tag.hpp"
#include "domain/upload.hpp"

namespace snapory {

enum class PhotoSort : std::uint8_t { taken_at, created_at };

struct PhotoPosition {
    TimePoint at;  // taken_at or created_at, as sorted
    PhotoId id;

    bool operator==(const PhotoPosition&) const = default;
};

// Which photos of one event, newest first by `sort`. Empty filters let everything through.
struct PhotoQuery {
    EventId event{};
    PhotoSort sort = PhotoSort::taken_at;
    std::size_t limit = 60;
    std::optional<PhotoPosition> after{};
    std::optional<PhotoState> state{};
    std::optional<Moderation> moderation{};
    std::string uploader{};                 // id of the guest or account; empty: anybody's
    std::optional<TimePoint> from{}, to{};  // of taken_at; from inclusive, to exclusive
    std::string camera{};                   // part of make or model, without case
    std::string place{};                    // part of the town's name, without case
    // Words, each of which begins a word (see domain/words.hpp) of a ready photo's file name, uploader's
    // name, camera, tags or, unless places are a secret, town.
    std::string text{};
    bool places_are_secret = false;               // from who asks
    std::optional<std::vector<PhotoId>> among{};  // only these, at most 500
    std::vector<std::string> tags{};              // names; the photo has all of them
    std::optional<bool> has_faces{};
    std::optional<PersonId> person{};  // who is in it
    std::optional<StackId> stack{};    // the photos of this stack
    bool stacks = false;               // true: of each stack only the photo on top
    bool deleted = false;              // true: only deleted ones that can be restored
    // Present: as a guest sees it, so ready and approved, or added by this person.
    std::optional<Uploader> visible_to{};
};

// A photo, and what was found in it.
struct PhotoWithFaces {
    Photo photo;
    std::vector<Face> faces;  // without codes
    std::vector<Tag> tags;    // surest first
    // How many of its stack are visible to whom the query is for; counted where it asks for stacks.
    std::uint64_t stack_photos = 1;
};

struct PhotoEmbedding {
    PhotoId photo;
    Embedding embedding;

    bool operator==(const PhotoEmbedding&) const = default;
};

// By what a gallery can be filtered, and how many photos each leaves.
struct Facet {
    std::string name;
    std::uint64_t photos = 0;

    bool operator==(const Facet&) const = default;
};
struct Facets {
    std::vector<Facet> tags;     // most photos first
    std::vector<Facet> cameras;  // models, the same
    std::vector<Facet> places;   // towns, the same
};

// What happens to the row and the change record that tells of it happen in one transaction, and a change
// record is numbered within it. Every call may be made from any thread and throws Unavailable.
class Photos {
public:
    virtual ~Photos() = default;

    struct Added {
        Photo photo;
        bool is_new = true;  // false: the event already held these bytes, and `photo` is that one
    };
    // Adds the photo in state processing, which is also its job; completes `upload` if given; records
    // photo_added. When a photo of the event, not deleted, has the same digest, that one is given back and
    // nothing is added. Nothing when the uploader has `most` photos in the event, deleted ones not counted,
    // however many are added at once; 0 is no limit.
    virtual std::optional<Added> add(const Photo& photo, const std::optional<UploadId>& upload,
                                     std::uint64_t most) = 0;

    virtual std::optional<Photo> find(const EventId& event, const PhotoId& id) = 0;     // also a deleted one
    virtual std::optional<Photo> find(const EventId& event, const Sha256& digest) = 0;  // not a deleted one
    virtual std::vector<Photo> find(const EventId& event,
                                    const std::vector<Sha256>& digests) = 0;  // the same
    virtual std::vector<PhotoWithFaces> find(const EventId& event,
                                             const std::vector<PhotoId>& ids) = 0;  // not deleted
    virtual Page<PhotoWithFaces, PhotoPosition> list(const PhotoQuery& query) = 0;
    // Of the event's ready photos that `visible_to` sees, or of all when it is missing.
    virtual Facets facets(const EventId& event, const std::optional<Uploader>& visible_to) = 0;
    virtual std::uint64_t count(const EventId& event, const Uploader& uploader) = 0;  // not deleted

    // What the photo looks like; nothing where no model has told.
    virtual std::optional<Embedding> embedding(const EventId& event, const PhotoId& id) = 0;
    // Of all the event's photos that this model looked at, in any order; also deleted and hidden ones.
    virtual std::vector<PhotoEmbedding> embeddings(const EventId& event, const ModelId& model) = 0;

    virtual void moderate(const EventId& event, const std::vector<PhotoId>& ids, Moderation moderation,
                          TimePoint now) = 0;
    // Makes it the one that is seen of its stack, and records photo_ready. False when there is no such photo.
    virtual bool put_on_top(const EventId& event, const PhotoId& id, TimePoint now) = 0;
    virtual void remove(const EventId& event, const std::vector<PhotoId>& ids, TimePoint now) = 0;
    // Those still in their grace period, unless their bytes came again meanwhile; gives the ids restored.
    virtual std::vector<PhotoId> restore(const EventId& event, const std::vector<PhotoId>& ids,
                                         TimePoint now) = 0;
    virtual std::vector<Photo> purgeable(TimePoint deadline, std::size_t limit) = 0;  // deleted before
    virtual void purge(const PhotoId& id) = 0;
    // The rows of these ids in any event, deleted ones too; for the sweeper alone.
    virtual std::vector<Photo> rows(const std::vector<PhotoId>& ids) = 0;
};

}  // namespace snapory
