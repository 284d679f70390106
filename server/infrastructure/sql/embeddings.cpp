#include "infrastructure/sql/embeddings.hpp"

#include <algorithm>
#include <utility>

namespace snapory {
namespace {

const Statement delete_embedding{"embeddings.delete", "delete from photo_embeddings where photo_id = $1"};
const Statement add_embedding{
    "embeddings.add",
    "insert into photo_embeddings (photo_id, organisation_id, event_id, model, alike, direction) "
    "values ($1, $2, $3, $4, $5, $6)"};
const Statement read_embedding{
    "embeddings.find",
    "select model, alike, direction from photo_embeddings where photo_id = $1 and event_id = $2"};
const Statement of_event{
    "embeddings.list",
    "select photo_id, alike, direction from photo_embeddings where event_id = $1 and model = $2"};

// From the second column on.
Embedding embedding_of(const ModelId& model, const Row& row) {
    const auto bytes = row.bytes(2);
    std::vector<std::int8_t> values(bytes.size());
    std::ranges::transform(bytes, values.begin(),
                           [](std::byte value) { return static_cast<std::int8_t>(value); });
    return {model, std::move(values), static_cast<float>(row.real(1))};
}

}  // namespace

void replace_embedding(Connection& connection, const Photo& photo,
                       const std::optional<Embedding>& embedding) {
    connection.send(delete_embedding, {photo.id});
    if (!embedding) return;
    connection.send(add_embedding, {photo.id, photo.organisation, photo.event, embedding->model,
                                    embedding->alike, std::as_bytes(std::span(embedding->values))});
}

std::optional<Embedding> find_embedding(Connection& connection, const EventId& event, const PhotoId& id) {
    return connection.one(read_embedding, {id, event},
                          [](const Row& row) { return embedding_of(first_column<ModelId>(row), row); });
}

std::vector<PhotoEmbedding> list_embeddings(Connection& connection, const EventId& event,
                                            const ModelId& model) {
    return connection.all(of_event, {event, model}, [&](const Row& row) {
        return PhotoEmbedding{first_column<PhotoId>(row), embedding_of(model, row)};
    });
}

}  // namespace snapory
