#include "infrastructure/tags/model_pack.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <span>
#include <stdexcept>
#include <string_view>

#include "application/ports/unavailable.hpp"
#include "domain/text.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t largest_side = 2048;
constexpr std::size_t longest_label = 64;  // bytes

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    throw Unavailable(file.string() + " " + why);
}

// One table of pack.toml. Notes which keys were asked for, so that a misspelt one is not passed over.
class Keys {
public:
    Keys(const toml::table& table, std::string prefix) : table_(table), prefix_(std::move(prefix)) {}

    template <class T>
    std::optional<T> find(std::string_view name) {
        known_.emplace(name);
        const auto node = table_[name];
        if (!node) return std::nullopt;
        const auto value = node.value<T>();
        if (!value) throw std::invalid_argument("has a wrong value for " + path_of(name));
        return value;
    }

    template <class T>
    T need(std::string_view name) {
        const auto value = find<T>(name);
        if (!value) throw std::invalid_argument("lacks " + path_of(name));
        return *value;
    }

    template <class E>
    E choose(std::string_view name, std::initializer_list<std::pair<std::string_view, E>> choices, E usual) {
        const auto typed = find<std::string>(name);
        if (!typed) return usual;
        std::string allowed;
        for (const auto& [word, value] : choices) {
            if (word == *typed) return value;
            allowed += (allowed.empty() ? "" : ", ") + std::string(word);
        }
        throw std::invalid_argument("says " + path_of(name) + " = \"" + *typed + "\"; it must be one of " +
                                    allowed);
    }

    std::array<float, 3> three(std::string_view name, std::array<float, 3> usual) {
        known_.emplace(name);
        const auto node = table_[name];
        if (!node) return usual;
        const auto* list = node.as_array();
        std::array<float, 3> numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const auto number = list && list->size() == 3 ? (*list)[i].value<float>() : std::nullopt;
            if (!number) throw std::invalid_argument("needs three numbers for " + path_of(name));
            numbers.at(i) = *number;
        }
        return numbers;
    }

    Keys need_table(std::string_view name) {
        known_.emplace(name);
        const auto* table = table_[name].as_table();
        if (!table) throw std::invalid_argument("lacks the table [" + std::string(name) + "]");
        return {*table, std::string(name) + "."};
    }

    bool has(std::string_view name) const { return table_.contains(name); }
    std::string path_of(std::string_view name) const { return prefix_ + std::string(name); }

    void refuse_others() const {
        for (const auto& [key, value] : table_)
            if (!known_.contains(std::string(key.str())))
                throw std::invalid_argument("has an unknown key " + prefix_ + std::string(key.str()));
    }

private:
    const toml::table& table_;
    std::string prefix_;
    std::set<std::string> known_;
};

// Above 0 and at most 1.
float share(Keys& keys, std::string_view name) {
    const auto number = keys.need<float>(name);
    if (!(number > 0 && number <= 1))
        throw std::invalid_argument("has a " + keys.path_of(name) + " that is not above 0 and at most 1");
    return number;
}

std::uint32_t side(Keys& keys, std::string_view name) {
    const auto pixels = keys.need<std::int64_t>(name);
    if (pixels < 1 || pixels > largest_side)
        throw std::invalid_argument("says input." + std::string(name) + " is " + std::to_string(pixels) +
                                    "; it must be 1 to " + std::to_string(largest_side));
    return static_cast<std::uint32_t>(pixels);
}

void read_input(Keys keys, ModelPack& pack) {
    pack.layout = keys.choose<PackLayout>("layout", {{"nchw", PackLayout::nchw}, {"nhwc", PackLayout::nhwc}},
                                          pack.layout);
    pack.colours = keys.choose<PackColours>("colours", {{"rgb", PackColours::rgb}, {"bgr", PackColours::bgr}},
                                            pack.colours);
    pack.width = side(keys, "width");
    pack.height = side(keys, "height");
    pack.mean = keys.three("mean", pack.mean);
    pack.deviation = keys.three("deviation", pack.deviation);
    if (std::ranges::count(pack.deviation, 0.0F) > 0)
        throw std::invalid_argument("has 0 in input.deviation, by which is divided");
    keys.refuse_others();
}

