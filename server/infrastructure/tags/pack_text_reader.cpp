#include "infrastructure/tags/pack_text_reader.hpp"

#include <utility>

#include "infrastructure/inference/on_demand.hpp"
#include "infrastructure/tags/text_model.hpp"

namespace snapory {
namespace {

class PackTextReader final : public TextReader {
public:
    PackTextReader(ModelPack pack, const PackTaggerConfig& config)
        : model_(config.idle,
                 [pack = std::move(pack), threads = config.threads] { return TextModel(pack, threads); }) {}

    std::optional<Embedding> read(const std::string& text) override { return model_.get()->read(text); }

private:
    OnDemand<TextModel> model_;
};

class NoTextReader final : public TextReader {
public:
    std::optional<Embedding> read(const std::string& /*text*/) override { return std::nullopt; }
};

}  // namespace

std::unique_ptr<TextReader> make_pack_text_reader(const PackTaggerConfig& config) {
    const auto packs = read_model_packs(config.folders);
    const auto* pack = embedding_pack(packs);
    if (!pack || !pack->text) return std::make_unique<NoTextReader>();
    return std::make_unique<PackTextReader>(*pack, config);
}

}  // namespace snapory
