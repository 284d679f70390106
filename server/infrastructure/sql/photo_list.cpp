#include "infrastructure/sql/photo_list.hpp"

#include <map>

#include "infrastructure/sql/lists.hpp"
#include "infrastructure/sql/photo_marks.hpp"
#include "infrastructure/sql/photo_row.hpp"
#include "infrastructure/sql/photo_words.hpp"

namespace snapory {
namespace {

const PhotoMarks photo_tags{"photo_tags.look", "photo_tags"};

struct Found {
    std::vector<Face> faces;
    std::vector<Tag> tags;
};

// A row is a face, or, when its box is missing, a tag.
void add_found(const Row& row, std::map<PhotoId, Found>& found) {
    Columns columns(row);
    const auto photo = columns.next<PhotoId>();
    if (constexpr std::size_t box = 4; row.is_null(box)) {
        auto& tag = found[photo].tags.emplace_back();
        columns.read(tag.name, tag.score, tag.model);
        return;
    }
    auto& face = found[photo].faces.emplace_back();
    face.photo = photo;
    columns.read(face.id, face.score, face.model, face.box.x, face.box.y, face.box.width, face.box.height,
                 face.quality, face.person);
}

// Faces and tags of the photos, in one statement, since every page of a gallery asks for both.
void add_found(Connection& connection, std::span<const PhotoId> ids, std::map<PhotoId, Found>& found) {
    std::vector<Parameter> parameters;
    const auto of_photos = " where photo_id in " + bind_list(parameters, ids);
    Statement statement{
        "photos.found",
        "select photo_id, id as name, score, model, x, y, width, height, quality, person_id, "
        "0.0 as surest from faces" +
            of_photos +
            " union all select photo_id, name, score, model, null, null, null, null, null, null, "
            "score from photo_tags" +
            of_photos + " order by photo_id, surest desc, name"};
    connection.run(statement, parameters, [&](const Row& row) { add_found(row, found); });
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
    Gallery(Connection& connection, const PhotoQuery& query)
        : connection_(connection), query_(query), camera_(like(query.camera)), place_(like(query.place)) {
        where_ = "event_id = " + put(query.event);
        limit_to_presence();
        limit_to_state();
        limit_to_people();
        limit_to_content();
        limit_to_stacks();
    }

    Statement statement() {
        std::string at = query_.sort == PhotoSort::taken_at ? "taken_at" : "created_at";
        if (query_.after)
            where_ +=
                " and (" + at + ", id) < (" + put(query_.after->at) + ", " + put(query_.after->id) + ")";
        auto limit = put(query_.limit + 1);  // one more tells whether there is a next page
        return {"photos.list", "select " + stack_photos() + ", " + photo_columns + " from photos where " +
                                   where_ + " order by " + at + " desc, id desc limit " + limit};
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
        if (query_.visible_to) also(visible("photos"));
    }

    std::string visible(const std::string& row) {
        return visible_condition(row, *query_.visible_to, parameters_);
    }

    static std::string is_in_same_stack(const std::string& row) {
        return row + ".event_id = photos.event_id and " + row + ".stack_id = photos.stack_id and " + row +
               ".stack_id <> '' and " + row + ".deleted_at is null";
    }

    // How many of its stack are visible.
    std::string stack_photos() {
        if (!query_.stacks) return "1";
        return "case when stack_id = '' then 1 else (select count(*) from photos beside where " +
               is_in_same_stack("beside") + (query_.visible_to ? " and " + visible("beside") : "") + ") end";
    }

    // Hosts see what waits or is hidden beside the stack that it is of.
    void limit_to_stacks() {
        if (query_.stack) also("stack_id = " + put(*query_.stack) + " and stack_id <> ''");
        if (!query_.stacks) return;
        auto may_be_on_top = [&](const std::string& row) {
            return query_.visible_to
                       ? visible(row)
                       : "(" + row + ".moderation = 'approved' and " + row + ".state = 'ready')";
        };
        also("(stack_id = '' or not " + may_be_on_top("photos") +
             " or not exists (select 1 from photos above where " + is_in_same_stack("above") + " and " +
             may_be_on_top("above") +
             " and (above.stack_top_at, coalesce(above.appeal, 0), above.id) > "
             "(photos.stack_top_at, coalesce(photos.appeal, 0), photos.id)))");
    }

    std::string found_in(const char* column, const std::string& pattern) {
        return std::string("lower(") + column + ") like lower(" + pattern + ") escape '\\'";
    }

    void limit_to_content() {
        if (query_.among) also("id in " + bind_list(parameters_, std::span(*query_.among)));
        if (query_.from) also("taken_at >= " + put(*query_.from));
        if (query_.to) also("taken_at < " + put(*query_.to));
        if (query_.has_faces) also(*query_.has_faces ? "face_count > 0" : "face_count = 0");
        if (!query_.camera.empty()) {
            auto pattern = put(camera_);
            also("(" + found_in("camera_make", pattern) + " or " + found_in("camera_model", pattern) + ")");
        }
        if (!query_.place.empty()) also(found_in("city", put(place_)));
        for (const auto& tag : query_.tags) {
            const auto is_it = [&](std::vector<Parameter>& all) { return "name = " + bind_value(all, tag); };
            also(has_mark(connection_, photo_tags, query_.event, is_it, parameters_));
        }
        if (!query_.text.empty()) also(word_condition(connection_, query_, parameters_, words_));
    }

    Connection& connection_;
    const PhotoQuery& query_;
    std::string camera_;
    std::string place_;
    std::vector<std::string> words_;
    std::vector<Parameter> parameters_;
    std::string where_;
};

void add_found(Connection& connection, std::vector<PhotoWithFaces>& photos) {
    std::vector<PhotoId> ids;
    ids.reserve(photos.size());
    for (const auto& item : photos) ids.push_back(item.photo.id);
    std::map<PhotoId, Found> found;
    in_slices(ids, [&](std::span<const PhotoId> slice) { add_found(connection, slice, found); });
    for (auto& item : photos) {
        auto& [faces, tags] = found[item.photo.id];
        item.faces = std::move(faces);
        item.tags = std::move(tags);
    }
}

PhotoWithFaces listed(const Row& row) {
    Columns columns(row);
    PhotoWithFaces item;
    columns.read(item.stack_photos);
    item.photo = read_photo(columns);
    return item;
}

}  // namespace

std::string visible_condition(const std::string& row, const Uploader& person,
                              std::vector<Parameter>& parameters) {
    return "((" + row + ".moderation = 'approved' and " + row + ".state = 'ready') or (" + row +
           ".uploader_id = " + bind_value(parameters, person.id) + " and " + row +
           ".uploader_kind = " + bind_value(parameters, person.kind) + "))";
}

std::vector<PhotoWithFaces> with_faces(Connection& connection, std::vector<Photo> photos) {
    std::vector<PhotoWithFaces> items;
    items.reserve(photos.size());
    for (auto& photo : photos) items.push_back({std::move(photo), {}, {}});
    add_found(connection, items);
    return items;
}

Page<PhotoWithFaces, PhotoPosition> list_photos(Connection& connection, const PhotoQuery& query) {
    Gallery gallery(connection, query);
    auto statement = gallery.statement();
    Page<PhotoWithFaces, PhotoPosition> page;
    page.items = connection.all(statement, gallery.parameters(), listed);
    if (page.items.size() > query.limit) {
        page.items.resize(query.limit);
        if (query.limit > 0) {
            const auto& last = page.items.back().photo;
            page.next = {query.sort == PhotoSort::taken_at ? last.taken_at : last.created_at, last.id};
        }
    }
    add_found(connection, page.items);
    return page;
}

}  // namespace snapory
