#include "app/guest_pass.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <system_error>

#include <boost/json.hpp>

#include "app/commands.hpp"
#include "domain/event_code.hpp"
#include "domain/uuid.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string event_id(const json::value& answer) {
    return std::string(answer.at("event").at("id").as_string());
}

fs::path pass_file(const fs::path& folder, const std::string& server, const std::string& code) {
    return folder / ("guest-" + std::to_string(std::hash<std::string>{}(server + " " + code)));
}

std::string kept_token(const fs::path& file) {
    std::string token;
    std::ifstream(file) >> token;
    return token;
}

// A pass that cannot be kept costs the next run what was begun and not completed, no more.
void keep(const fs::path& file, const std::string& token) {
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    std::ofstream(file) << token << '\n';  // for its owner only, by the process's umask
}

// Whether the token is still good for the event.
bool is_welcome(ApiClient& client, const std::string& event) {
    try {
        client.get("/events/" + event);
        return true;
    } catch (const Refusal& refusal) {
        if (refusal.status == 401 || refusal.status == 403 || refusal.status == 404) return false;
        throw;
    }
}

}  // namespace

fs::path state_folder() {
    if (const auto* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != '\0')
        return fs::path(state) / "snapory";
    const auto* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/tmp") / ".local/state/snapory";
}

Destination join(const Invitee& invitee, const fs::path& folder, const ApiClient::Stopped& stopped) {
    if (invitee.token.empty() && is_uuid(invitee.event))
        throw UsageError("--event needs the code of the event, or --token an access token, to join by");
    if (is_uuid(invitee.event)) return {invitee.server, invitee.token, invitee.event};
    auto code = parse_event_code(invitee.event);
    if (!code)
        throw UsageError("--event \"" + invitee.event + "\" is neither a code of ten characters nor an id");

    ApiClient client(invitee.server, invitee.token, stopped, Patience::two_seconds);
    auto path = "/join/" + code->text();
    auto id = event_id(client.get(path));
    if (!invitee.token.empty()) return {invitee.server, invitee.token, id};

    auto file = pass_file(folder, client.server(), code->text());
    client.set_token(kept_token(file));
    if (!client.token().empty() && is_welcome(client, id)) return {invitee.server, client.token(), id};
    client.set_token("");
    json::object asked;
    if (!invitee.pin.empty()) asked["pin"] = invitee.pin;
    if (!invitee.name.empty()) asked["displayName"] = invitee.name;
    std::string token(client.post(path, asked).at("guestToken").as_string());
    keep(file, token);
    return {invitee.server, token, id};
}

}  // namespace snapory
