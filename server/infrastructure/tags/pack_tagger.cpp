#include "infrastructure/tags/pack_tagger.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

#include "application/ports/unavailable.hpp"
#include "infrastructure/inference/on_demand.hpp"
#include "infrastructure/tags/pack_model.hpp"
#include "infrastructure/tags/text_model.hpp"

namespace snapory {
namespace {

using Models = std::vector<PackModel>;

Models load(const std::vector<ModelPack>& packs, unsigned threads) {
    Models models;
    models.reserve(packs.size());
    for (const auto& pack : packs) models.emplace_back(pack, threads);
    return models;
}

// Where two packs have the same word, the surer one speaks.
std::vector<Tag> surest_first(std::vector<Tag> tags) {
    std::ranges::sort(tags, is_surer);
    std::vector<Tag> kept;
    for (auto& tag : tags)
        if (!has_tag(kept, tag.name)) kept.push_back(std::move(tag));
    return kept;
}

// Loads the model for texts of a pair, and lets it read a text of no words: that has the tokens of the
// greatest numbers, which a model that was made for other merges does not know.
void check_text(const ModelPack& pack, const PackModel& pictures) {
    const TextModel texts(pack, 1);
    static_cast<void>(texts.read(""));
    const auto read = texts.embedding_width(), seen = pictures.embedding_width();
    if (read >= 0 && seen >= 0 && read != seen)
        throw Unavailable(pack.text->model.string() + " gives " + std::to_string(read) +
                          " numbers, but model.onnx " + std::to_string(seen));
}

class PackTagger final : public Tagger {
public:
    explicit PackTagger(const PackTaggerConfig& config)
        : packs_(read_model_packs(config.folders)),
          looks_(embedding_pack(packs_)),
          models_(config.idle, [this, threads = config.threads] { return load(packs_, threads); }) {}

    Sight read(const PixelView& picture) override {
        if (picture.rgb.size() != std::size_t{3} * picture.width * picture.height)
            throw std::invalid_argument("the pixels do not fit the size of the picture");
        if (picture.rgb.empty()) return {};
        Sight all;
        for (const auto models = models_.get(); const auto& model : *models) {
            auto [tags, embedding] = model.see(picture);
            std::ranges::move(tags, std::back_inserter(all.tags));
            if (embedding && embedding->model == looks_->id) all.embedding = std::move(embedding);
        }
        all.tags = surest_first(std::move(all.tags));
        return all;
    }

    ModelId model() const override {
        std::string names;
        for (const auto& pack : packs_) names += (names.empty() ? "" : "+") + pack.id.text();
        return ModelId(names);
    }

private:
    const std::vector<ModelPack> packs_;
    const ModelPack* looks_;  // null where no pack gives an embedding
    OnDemand<Models> models_;
};

}  // namespace

std::unique_ptr<Tagger> make_pack_tagger(const PackTaggerConfig& config) {
    return std::make_unique<PackTagger>(config);
}

std::vector<ModelPack> check_model_packs(const std::vector<std::filesystem::path>& folders) {
    auto packs = read_model_packs(folders);
    for (const auto& pack : packs) {
        const PackModel model(pack, 1);
        if (pack.text) check_text(pack, model);
    }
    return packs;
}

}  // namespace snapory
