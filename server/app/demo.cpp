#include <curl/curl.h>

#include <iostream>

#include <boost/json.hpp>

#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/photo_sender.hpp"
#include "app/shared_files.hpp"
#include "infrastructure/security/sodium.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

struct Host {
    std::string email;
    std::string password;
    std::string token;
};

std::string text_at(const json::value& value, const char* name) {
    return std::string(value.at(name).as_string());
}

Host sign_in(ApiClient& client, const DemoOptions& options) {
    json::object credentials{{"email", options.email}, {"password", options.password}};
    auto answer = client.post("/auth/login", credentials);
    return {options.email, options.password, text_at(answer, "accessToken")};
}

// Without an account of the person's own one is made, as far as the instance lets anyone make one.
Host sign_up(ApiClient& client) {
    auto token = SodiumRandomness().next_token();
    Host host{"demo-" + token.substr(0, 8) + "@example.org", token.substr(8, 20), {}};
    try {
        auto answer = client.post(
            "/auth/register",
            json::object{{"email", host.email}, {"displayName", "Demo"}, {"password", host.password}});
        host.token = text_at(answer, "accessToken");
        return host;
    } catch (const Refusal& refusal) {
        if (refusal.status == 403)
            throw UsageError(
                "this server makes no accounts for strangers; give yours with --email and --password");
        throw;
    }
}

json::value make_event(ApiClient& client) {
    json::object settings{{"faceSearch", true}};
    return client.post("/events", json::object{{"title", "Snapory demo"}, {"settings", settings}});
}

}  // namespace

int demo(const DemoOptions& options) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    auto folder = find_shared_files(running_program()).samples;
    auto photos = photos_beneath(folder);
    if (photos.empty())
        throw OperatorError("there are no sample photos in " + folder.string() +
                            "; get them with script/models");

    ApiClient client(options.server, "", [] { return false; }, Patience::two_seconds);
    auto host = options.email.empty() ? sign_up(client) : sign_in(client, options);
    client.set_token(host.token);
    auto event = make_event(client);
    UploadReport report(false);
    PhotoSender({options.server, host.token, text_at(event, "id")}, report, [] {
        return false;
    }).send(photos);
    if (!report.sum_up()) return 1;

    if (options.json) {
        std::cout << json::serialize(json::object{{"eventId", event.at("id")},
                                                  {"joinUrl", event.at("joinUrl")},
                                                  {"email", host.email},
                                                  {"password", host.password}})
                  << '\n';
    } else {
        std::cout << "For guests: " << text_at(event, "joinUrl") << "\nFor the host: " << client.server()
                  << "/login with " << host.email
                  << (options.email.empty() ? " and the password " + host.password : "") << '\n';
    }
    return 0;
}

}  // namespace snapory
