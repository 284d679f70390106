#include "app/config.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "app/spelling.hpp"

namespace snapory {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:///";
constexpr std::string_view file_scheme = "file:///";

// A URL names an absolute path, so the last slash of the scheme is its first.
std::filesystem::path path_of_url(std::string_view url, std::string_view scheme) {
    return std::filesystem::path(url.substr(scheme.size() - 1)).lexically_normal();
}

const ConfigKey* find_key(std::string_view name) {
    auto keys = config_keys();
    auto found = std::ranges::find(keys, name, &ConfigKey::name);
    return found == keys.end() ? nullptr : &*found;
}

std::vector<std::string> key_names() {
    std::vector<std::string> names;
    for (const auto& key : config_keys()) names.emplace_back(key.name);
    return names;
}

std::optional<std::string> apply(const Setting& setting, Config& config) {
    const auto* key = find_key(setting.key);
    if (key == nullptr) {
        auto meant = nearest(setting.key, key_names());
        return "there is no key " + setting.key + (meant ? "; did you mean " + *meant + "?" : "");
    }
    if (!key->is_list && setting.values.size() != 1) return setting.key + " takes one value";
    auto refusal = key->set(config, setting.values);
    if (!refusal) return std::nullopt;
    auto given = key->secret ? std::string() : " is \"" + setting.values.front() + "\", but";
    return setting.key + given + " must be " + std::string(key->allowed) +
           (refusal->empty() ? "" : " (" + *refusal + ")");
}

// What one key needs of others. A link in a mail must not lead where the asking request says that it came to:
// anyone can send any Host.
std::optional<std::string> missing_beside(const Config& config) {
    if (config.smtp_url.empty()) return std::nullopt;
    if (config.public_url.empty()) return "smtp.url needs public_url: links in mails lead there";
    if (config.smtp_from.empty()) return "smtp.url needs smtp.from: who mails are from";
    return std::nullopt;
}

}  // namespace

bool Config::uses_postgres() const { return database_url.starts_with("postgres"); }

std::filesystem::path Config::database_file() const {
    return database_url.empty() ? data / "snapory.sqlite" : path_of_url(database_url, sqlite_scheme);
}

std::filesystem::path Config::blob_folder() const {
    return storage_url.empty() ? data / "blobs" : path_of_url(storage_url, file_scheme);
}

std::string environment_name(std::string_view key) {
    std::string name = "SNAPORY_";
    for (char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

std::expected<Config, std::vector<std::string>> load_config(const ConfigSources& sources) {
    std::vector<std::string> faults;
    std::vector<Setting> settings;
    if (sources.file) settings = read_toml(*sources.file, faults);
    std::ranges::move(read_environment(sources.environment, faults), std::back_inserter(settings));
    std::ranges::copy(sources.flags, std::back_inserter(settings));

    Config config;
    for (const auto& setting : settings)
        if (auto fault = apply(setting, config)) faults.push_back(setting.origin + ": " + *fault);
    if (auto fault = missing_beside(config)) faults.push_back(*fault);
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return config;
}

}  // namespace snapory
