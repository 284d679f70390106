#include "infrastructure/sql/photo_list.hpp"

#include <map>

#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/photo_row.hpp"

namespace snapory {
namespace {

Face face_of(const Row& row) {
    Face face;
    Columns(row).read(face.photo, face.id, face.box.x, face.box.y, face.box.width, face.box.height,
                      face.score, face.quality, face.model, face.person);
    return face;
}

void add_faces(Connection& connection, std::span<const PhotoId> ids,
               std::map<PhotoId, std::vector<Face>>& faces) {
    std::vector<Parameter> parameters;
    Statement of_photos{
        "faces.of_photos",
        "select photo_id, id, x, y, width, height, score, quality, model, person_id from faces "
        "where photo_id in " +
            bind_list(parameters, ids) + " order by photo_id, id"};
    connection.run(of_photos, parameters, [&](const Row& row) {
        auto face = face_of(row);
        faces[face.photo].push_back(std::move(face));
    });
}

// The part of a text that LIKE is to find, whatever is typed.
std::string like(const std::string& part) {
    std::string pattern = "%";
    for (char c : part) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

// Puts a query together. Texts of parameters belong to the query or to this.
class Gallery {
public:
    explicit Gallery(const PhotoQuery& query)
        : query_(query), camera_(like(query.camera)), text_(like(query.text)) {
        where_ = "event_id = " + put(query.event);
        limit_to_presence();
        limit_to_state();
        limit_to_people();
        limit_to_content();
    }

    Statement statement() {
        std::string at = query_.sort == PhotoSort::taken_at ? "taken_at" : "created_at";
        if (query_.after)
            where_ +=
                " and (" + at + ", id) < (" + put(query_.after->at) + ", " + put(query_.after->id) + ")";
        auto limit = put(query_.limit + 1);  // one more tells whether there is a next page
        return {"photos.list", "select " + photo_columns + " from photos where " + where_ + " order by " +
                                   at + " desc, id desc limit " + limit};
    }
    const std::vector<Parameter>& parameters() const { return parameters_; }

private:
    std::string put(const Parameter& value) { return bind_value(parameters_, value); }
    void also(const std::string& condition) { where_ += " and " + condition; }

    void limit_to_presence() {
        if (!query_.deleted) return also("deleted_at is null");
        also("deleted_at is not null");
        also(
            "not exists (select 1 from photos again where again.event_id = photos.event_id "
            "and again.digest = photos.digest and again.deleted_at is null)");
    }

    // The conditions that look redundant are those of the partial indexes.
    void limit_to_state() {
        if (query_.state && *query_.state != PhotoState::ready) also("state <> 'ready'");
        if (query_.state) also("state = " + put(*query_.state));
        if (query_.moderation && *query_.moderation != Moderation::approved) also("moderation <> 'approved'");
        if (query_.moderation) also("moderation = " + put(*query_.moderation));
    }

    void limit_to_people() {
        if (!query_.uploader.empty()) also("uploader_id = " + put(query_.uploader));
        if (query_.person)
            also("id in (select photo_id from faces where person_id = " + put(*query_.person) + ")");
        if (query_.visible_to)
            also("((moderation = 'approved' and state = 'ready') or (uploader_id = " +
                 put(query_.visible_to->id) + " and uploader_kind = " + put(query_.visible_to->kind) + "))");
    }

    std::string found_in(const char* column, const std::string& pattern) {
        return std::string("lower(") + column + ") like lower(" + pattern + ") escape '\\'";
    }

    void limit_to_content() {
        if (query_.from) also("taken_at >= " + put(*query_.from));
        if (query_.to) also("taken_at < " + put(*query_.to));
        if (query_.has_faces) also(*query_.has_faces ? "face_count > 0" : "face_count = 0");
        if (!query_.camera.empty()) {
            auto pattern = put(camera_);
            also("(" + found_in("camera_make", pattern) + " or " + found_in("camera_model", pattern) + ")");
        }
        if (!query_.text.empty()) {
            auto pattern = put(text_);
            also("(" + found_in("file_name", pattern) + " or " + found_in("uploader_name", pattern) + ")");
        }
    }

    const PhotoQuery& query_;
    std::string camera_;
    std::string text_;
    std::string where_;
    std::vector<Parameter> parameters_;
};

}  // namespace

std::vector<PhotoWithFaces> with_faces(Connection& connection, std::vector<Photo> photos) {
    std::vector<PhotoId> ids;
    ids.reserve(photos.size());
    for (const auto& photo : photos) ids.push_back(photo.id);
    std::map<PhotoId, std::vector<Face>> faces;
    in_slices(ids, [&](std::span<const PhotoId> slice) { add_faces(connection, slice, faces); });
    std::vector<PhotoWithFaces> items;
    items.reserve(photos.size());
    for (auto& photo : photos) {
        auto found = std::move(faces[photo.id]);
        items.push_back({std::move(photo), std::move(found)});
    }
    return items;
}

Page<PhotoWithFaces, PhotoPosition> list_photos(Connection& connection, const PhotoQuery& query) {
    Gallery gallery(query);
    auto statement = gallery.statement();
    auto photos = connection.all(statement, gallery.parameters(), photo_of_row);
    Page<PhotoWithFaces, PhotoPosition> page;
    if (photos.size() > query.limit) {
        photos.resize(query.limit);
        if (query.limit > 0) {
            const auto& last = photos.back();
            page.next = {query.sort == PhotoSort::taken_at ? last.taken_at : last.created_at, last.id};
        }
    }
    page.items = with_faces(connection, std::move(photos));
    return page;
}

}  // namespace snapory
