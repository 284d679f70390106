#include "infrastructure/sql/face_log.hpp"

#include "infrastructure/sql/face_keys.hpp"

namespace snapory {
namespace {

const Statement faces_after{"faces.since",
                            "select c.sequence, f.photo_id, f.id, f.x, f.y, f.width, f.height, f.score, "
                            "f.quality, f.model, f.person_id, c.sealed "
                            "from face_codes c join faces f on f.photo_id = c.photo_id and f.id = c.face_id "
                            "where c.event_id = $1 and c.sequence > $2 order by c.sequence"};

}  // namespace

FaceBatch SqlFaceLog::faces_since(const EventId& event, std::uint64_t position) {
    return database_.read([&](Connection& connection) {
        FaceBatch batch{{}, position};
        const auto seal = find_seal(connection, seals_, event);
        if (!seal) return batch;
        std::vector<std::byte> sealed;
        const std::vector<Parameter> parameters{event, position};
        connection.run(faces_after, parameters, [&](const Row& row) {
            Face& face = batch.faces.emplace_back();
            Columns(row).read(batch.position, face.photo, face.id, face.box.x, face.box.y, face.box.width,
                              face.box.height, face.score, face.quality, face.model, face.person, sealed);
            face.code = seal->open(sealed, face.id.text());
        });
        return batch;
    });
}

}  // namespace snapory
