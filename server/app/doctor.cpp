#include <algorithm>
#include <iostream>
#include <iterator>

#include <boost/json.hpp>

#include "app/commands.hpp"
#include "app/findings.hpp"
#include "app/shared_files.hpp"
#include "app/storage.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using State = Finding::State;

std::string_view name_of(State state) {
    switch (state) {
        case State::ok: return "ok";
        case State::warn: return "warn";
        case State::fail: return "fail";
    }
    return "fail";
}

std::string padded(std::string_view text, std::size_t width) {
    std::string cell(text);
    cell.resize(std::max(width, cell.size()), ' ');
    return cell;
}

// The value of a key as it may be shown.
std::string shown(const ConfigKey& key, const Config& config) {
    auto value = key.show(config);
    return key.secret && !value.empty() ? "(set)" : value;
}

void print(const std::vector<Finding>& findings, const Config& config) {
    for (const auto& finding : findings) {
        std::cout << padded(name_of(finding.state), 6) << padded(finding.subject, 14) << finding.detail
                  << '\n';
        if (!finding.advice.empty()) std::cout << padded("", 20) << "-> " << finding.advice << '\n';
    }
    std::cout << "\nThe configuration in effect:\n";
    for (const auto& key : config_keys())
        std::cout << "  " << padded(key.name, 32) << shown(key, config) << '\n';
}

void print_json(const std::vector<Finding>& findings, const Config& config) {
    json::array list;
    for (const auto& finding : findings)
        list.push_back(json::object{{"subject", finding.subject},
                                    {"state", name_of(finding.state)},
                                    {"detail", finding.detail},
                                    {"advice", finding.advice}});
    json::object values;
    for (const auto& key : config_keys()) values[key.name] = shown(key, config);
    std::cout << json::serialize(json::object{{"findings", list}, {"configuration", values}}) << '\n';
}

// The table of docs/configuration.md.
void print_keys() {
    Config fresh;
    std::cout << "| key | environment | value | default | what it does |\n|---|---|---|---|---|\n";
    for (const auto& key : config_keys()) {
        auto variable = environment_name(key.name);
        auto secret = key.secret ? ", or `" + variable + "_FILE`" : std::string();
        auto value = key.show(fresh);
        std::cout << "| `" << key.name << "` | `" << variable << "`" << secret << " | " << key.allowed
                  << " | " << (value.empty() ? "" : "`" + value + "`") << " | " << key.help << " |\n";
    }
}

Finding sandbox_finding() {
    try {
        return examine_sandbox(SandboxedImageReader().protections());
    } catch (const std::exception& error) {
        return {State::fail, "sandbox", error.what(),
                "photos cannot be processed here; allow seccomp filters"};
    }
}

std::vector<Finding> storage_findings(const Config& config, bool fix) {
    if (auto place = object_store(config)) return examine_object_store(config, *place, fix);
    return {examine_storage(config)};
}

}  // namespace

int doctor(const DoctorOptions& options) {
    if (options.keys) {
        print_keys();
        return 0;
    }
    auto sandbox = sandbox_finding();  // before there are threads
    auto config = load_config(options.installation);
    auto shared = find_shared_files(running_program());
    auto models = config.models.empty() ? shared.models : config.models;
    std::vector<Finding> findings{examine_data_folder(config),
                                  examine_database(config),
                                  examine_models(models),
                                  examine_packs({models / "packs", config.packs}),
                                  examine_front_end(config.web.empty() ? shared.web : config.web),
                                  sandbox,
                                  examine_address(config),
                                  examine_time_zones(),
                                  examine_open_files()};
    if (!config.database_replica_url.empty()) findings.push_back(examine_replica(config));
    if (!config.redis_url.empty()) findings.push_back(examine_redis(config));
    if (!config.smtp_url.empty()) findings.push_back(examine_mail(config));
    std::ranges::move(storage_findings(config, options.fix), std::back_inserter(findings));
    options.json ? print_json(findings, config) : print(findings, config);
    return std::ranges::count(findings, State::fail, &Finding::state) == 0 ? 0 : 1;
}

}  // namespace snapory
