#include <unistd.h>

#include <cstdlib>

#include "app/commands.hpp"

namespace snapory {

Config load_config(const InstallationOptions& options) {
    ConfigSources sources{options.config_file, process_environment(), options.flags};
    if (const auto* file = std::getenv("SNAPORY_CONFIG"); file != nullptr && !sources.file)
        sources.file = file;
    auto config = load_config(sources);
    if (config) return *config;
    std::string text;
    for (const auto& fault : config.error()) text += (text.empty() ? "" : "\n") + fault;
    throw UsageError(text);
}

void start_log(const Config& config) {
    bool text = config.log_style == LogStyle::text ||
                (config.log_style == LogStyle::automatic && ::isatty(STDERR_FILENO) == 1);
    start_log(config.log_level, text ? LogFormat::text : LogFormat::json);
}

}  // namespace snapory
