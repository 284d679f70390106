#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "application/accounts/register_account.hpp"
#include "domain/limits.hpp"
#include "telemetry/log.hpp"

namespace snapory {

enum class LogStyle : std::uint8_t { automatic, json, text };  // automatic: text at a terminal, else json

// All that an operator can set; docs/configuration.md is made from the table of its keys. Empty text means
// what the key's help says.
struct Config {
    std::filesystem::path data = "data";
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  // 0: the role's own
    std::string public_url;
    std::string secret_key;
    Registration registration = Registration::first;
    std::string database_url;
    std::size_t database_connections = 16;
    std::string database_replica_url;
    std::string storage_url;
    std::string storage_access_key;  // of an object store
    std::string storage_secret_key;
    std::string storage_accel_prefix;
    std::string redis_url;
    std::string smtp_url;
    std::string smtp_from;
    std::string cdn_base_url;
    std::string ai_url;
    unsigned ai_threads = 0;              // 0: one for each processor
    std::uint32_t ai_unload_after = 300;  // seconds
    std::filesystem::path models;
    std::filesystem::path packs;
    std::filesystem::path web;
    std::vector<std::string> allowed_origins;
    std::vector<std::string> trusted_proxies;
    Limits limits;
    std::string traces_url;
    double traces_share = 1;
    LogLevel log_level = LogLevel::info;
    LogStyle log_style = LogStyle::automatic;

    bool uses_postgres() const;
    std::filesystem::path database_file() const;  // of SQLite
    std::filesystem::path blob_folder() const;    // of the disk store
};

// One value from outside, before it is understood.
struct Setting {
    std::string key;                  // "log.level"
    std::vector<std::string> values;  // one, but for lists
    std::string origin;               // "snapory.toml:12" or "SNAPORY_LOG_LEVEL", for messages
};

// One row of the table of keys.
struct ConfigKey {
    std::string_view name;
    std::string_view allowed;  // in words
    std::string_view help;
    bool is_list = false;
    bool secret = false;
    // Why these values are refused; nothing when they were set.
    std::optional<std::string> (*set)(Config& config, const std::vector<std::string>& values) = nullptr;
    std::string (*show)(const Config& config) = nullptr;
};
std::span<const ConfigKey> config_keys();

// "SNAPORY_LOG_LEVEL" for "log.level".
std::string environment_name(std::string_view key);

struct ConfigSources {
    std::optional<std::filesystem::path> file = {};  // TOML
    std::vector<std::pair<std::string, std::string>> environment = {};
    std::vector<Setting> flags = {};  // of the command line
};

// Flags win over the environment, which wins over the file. Errors: every fault at once, a line each.
std::expected<Config, std::vector<std::string>> load_config(const ConfigSources& sources);

// Settings of a TOML file, and of the variables of an environment that belong to Snapory; faults are added to
// `faults`.
std::vector<Setting> read_toml(const std::filesystem::path& file, std::vector<std::string>& faults);
std::vector<Setting> read_environment(const std::vector<std::pair<std::string, std::string>>& environment,
                                      std::vector<std::string>& faults);

// The process's own environment.
std::vector<std::pair<std::string, std::string>> process_environment();

}  // namespace snapory
