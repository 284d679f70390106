#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "domain/stage.hpp"

namespace snapory {

// Wrong use of the command line or of the configuration: exit status 2.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What every command that runs on this installation takes.
struct InstallationOptions {
    std::optional<std::filesystem::path> config_file;  // --config
    std::vector<Setting> flags;                        // --data, --host, --port
};
// Throws UsageError that names every fault, a line each.
Config load_config(const InstallationOptions& options);
void start_log(const Config& config);

// Each runs one subcommand to its end and gives the exit status; throws what is said in one line: UsageError,
// OperatorError, Unavailable, std::system_error.
int serve(const InstallationOptions& options);
int run_api(const InstallationOptions& options);
int run_web(const InstallationOptions& options);

struct AiOptions {
    InstallationOptions installation;
    std::filesystem::path socket;  // listen here instead of on host and port
};
int run_ai(const AiOptions& options);

struct MigrateOptions {
    InstallationOptions installation;
    std::string from;  // URL of a database that is to be copied; empty: none
};
int migrate_database(const MigrateOptions& options);

struct UploadOptions {
    std::vector<std::filesystem::path> paths;  // files and folders
    std::string event;                         // code or id
    std::string server;
    std::string token;  // empty: joins as a guest
    std::string pin;
    std::string name;
    bool watch = false;
    bool json = false;
};
int upload(const UploadOptions& options);

enum class UserAction : std::uint8_t { add, password, list };
struct UserOptions {
    InstallationOptions installation;
    UserAction action = UserAction::list;
    std::string email;
    std::string name;
    bool json = false;
};
int user(const UserOptions& options);

struct DoctorOptions {
    InstallationOptions installation;
    bool json = false;
    bool fix = false;   // mend what can be mended from here
    bool keys = false;  // print the table of configuration keys instead
};
int doctor(const DoctorOptions& options);

struct ReanalyseOptions {
    InstallationOptions installation;
    std::string event;  // code or id; empty: every event
    Stages stages;      // empty: each there is
    bool all = false;
    bool background = false;  // only asks for it
    bool json = false;
};
int reanalyse(const ReanalyseOptions& options);

struct EvalFacesOptions {
    InstallationOptions installation;
    std::vector<std::filesystem::path> people;     // folders with a folder for each person
    std::vector<std::filesystem::path> strangers;  // folders of photos with people of whom each appears once
    float face_width = 0;                          // pixels; shrink photos to faces this wide; 0: as they are
    std::filesystem::path plot;                    // SVG to write; empty: none
    bool json = false;
};
int eval_faces(const EvalFacesOptions& options);

struct EvalPeopleOptions {
    InstallationOptions installation;
    std::vector<std::filesystem::path> people;  // folders with a folder for each person
    std::uint64_t seed = 1;                     // of the order in which the photos come
    bool json = false;
};
int eval_people(const EvalPeopleOptions& options);

struct DemoOptions {
    std::string server;
    std::string email;
    std::string password;
    bool json = false;
};
int demo(const DemoOptions& options);

}  // namespace snapory
