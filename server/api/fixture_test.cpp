#include "api/fixture_test.hpp"

namespace snapory {

namespace json = boost::json;

std::string Answer::at(std::string_view path) const {
    auto value = json();
    while (!path.empty()) {
        auto name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        if (value.is_array()) {
            auto index = static_cast<std::size_t>(name.front() - '0');
            if (index >= value.as_array().size()) return {};
            value = json::value(value.as_array()[index]);
            continue;
        }
        const auto* object = value.if_object();
        const auto* found = object ? object->if_contains(name) : nullptr;
        if (!found) return {};
        value = json::value(*found);
    }
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

ApiPorts ServedApi::ports() {
    return {scene.accounts,
            scene.sessions,
            scene.events,
            scene.guests,
            scene.uploads,
            scene.photos,
            scene.jobs,
            scene.changes,
            scene.selfies,
            scene.people,
            scene.cameras,
            scene.host_tags,
            scene.downloads,
            scene.idempotency_keys,
            scene.outbox,
            scene.one_time_tokens,
            scene.invitations,
            scene.digests,
            scene.face_index,
            scene.selfie_reader,
            scene.text_reader,
            scene.blobs,
            scene.queue,
            scene.bell,
            scene.passwords,
            scene.tokens,
            scene.signatures,
            scene.rate_limits,
            scene.qr_codes,
            scene.time_zones,
            scene.randomness,
            scene.clock,
            metrics};
}

ServedApi::ServedApi(ApiConfig config)
    : api(std::move(config), ports()), server(http::ServerConfig(), routed(), observer) {
    scene.rows.accounts.push_back(
        {{{scene.photographer.account, "paul@example.org", "Paul", false, scene.clock.now()}, ""},
         scene.photographer.memberships});
    settle(scene.host);
    settle(scene.photographer);
    settle(scene.stranger);
    server.start();
}

const http::Router& ServedApi::routed() {
    api.add_routes(router);
    return router;
}

// Gives the account a session, as signing in would.
void ServedApi::settle(SignedIn& account) {
    auto now = scene.clock.now();
    account.session = scene.randomness.next_id<SessionId>(now);
    Session session{account.session,       account.session, account.account, "a test", now, now,
                    now + refresh_lifetime};
    scene.sessions.add(session, account.account.text());
}

std::string ServedApi::token_of(const Caller& caller) {
    auto now = scene.clock.now();
    if (const auto* account = std::get_if<SignedIn>(&caller))
        return scene.tokens.issue(AccessClaims{account->account, account->session}, now,
                                  now + access_lifetime);
    if (const auto* guest = std::get_if<EventGuest>(&caller))
        return scene.tokens.issue(GuestClaims{guest->guest, guest->event}, now, now + guest_lifetime);
    return {};
}

Answer ServedApi::send(http::Method method, const std::string& target, const Caller& caller,
                       std::string_view body, http::Headers headers) {
    if (auto token = token_of(caller); !token.empty()) headers.add("Authorization", "Bearer " + token);
    if (!body.empty() && !headers.contains("Content-Type")) headers.add("Content-Type", "application/json");
    http::Client client({"127.0.0.1", server.port(), ""}, std::chrono::seconds(10));
    auto response = client.send(method, target, headers, body);
    return {response.status, response.headers, response.body};
}

Answer ServedApi::post_form(const std::string& target, const Caller& caller,
                            const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string body;
    for (const auto& [head, content] : parts) {
        auto semicolon = head.find(';');
        body += "--edge\r\nContent-Disposition: form-data; name=\"" + head.substr(0, semicolon) + "\"" +
                (semicolon == std::string::npos ? "" : head.substr(semicolon)) + "\r\n\r\n" + content +
                "\r\n";
    }
    body += "--edge--\r\n";
    http::Headers headers;
    headers.add("Content-Type", "multipart/form-data; boundary=edge");
    return send(http::Method::post, target, caller, body, headers);
}

}  // namespace snapory
