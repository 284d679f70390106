#include "application/gallery/propose_tag.hpp"

#include <map>

#include "application/admission.hpp"
#include "application/gallery/ranked_photos.hpp"

namespace snapory {
namespace {

constexpr std::size_t most_compared = 200;  // judged photos, with each of which every other is compared

// What photos look like, by what a host said of them.
struct Sorted {
    std::vector<Embedding> showing, refused;
    std::vector<PhotoEmbedding> unjudged;
};

Sorted sorted_out(std::vector<PhotoEmbedding> photos, const std::vector<JudgedPhoto>& judged) {
    Sorted sorted;
    std::map<PhotoId, std::vector<Embedding>*> places;
    for (const auto& [photo, shows] : judged) {
        auto* place = shows ? &sorted.showing : &sorted.refused;
        places.emplace(photo, places.size() < most_compared ? place : nullptr);
    }
    for (auto& photo : photos) {
        const auto found = places.find(photo.photo);
        if (found == places.end())
            sorted.unjudged.push_back(std::move(photo));
        else if (found->second)
            found->second->push_back(std::move(photo.embedding));
    }
    return sorted;
}

}  // namespace

Result<TagProposals> ProposeTag::operator()(const Caller& caller, const EventId& id, const std::string& tag,
                                            std::size_t count) const {
    auto now = clock_.now();
    auto event = admit(caller, Action::manage_photos, events_, id, now);
    if (!event) return fail(event.error());
    const auto judged = tags_.judged(id, tag);
    const auto model = model_of(id, judged);
    if (!model) return TagProposals{};
    auto [showing, refused, unjudged] = sorted_out(photos_.embeddings(id, *model), judged);

    TagProposals proposals{.photos = {}, .examples = showing.size()};
    const TagExamples examples(std::move(showing), std::move(refused));
    std::vector<RankedPhoto> ranked;
    for (auto& [photo, embedding] : unjudged)
        if (auto likeness = examples.likeness(embedding)) ranked.push_back({*likeness, std::move(photo)});
    visit_best_first(std::move(ranked), id, photos_, [&](const PhotoWithFaces& found) {
        if (!has_tag(found.tags, tag)) proposals.photos.push_back(show(found, caller, *event, blobs_, now));
        return proposals.photos.size() < count;
    });
    return proposals;
}

// Of the newest photo that was judged and that a model looked at; the judged ones of other models wait.
std::optional<ModelId> ProposeTag::model_of(const EventId& event,
                                            const std::vector<JudgedPhoto>& judged) const {
    for (const auto& [photo, shows] : judged)
        if (const auto embedding = photos_.embedding(event, photo)) return embedding->model;
    return std::nullopt;
}

}  // namespace snapory
