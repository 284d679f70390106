#include "app/command_line.hpp"

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/commands.hpp"
#include "app/completion.hpp"
#include "app/spelling.hpp"
#include "app/version.hpp"

namespace snapory {
namespace {

using Run = std::function<int()>;

// The commands of the program; parsing sets `chosen` to what is to be run.
class CommandLine {
public:
    CommandLine();

    int run(int argc, const char* const* argv);

private:
    CLI::App* add(const std::string& name, const std::string& about, const std::string& examples, Run run);
    void add_installation_options(CLI::App* command, InstallationOptions& options);
    void add_listening_options(CLI::App* command, InstallationOptions& options, int port);
    void add_roles();
    void add_upload();
    void add_user();
    void add_upkeep();
    void add_reanalyse();
    void add_demo();
    void add_eval();
    void add_eval_people(CLI::App& eval);
    void add_completion();
    int print_completion();
    void refuse_unknown(const std::string& word) const;

    CLI::App app_{"Collects the photos of an event, and gives each guest those they are in.", "snapory"};
    Run chosen_;
    InstallationOptions installation_;
    AiOptions ai_;
    UploadOptions upload_;
    MigrateOptions migrate_;
    UserOptions user_;
    DoctorOptions doctor_;
    ReanalyseOptions reanalyse_;
    std::vector<std::string> stages_;
    DemoOptions demo_;
    EvalFacesOptions eval_faces_;
    EvalPeopleOptions eval_people_;
    std::string shell_;
};

// A flag that overrules a key of the configuration.
void add_setting(CLI::App* command, InstallationOptions& options, const std::string& name,
                 const std::string& key, const std::string& about) {
    auto flag = "--" + name;
    auto set = [&options, key, flag](const std::string& value) {
        options.flags.push_back({key, {value}, flag});
    };
    command->add_option_function<std::string>(flag, set, about);
}

CommandLine::CommandLine() {
    app_.set_version_flag("--version", std::string("snapory ") + program_version);
    app_.require_subcommand(1);
    app_.failure_message([](const CLI::App* app, const CLI::Error& error) {
        return std::string("snapory: ") + error.what() + "; see " + app->get_name() + " --help\n";
    });
    add_roles();
    add_upload();
    add_user();
    add_upkeep();
    add_reanalyse();
    add_demo();
    add_eval();
    add_completion();
}

CLI::App* CommandLine::add(const std::string& name, const std::string& about, const std::string& examples,
                           Run run) {
    auto* command = app_.add_subcommand(name, about);
    command->footer("Examples:\n" + examples);
    command->callback([this, run = std::move(run)] { chosen_ = run; });
    return command;
}

void CommandLine::add_installation_options(CLI::App* command, InstallationOptions& options) {
    command->add_option("--config", options.config_file, "Configuration file, TOML; also $SNAPORY_CONFIG");
    add_setting(command, options, "data", "data", "Folder for everything that is kept (default: data)");
}

void CommandLine::add_listening_options(CLI::App* command, InstallationOptions& options, int port) {
    add_installation_options(command, options);
    add_setting(command, options, "host", "host",
                "Where to listen; 0.0.0.0 is every network (default: 127.0.0.1)");
    add_setting(command, options, "port", "port", "Where to listen (default: " + std::to_string(port) + ")");
}

void CommandLine::add_roles() {
    auto* serve_command = add("serve", "Every role in one process tree, with nothing else to start",
                              "  snapory serve\n"
                              "  snapory serve --data /srv/snapory --host 0.0.0.0 --port 8080\n"
                              "  SNAPORY_PUBLIC_URL=https://photos.example.org snapory serve",
                              [this] { return serve(installation_); });
    add_listening_options(serve_command, installation_, 8080);

    auto* web = add("web", "Pages for guests and hosts", "  snapory web --config /etc/snapory.toml",
                    [this] { return run_web(installation_); });
    add_listening_options(web, installation_, 3000);

    auto* api =
        add("api", "REST and WebSocket", "  SNAPORY_AI_URL=http://127.0.0.1:8000 snapory api --port 5000",
            [this] { return run_api(installation_); });
    add_listening_options(api, installation_, 5000);

    auto* ai = add("ai", "Processes photos and reads selfies; not to be reached from outside",
                   "  snapory ai --port 8000", [this] { return run_ai(ai_); });
    add_listening_options(ai, ai_.installation, 8000);
    ai->add_option("--socket", ai_.socket, "Listen on this Unix socket instead");
}

void CommandLine::add_upkeep() {
    auto* migrate = add("migrate", "Brings the database up to date; serve and api do it by themselves",
                        "  snapory migrate --data /srv/snapory\n"
                        "  SNAPORY_DATABASE_URL_FILE=/etc/snapory/url snapory migrate --from "
                        "sqlite:///srv/snapory/snapory.sqlite",
                        [this] { return migrate_database(migrate_); });
    add_installation_options(migrate, migrate_.installation);
    migrate->add_option("--from", migrate_.from, "Copy this SQLite database into the configured PostgreSQL")
        ->type_name("URL");
    add_setting(migrate, migrate_.installation, "to", "database.url",
                "Where to; also database.url of the configuration, where no list of processes shows it");

    auto* doctor_command =
        add("doctor", "Checks configuration, disk, models and sandbox, and says what to do",
            "  snapory doctor --config /etc/snapory.toml\n"
            "  snapory doctor --fix       makes the bucket and its rules, see docs/operators.md\n"
            "  snapory doctor --keys      every configuration key, as a table",
            [this] { return doctor(doctor_); });
    add_installation_options(doctor_command, doctor_.installation);
    doctor_command->add_flag("--fix", doctor_.fix,
                             "Mend what can be mended from here: the bucket and its rules");
    doctor_command->add_flag("--keys", doctor_.keys, "Print the table of configuration keys instead");
    doctor_command->add_flag("--json", doctor_.json, "As JSON");
}

void CommandLine::add_reanalyse() {
    auto* command = add("reanalyse", "Has photos read again by the models of now, while nothing else waits",
                        "  snapory reanalyse                              what other models read\n"
                        "  snapory reanalyse --event K7M2P9Q4XW --stages faces --all\n"
                        "  snapory reanalyse --background\n"
                        "snapory serve or snapory ai does the work; stopping this command does not end it.",
                        [this] {
                            for (const auto& name : stages_)
                                reanalyse_.stages.insert(name == "faces" ? Stage::faces : Stage::tags);
                            return reanalyse(reanalyse_);
                        });
    add_installation_options(command, reanalyse_.installation);
    command->add_option("--event", reanalyse_.event, "Only photos of this event, by its code or id");
    command->add_option("--stages", stages_, "Only these: faces, tags (default: all)")
        ->delimiter(',')
        ->check(CLI::IsMember({"faces", "tags"}))
        ->type_name("STAGE");
    command->add_flag("--all", reanalyse_.all, "Also what the models of now have read");
    command->add_flag("--background", reanalyse_.background, "Do not wait until it is done");
    command->add_flag("--json", reanalyse_.json, "One JSON object a line on standard output");
}

void CommandLine::add_upload() {
    auto* command =
        add("upload", "Sends photos and folders of photos to an event; run again, it goes on",
            "  snapory upload ~/Pictures/wedding --event K7M2P9Q4XW --server https://photos.example.org\n"
            "  snapory upload /mnt/camera --event K7M2P9Q4XW --server http://localhost:8080 --watch",
            [this] { return upload(upload_); });
    command->add_option("paths", upload_.paths, "Photos, and folders that hold some")
        ->required()
        ->type_name("PATH");
    command->add_option("--event", upload_.event, "The event's code or id")->required();
    command->add_option("--server", upload_.server, "Where Snapory is")
        ->required()
        ->envname("SNAPORY_SERVER");
    command->add_option("--token", upload_.token, "Access token; without one you join as a guest")
        ->envname("SNAPORY_TOKEN");
    command->add_option("--pin", upload_.pin, "The event's PIN, if it has one");
    command->add_option("--name", upload_.name, "What the others see of you as a guest");
    command->add_flag("--watch", upload_.watch, "Go on with what is written into the folders, until stopped");
    command->add_flag("--json", upload_.json, "One JSON object a photo on standard output");
}

void CommandLine::add_user() {
    auto* command = app_.add_subcommand("user", "Accounts from the shell");
    command->footer(
        "Examples:\n  snapory user add ada@example.org --name Ada\n"
        "  snapory user password ada@example.org\n  snapory user list --json\n"
        "The password is asked for, or read from standard input.");
    command->require_subcommand(1);
    auto add_action = [&](const char* name, const char* about, UserAction action) {
        auto* sub = command->add_subcommand(name, about);
        add_installation_options(sub, user_.installation);
        sub->callback([this, action] {
            user_.action = action;
            chosen_ = [this] { return user(user_); };
        });
        return sub;
    };
    auto* add_account = add_action("add", "Makes an account", UserAction::add);
    add_account->add_option("email", user_.email, "Its address")->required();
    add_account->add_option("--name", user_.name, "What others see");
    add_account->add_flag("--json", user_.json, "Print the account as JSON");
    add_action("password", "Sets a password and ends every session of the account", UserAction::password)
        ->add_option("email", user_.email, "The account's address")
        ->required();
    add_action("list", "Prints the accounts", UserAction::list)->add_flag("--json", user_.json, "As JSON");
}

void CommandLine::add_demo() {
    auto* command = add("demo", "Makes an event with sample photos and prints its link",
                        "  snapory demo\n  snapory demo --server https://photos.example.org --email "
                        "you@example.org --password …",
                        [this] { return demo(demo_); });
    command->add_option("--server", demo_.server, "Where Snapory is (default: http://localhost:8080)")
        ->default_val("http://localhost:8080")
        ->envname("SNAPORY_SERVER");
    auto* email = command->add_option("--email", demo_.email, "Your account; without it one is made");
    email->needs(command->add_option("--password", demo_.password, "Its password"));
    command->add_flag("--json", demo_.json, "Print the event as JSON");
}

void CommandLine::add_eval() {
    auto* command =
        app_.add_subcommand("eval", "Measures the models on your own photos; docs/models.md tells how");
    command->footer(
        "Examples:\n  snapory eval faces ~/known-people --strangers ~/group-photos --plot faces.svg\n"
        "  snapory eval people ~/known-people --seed 7");
    command->require_subcommand(1);
    auto* faces = command->add_subcommand("faces", "How well faces are told apart: a folder for each person");
    add_installation_options(faces, eval_faces_.installation);
    faces->add_option("people", eval_faces_.people, "Folders with a folder of photos for each person")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("DIR");
    faces->add_option("--strangers", eval_faces_.strangers, "Photos of others, nobody twice")
        ->check(CLI::ExistingDirectory)
        ->type_name("DIR");
    faces
        ->add_option("--face-width", eval_faces_.face_width,
                     "Shrink photos until faces are so many pixels wide")
        ->check(CLI::PositiveNumber);
    faces->add_option("--plot", eval_faces_.plot, "Write an SVG to this file")->type_name("FILE");
    faces->add_flag("--json", eval_faces_.json, "As JSON");
    faces->callback([this] { chosen_ = [this] { return eval_faces(eval_faces_); }; });
    add_eval_people(*command);
}

void CommandLine::add_eval_people(CLI::App& eval) {
    auto* people =
        eval.add_subcommand("people", "How well faces are grouped into people: a folder for each person");
    add_installation_options(people, eval_people_.installation);
    people->add_option("people", eval_people_.people, "Folders with a folder of photos for each person")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("DIR");
    people->add_option("--seed", eval_people_.seed, "Another order in which the photos come");
    people->add_flag("--json", eval_people_.json, "As JSON");
    people->callback([this] { chosen_ = [this] { return eval_people(eval_people_); }; });
}

void CommandLine::add_completion() {
    auto* command = add("completion", "Prints a script that teaches a shell to complete these commands",
                        "  snapory completion bash > /etc/bash_completion.d/snapory\n"
                        "  snapory completion fish | source",
                        [this] { return print_completion(); });
    command->add_option("shell", shell_, "bash, zsh or fish")->required();
}

int CommandLine::print_completion() {
    std::vector<CompletedCommand> commands;
    for (const auto* command : app_.get_subcommands(nullptr)) {
        CompletedCommand completed{command->get_name(), command->get_description(), {}};
        for (const auto* option : command->get_options())
            for (const auto& name : option->get_lnames()) completed.words.push_back("--" + name);
        for (const auto* sub : command->get_subcommands(nullptr)) completed.words.push_back(sub->get_name());
        commands.push_back(std::move(completed));
    }
    auto script = completion_script(shell_, commands);
    if (!script) throw UsageError("completion exists for bash, zsh and fish, not for " + shell_);
    std::cout << *script;
    return 0;
}

// CLI11 would only say that a command is missing.
void CommandLine::refuse_unknown(const std::string& word) const {
    std::vector<std::string> names;
    for (const auto* command : app_.get_subcommands(nullptr)) names.push_back(command->get_name());
    if (word.starts_with('-') || std::ranges::find(names, word) != names.end()) return;
    auto meant = nearest(word, names);
    throw UsageError("there is no command " + word +
                     (meant ? "; did you mean " + *meant + "?" : "; see snapory --help"));
}

int CommandLine::run(int argc, const char* const* argv) {
    if (argc > 1) refuse_unknown(argv[1]);
    try {
        app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app_.exit(error) == 0 ? 0 : 2;
    }
    return chosen_();
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
    try {
        return CommandLine().run(argc, argv);
    } catch (const UsageError& error) {
        std::cerr << "snapory: " << error.what() << '\n';
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "snapory: " << error.what() << '\n';
        return 1;
    }
}

}  // namespace snapory
