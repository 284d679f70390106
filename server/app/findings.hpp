#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "infrastructure/sandbox/sandboxed_image_reader.hpp"

namespace snapory {

// What `snapory doctor` found out about one thing.
struct Finding {
    enum class State : std::uint8_t { ok, warn, fail } state = State::ok;
    std::string subject;
    std::string detail;  // what is the case
    std::string advice;  // what to do; empty when nothing is
};

Finding examine_data_folder(const Config& config);
Finding examine_database(const Config& config);
// Only where a replica is configured.
Finding examine_replica(const Config& config);
// Only where Redis is configured.
Finding examine_redis(const Config& config);
// Only where a mail server is configured; sends nothing.
Finding examine_mail(const Config& config);
Finding examine_storage(const Config& config);
Finding examine_models(const std::filesystem::path& folder);
// Loads every model pack once.
Finding examine_packs(const std::vector<std::filesystem::path>& folders);
Finding examine_front_end(const std::filesystem::path& folder);
Finding examine_sandbox(const Protections& protections);
Finding examine_address(const Config& config);
Finding examine_time_zones();
Finding examine_open_files();

}  // namespace snapory
