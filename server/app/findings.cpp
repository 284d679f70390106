#include "app/findings.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <system_error>

#include "app/data_folder.hpp"
#include "app/mail_delivery.hpp"
#include "app/open_database.hpp"
#include "app/photo_files.hpp"
#include "infrastructure/local/system_clock.hpp"
#include "infrastructure/local/system_time_zones.hpp"
#include "infrastructure/redis/client.hpp"
#include "infrastructure/security/sodium_face_seals.hpp"
#include "infrastructure/sql/jobs.hpp"
#include "infrastructure/sql/migrate.hpp"
#include "infrastructure/tags/pack_tagger.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using State = Finding::State;

constexpr double little_space = 2e9;  // bytes
constexpr std::chrono::milliseconds slow_sync{50};
constexpr rlim_t few_files = 4096;

std::string with_unit(double number, const char* unit) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.1f %s", number, unit);  // NOLINT(*-vararg)
    return text.data();
}

// How long a small write takes until it is safe; nothing when nothing can be written.
std::optional<std::chrono::microseconds> sync_time(const fs::path& folder) {
    auto probe = folder / (".doctor-" + std::to_string(::getpid()));
    int fd = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);  // NOLINT(*-vararg)
    if (fd < 0) return std::nullopt;
    auto begun = std::chrono::steady_clock::now();
    bool safe = ::write(fd, "snapory", 7) == 7 && ::fsync(fd) == 0;
    auto took = std::chrono::steady_clock::now() - begun;
    ::close(fd);
    ::unlink(probe.c_str());
    if (!safe) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::microseconds>(took);
}

double free_bytes(const fs::path& folder) {
    struct statvfs disk{};
    if (::statvfs(folder.c_str(), &disk) != 0) return 0;
    return static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
}

Finding examine_folder(const std::string& subject, const fs::path& folder) {
    if (!fs::exists(folder)) return {State::ok, subject, folder.string() + " is made at the first start", ""};
    auto sync = sync_time(folder);
    if (!sync)
        return {State::fail, subject, folder.string() + " cannot be written to",
                "give it to the user that runs snapory: chown -R USER " + folder.string()};
    auto free = free_bytes(folder);
    auto milliseconds = static_cast<double>(sync->count()) / 1000;
    auto detail = folder.string() + ", " + with_unit(free / 1e9, "GB free") + ", a safe write takes " +
                  with_unit(milliseconds, "ms");
    if (free < little_space) return {State::warn, subject, detail, "make room, or choose a larger disk"};
    if (*sync > slow_sync)
        return {State::warn, subject, detail, "uploads will be slow here; a solid-state disk is better"};
    return {State::ok, subject, detail, ""};
}

// A setting of a PostgreSQL server without which a commit does not survive a power cut.
std::optional<std::string> unsafe_setting(Database& database) {
    const Statement unsafe{"settings.unsafe",
                           "select name from pg_settings where setting = 'off' "
                           "and name in ('fsync', 'full_page_writes', 'synchronous_commit') limit 1"};
    return database.read(
        [&](Connection& connection) { return connection.one(unsafe, {}, first_column<std::string>); });
}

// The first file that is missing or not what the manifest says; empty when all are right.
std::string wrong_model(const fs::path& folder, const toml::table& manifest) {
    const auto* files = manifest["files"].as_array();
    if (files == nullptr) return "manifest.toml";
    for (const auto& file : *files) {
        auto to = fs::path((*file.as_table())["to"].value_or(std::string()));
        if (to.parent_path() != "models") continue;
        auto path = folder / to.filename();
        std::error_code missing;
        PhotoFile model{path, {}, fs::file_size(path, missing), {}};
        if (missing || sha256_of(model) != (*file.as_table())["sha256"].value_or(std::string()))
            return to.filename().string();
    }
    return {};
}

}  // namespace

Finding examine_data_folder(const Config& config) {
    return examine_folder("data folder", fs::absolute(config.data));
}

Finding examine_storage(const Config& config) {
    return examine_folder("storage", fs::absolute(config.blob_folder()));
}

Finding examine_database(const Config& config) {
    auto place = database_place(config);
    if (!config.uses_postgres() && !fs::exists(place))
        return {State::ok, "database", place + " is made at the first start", ""};
    try {
        auto database = open_database(config);
        if (auto risk = config.uses_postgres() ? unsafe_setting(*database) : std::nullopt)
            return {State::warn, "database", place + ", where " + *risk + " is off",
                    "turn it on: without it a power cut may lose photos"};
        SodiumFaceSeals seals(secret_key(config));
        auto counts = SqlJobs(*database, seals).counts(SystemClock().now());
        return {State::ok, "database", place + ", " + std::to_string(counts.waiting) + " photos wait", ""};
    } catch (const SchemaTooNew& error) {
        return {State::fail, "database", error.what(), "use the newer program that wrote it"};
    } catch (const std::exception& error) {
        return {State::fail, "database", error.what(),
                config.uses_postgres() ? "check database.url, or run snapory migrate"
                                       : "check the file's owner, or run snapory migrate"};
    }
}

