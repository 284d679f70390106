#pragma once

#include <optional>

#include "application/ports/photos.hpp"
#include "infrastructure/sql/database.hpp"

namespace snapory {

// The table of what photos look like.

// Takes the place of the embedding of a photo, of which `photo` need only say where it belongs; nothing
// removes it. Belongs to the transaction that stores what else was found.
void replace_embedding(Connection& connection, const Photo& photo, const std::optional<Embedding>& embedding);

// As Photos has them.
std::optional<Embedding> find_embedding(Connection& connection, const EventId& event, const PhotoId& id);
std::vector<PhotoEmbedding> list_embeddings(Connection& connection, const EventId& event,
                                            const ModelId& model);

}  // namespace snapory
