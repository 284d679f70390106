#include "infrastructure/sql/photo_faces.hpp"

#include "domain/known_faces.hpp"
#include "infrastructure/sql/face_keys.hpp"

namespace snapory {
namespace {

const Statement known_faces{"faces.known",
                            "select id, x, y, width, height, person_id from faces where photo_id = $1"};
const Statement delete_faces{"faces.delete", "delete from faces where photo_id = $1"};
const Statement add_face{"faces.add",
                         "insert into faces (photo_id, id, organisation_id, x, y, width, height, score, "
                         "quality, model, person_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
const Statement add_code{
    "faces.add_code",
    "insert into face_codes (organisation_id, event_id, sequence, photo_id, face_id, sealed) "
    "values ($1, $2, $3, $4, $5, $6)"};

Face known_face(const Row& row) {
    Face face;
    Columns(row).read(face.id, face.box.x, face.box.y, face.box.width, face.box.height, face.person);
    return face;
}

}  // namespace

void replace_faces(Connection& connection, FaceSeals& seals, const Photo& photo, std::vector<Face> faces,
                   std::uint64_t sequence) {
    faces = as_known(std::move(faces), connection.all(known_faces, {photo.id}, known_face));
    connection.send(delete_faces, {photo.id});
    if (faces.empty()) return;
    const auto seal = need_seal(connection, seals, photo.event);
    for (const auto& face : faces) {
        connection.send(add_face,
                        {photo.id, face.id, photo.organisation, face.box.x, face.box.y, face.box.width,
                         face.box.height, face.score, face.quality, face.model, face.person});
        connection.send(add_code, {photo.organisation, photo.event, sequence, photo.id, face.id,
                                   seal->seal(face.code, face.id.text())});
    }
}

}  // namespace snapory