Finding examine_replica(const Config& config) {
    try {
        auto changes = [](Database& database) {
            const Statement count{
                "changes.all", "select cast(coalesce(sum(last_sequence), 0) as bigint) from event_tallies"};
            return database
                .read([&](Connection& connection) {
                    return connection.one(count, {}, first_column<std::int64_t>);
                })
                .value_or(0);
        };
        auto seen = changes(*open_replica(config));  // first, so that it is not the later one
        auto behind = changes(*open_database(config)) - seen;
        return {State::ok, "replica", "it is " + std::to_string(behind) + " changes behind", ""};
    } catch (const std::exception& error) {
        return {State::fail, "replica", error.what(),
                "check database.replica_url; until then galleries are read from the database"};
    }
}

Finding examine_redis(const Config& config) {
    try {
        RedisClient client(parse_redis_url(config.redis_url).value());
        client.ping();
        return {State::ok, "redis", client.clustered() ? "the cluster answers" : "it answers", ""};
    } catch (const std::exception& error) {
        return {State::warn, "redis", error.what(),
                "check redis.url and the server; until it answers everything works, only slower"};
    }
}

Finding examine_mail(const Config& config) {
    try {
        auto smtp = smtp_config(config);
        check_mail_server(smtp);
        return {State::ok, "mail", smtp.place.url + " takes mails from " + smtp.from.address, ""};
    } catch (const Unavailable& fault) {
        return {State::fail, "mail", fault.what(),
                "check host, port, user and password of smtp.url, and the server's certificate; until then "
                "mails wait"};
    }
}

Finding examine_models(const fs::path& folder) {
    try {
        auto wrong = wrong_model(folder, toml::parse_file((folder / "manifest.toml").string()));
        if (wrong.empty()) return {State::ok, "models", folder.string() + ", every hash is right", ""};
        return {State::fail, "models", wrong + " in " + folder.string() + " is missing or damaged",
                "install the models again: script/models"};
    } catch (const std::exception&) {
        return {State::fail, "models", "there are none in " + folder.string(),
                "install them with script/models, or set ai.models"};
    }
}

Finding examine_packs(const std::vector<fs::path>& folders) {
    try {
        std::string ids;
        for (const auto& pack : check_model_packs(folders))
            ids += (ids.empty() ? "" : ", ") + pack.id.text() + (pack.text ? " (understands texts)" : "");
        if (!ids.empty()) return {State::ok, "model packs", ids, ""};
        return {State::warn, "model packs", "there are none, so that photos get no tags of what they show",
                "install them with script/models, or set ai.models"};
    } catch (const Unavailable& fault) {
        return {State::fail, "model packs", fault.what(),
                "mend the pack, or take its folder away; see docs/models.md"};
    }
}

Finding examine_front_end(const fs::path& folder) {
    if (fs::is_directory(folder / "pages")) return {State::ok, "front end", folder.string(), ""};
    return {State::fail, "front end", "it is not in " + folder.string(),
            "build it with script/setup, or set web.files"};
}

Finding examine_sandbox(const Protections& protections) {
    std::string detail = "system call filter";
    if (protections.landlock_abi > 0) detail += ", Landlock";
    if (protections.namespaces) detail += ", own name spaces";
    if (protections.memory_limit) detail += ", memory limit";
    if (protections.landlock_abi > 0 && protections.namespaces) return {State::ok, "sandbox", detail, ""};
    return {State::warn, "sandbox", "only: " + detail,
            "allow user name spaces and Landlock (kernel 5.13 or later, or the container's seccomp profile)"};
}

Finding examine_address(const Config& config) {
    if (config.public_url.starts_with("https://")) return {State::ok, "address", config.public_url, ""};
    auto detail = config.public_url.empty() ? "public_url is not set" : config.public_url + " is not https";
    return {State::warn, "address", detail,
            "browsers give the camera to https pages only: put nginx or Caddy with a certificate in front, "
            "and set "
            "public_url; until then guests pick or take a photo as their selfie"};
}

Finding examine_time_zones() {
    if (SystemTimeZones().knows("Europe/Berlin")) return {State::ok, "time zones", "known to the system", ""};
    return {State::warn, "time zones", "the system knows UTC only", "install the package tzdata"};
}

Finding examine_open_files() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    auto detail = std::to_string(limit.rlim_cur) + " open files allowed";
    if (limit.rlim_cur >= few_files) return {State::ok, "connections", detail, ""};
    return {State::warn, "connections", detail,
            "allow more for large events: ulimit -n 65536, or LimitNOFILE= in systemd"};
}

}  // namespace snapory
