#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <locale>
#include <sstream>

#include "app/config.hpp"
#include "app/spelling.hpp"

namespace snapory {
namespace {

constexpr std::string_view prefix = "SNAPORY_";
// Variables of the program that are no configuration of a server.
constexpr std::array<std::string_view, 3> others{"SNAPORY_CONFIG", "SNAPORY_SERVER", "SNAPORY_TOKEN"};

std::string at_line(const std::filesystem::path& file, const toml::source_region& source) {
    return file.string() + ":" + std::to_string(source.begin.line);
}

// The text of a scalar as a person would write it; nothing for tables, dates and the like.
std::optional<std::string> text_of(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
    if (const auto* number = node.as_floating_point()) {
        std::ostringstream text;
        text.imbue(std::locale::classic());
        text << number->get();
        return text.str();
    }
    return std::nullopt;
}

class TomlReader {
public:
    TomlReader(const std::filesystem::path& file, std::vector<std::string>& faults)
        : file_(file), faults_(faults) {}

    void read(const toml::table& table, const std::string& above) {
        for (const auto& [name, node] : table) {
            auto key = above.empty() ? std::string(name.str()) : above + "." + std::string(name.str());
            if (const auto* inner = node.as_table())
                read(*inner, key);
            else
                read(node, key);
        }
    }
    // In the order of the file, which tables do not keep.
    std::vector<Setting> take() {
        std::ranges::stable_sort(found_, {}, &Found::line);
        std::vector<Setting> settings;
        for (auto& found : found_) settings.push_back(std::move(found.setting));
        return settings;
    }

private:
    struct Found {
        toml::source_index line;
        Setting setting;
    };

    void read(const toml::node& node, const std::string& key) {
        Setting setting{key, {}, at_line(file_, node.source())};
        bool readable = true;
        auto add = [&](const toml::node& value) {
            auto text = text_of(value);
            readable = readable && text;
            if (text) setting.values.push_back(*text);
        };
        if (const auto* values = node.as_array())
            for (const auto& value : *values) add(value);
        else
            add(node);
        if (readable)
            found_.push_back({node.source().begin.line, std::move(setting)});
        else
            faults_.push_back(setting.origin + ": " + key + " takes no value of this kind");
    }

    const std::filesystem::path& file_;
    std::vector<std::string>& faults_;
    std::vector<Found> found_;
};

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> values;
    std::istringstream stream(text);
    for (std::string value; std::getline(stream, value, ',');) {
        auto first = value.find_first_not_of(' ');
        if (first != std::string::npos)
            values.push_back(value.substr(first, value.find_last_not_of(' ') - first + 1));
    }
    return values;
}

const ConfigKey* key_of(std::string_view variable) {
    auto keys = config_keys();
    auto found =
        std::ranges::find(keys, variable, [](const ConfigKey& key) { return environment_name(key.name); });
    return found == keys.end() ? nullptr : &*found;
}

// The key whose value is in the file that this variable names.
const ConfigKey* secret_key_of(std::string_view variable) {
    constexpr std::string_view suffix = "_FILE";
    if (!variable.ends_with(suffix)) return nullptr;
    const auto* key = key_of(variable.substr(0, variable.size() - suffix.size()));
    return key != nullptr && key->secret ? key : nullptr;
}

std::vector<std::string> known_names() {
    std::vector<std::string> names;
    for (const auto& key : config_keys()) names.push_back(environment_name(key.name));
    return names;
}

// A secret's file ends in a line break more often than not.
std::optional<std::string> read_secret(const std::string& file) {
    std::ifstream stream(file);
    if (!stream) return std::nullopt;
    std::string text(std::istreambuf_iterator<char>(stream), {});
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
}

}  // namespace

std::vector<Setting> read_toml(const std::filesystem::path& file, std::vector<std::string>& faults) {
    if (!std::filesystem::is_regular_file(file)) {
        faults.push_back(file.string() + ": there is no such file");
        return {};
    }
    try {
        TomlReader reader(file, faults);
        reader.read(toml::parse_file(file.string()), "");
        return reader.take();
    } catch (const toml::parse_error& error) {
        faults.push_back(at_line(file, error.source()) + ": " + std::string(error.description()));
        return {};
    }
}

// Variables of others that happen to begin alike, such as those that Kubernetes makes of a service's name,
// are let be.
std::vector<Setting> read_environment(const std::vector<std::pair<std::string, std::string>>& environment,
                                      std::vector<std::string>& faults) {
    std::vector<Setting> settings;
    for (const auto& [name, value] : environment) {
        bool ours = name.starts_with(prefix) && std::ranges::find(others, name) == others.end();
        if (!ours) continue;
        if (const auto* key = key_of(name)) {
            settings.push_back(
                {std::string(key->name), key->is_list ? split(value) : std::vector{value}, name});
        } else if (const auto* secret_key = secret_key_of(name)) {
            if (auto secret = read_secret(value))
                settings.push_back({std::string(secret_key->name), {*secret}, name});
            else
                faults.push_back(name + ": cannot read the file " + value);
        } else if (auto meant = nearest(name, known_names())) {
            faults.push_back(name + ": there is no such variable; did you mean " + *meant + "?");
        }
    }
    return settings;
}

std::vector<std::pair<std::string, std::string>> process_environment() {
    std::vector<std::pair<std::string, std::string>> variables;
    for (auto* entry = environ; *entry != nullptr; ++entry) {
        std::string_view text(*entry);
        auto equals = text.find('=');
        if (equals != std::string_view::npos)
            variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

}  // namespace snapory