void read_text(Keys keys, ModelPack& pack) {
    pack.text.emplace();
    pack.text->matches = share(keys, "matches");
    keys.refuse_others();
}

void read_scores(Keys& keys, ModelPack& pack) {
    pack.scores = keys.choose<PackScores>("scores",
                                          {{"probabilities", PackScores::probabilities},
                                           {"sigmoid", PackScores::sigmoid},
                                           {"softmax", PackScores::softmax}},
                                          pack.scores);
    pack.threshold = share(keys, "threshold");
    if (keys.find<bool>("embedding").value_or(false)) pack.embedding = 1;
}

ModelPack parse(const toml::table& text) {
    ModelPack pack;
    Keys keys(text, "");
    pack.id = ModelId(keys.need<std::string>("id"));
    if (pack.id.empty()) throw std::invalid_argument("has an empty id");
    pack.output = keys.choose<PackOutput>("output",
                                          {{"classifier", PackOutput::classifier},
                                           {"detector", PackOutput::detector},
                                           {"embedding", PackOutput::embedding},
                                           {"image-text", PackOutput::image_text}},
                                          pack.output);
    if (has_scores(pack.output))
        read_scores(keys, pack);
    else
        pack.embedding = 0;
    if (pack.output == PackOutput::image_text) {
        pack.alike = usual_likeness_of_pairs;
        read_text(keys.need_table("text"), pack);
    }
    if (pack.embedding && keys.has("alike")) pack.alike = share(keys, "alike");
    read_input(keys.need_table("input"), pack);
    keys.refuse_others();
    return pack;
}

fs::path present(fs::path file) {
    if (!fs::is_regular_file(file)) refuse(file, "is missing");
    return file;
}

ModelPack read_description(const fs::path& file) {
    try {
        return parse(toml::parse_file(present(file).string()));
    } catch (const toml::parse_error& error) {
        refuse(file, "is no TOML: " + std::string(error.description()));
    } catch (const std::invalid_argument& error) {
        refuse(file, error.what());
    }
}

// Lists of tags in queries are separated by commas.
std::string fault_of_label(const std::string& label) {
    if (label.size() > longest_label)
        return "has a label of more than " + std::to_string(longest_label) + " bytes";
    if (label.find(',') != std::string::npos) return "has a comma";
    return parse_line(label, longest_label, "label") ? "" : "has a label that is no text";
}

std::vector<std::string> read_labels(const fs::path& file) {
    std::ifstream lines(file);
    if (!lines) refuse(file, "is missing");
    std::vector<std::string> labels;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (const auto fault = fault_of_label(line); !fault.empty())
            refuse(file, fault + " in line " + std::to_string(labels.size() + 1));
        labels.push_back(std::move(line));
    }
    if (std::ranges::all_of(labels, &std::string::empty)) refuse(file, "names nothing");
    return labels;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    if (!fs::is_directory(folder)) return found;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

}  // namespace

ModelPack read_model_pack(const fs::path& folder) {
    ModelPack pack = read_description(folder / "pack.toml");
    if (has_scores(pack.output)) pack.labels = read_labels(folder / "labels.txt");
    pack.model = present(folder / "model.onnx");
    if (pack.text) {
        pack.text->model = present(folder / "text.onnx");
        pack.text->merges = present(folder / "merges.txt");
    }
    return pack;
}

const ModelPack* embedding_pack(const std::vector<ModelPack>& packs) {
    const ModelPack* chosen = nullptr;
    for (const auto& pack : packs)
        if (pack.embedding && (pack.text || !chosen || !chosen->text)) chosen = &pack;
    return chosen;
}

std::vector<ModelPack> read_model_packs(const std::vector<fs::path>& folders) {
    std::vector<ModelPack> packs;
    for (const auto& folder : folders) {
        for (const auto& pack_folder : folders_in(folder)) {
            auto pack = read_model_pack(pack_folder);
            if (std::ranges::any_of(packs, [&](const auto& other) { return other.id == pack.id; }))
                refuse(pack_folder / "pack.toml", "has the id " + pack.id.text() + " of another pack");
            packs.push_back(std::move(pack));
        }
    }
    return packs;
}

}  // namespace snapory
