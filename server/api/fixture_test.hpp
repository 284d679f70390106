#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "api/api.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "infrastructure/memory/scene.hpp"

namespace snapory {

// As a host would set the api up who lets everybody sign up.
inline ApiConfig open_api() {
    ApiConfig config;
    config.allowed_origins = {"https://app.example.org"};
    config.registration = Registration::open;
    config.sends_mail = true;
    return config;
}

inline std::string text_of(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

inline http::Headers headers(std::string_view name, std::string_view value) {
    http::Headers made;
    made.add(name, value);
    return made;
}

class SilentObserver final : public http::Observer {
public:
    void on_request_end(const http::RequestRecord& /*record*/) override {}
};

// An answer, taken apart.
struct Answer {
    int status = 0;
    http::Headers headers;
    std::string text;

    boost::json::value json() const { return boost::json::parse(text); }
    // The text at a path of names such as "event.settings.location"; "null" for null, and empty when there is
    // none.
    std::string at(std::string_view path) const;
    std::string header(std::string_view name) const { return std::string(headers.find(name).value_or("")); }
};

// The api on a real socket, over a scene in memory.
class ServedApi : public testing::Test {
protected:
    explicit ServedApi(ApiConfig config = open_api());
    ~ServedApi() override { server.stop(std::chrono::milliseconds(1000)); }

    // What the caller shows in Authorization; nothing for a stranger.
    std::string token_of(const Caller& caller);

    Answer send(http::Method method, const std::string& target, const Caller& caller = Anonymous(),
                std::string_view body = {}, http::Headers headers = {});
    Answer get(const std::string& target, const Caller& caller = Anonymous()) {
        return send(http::Method::get, target, caller);
    }
    Answer post(const std::string& target, const Caller& caller, std::string_view body) {
        return send(http::Method::post, target, caller, body);
    }
    // multipart/form-data with these parts, each "name" or "name; filename=…", and its content.
    Answer post_form(const std::string& target, const Caller& caller,
                     const std::vector<std::pair<std::string, std::string>>& parts);

    std::string event_path(std::string_view rest = "") const {
        return "/api/v1/events/" + scene.event.id.text() + std::string(rest);
    }

    MemoryScene scene;
    Metrics metrics;
    Api api;
    http::Router router;
    SilentObserver observer;
    http::Server server;

private:
    void settle(SignedIn& account);
    ApiPorts ports();
    const http::Router& routed();
};

}  // namespace snapory
