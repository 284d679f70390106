#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <boost/json/value.hpp>

namespace snapory {

// The server said no. `code` is the stable one of its problem document; empty when it gave none.
struct Refusal : std::runtime_error {
    Refusal(int http_status, std::string problem_code, const std::string& text)
        : std::runtime_error(text), status(http_status), code(std::move(problem_code)) {}

    int status;
    std::string code;
};

// The person wants no more; see ApiClient::Stopped.
struct Interrupted : std::runtime_error {
    Interrupted() : std::runtime_error("stopped") {}
};

// A stretch of a file, to be sent.
struct FileSlice {
    std::filesystem::path file;
    std::uint64_t offset = 0;  // bytes
    std::uint64_t bytes = 0;
};

// How long a connection that fails, and an answer that says "later", are tried again: while photos are sent
// the network may come back; who has just typed an address waits to hear that it is wrong.
enum class Patience : std::uint8_t { two_minutes, two_seconds };

// Speaks the REST api of a server, trying again at growing intervals. Used by one thread; throws Refusal,
// Interrupted, and std::runtime_error when the server cannot be reached.
class ApiClient {
public:
    using Stopped = std::function<bool()>;  // asked often while waiting
    using Progress =
        std::function<void(std::int64_t)>;  // bytes that went out since; negative when for nothing

    // `server`: "https://photos.example.org". `token` may be empty.
    ApiClient(
        std::string server, std::string token, Stopped stopped = [] { return false; },
        Patience patience = Patience::two_minutes);
    ~ApiClient();
    ApiClient(const ApiClient&) = delete;
    ApiClient& operator=(const ApiClient&) = delete;

    void set_token(std::string token) { token_ = std::move(token); }
    const std::string& token() const { return token_; }
    const std::string& server() const { return server_; }

    // `path` beneath /api/v1; gives the JSON of the answer, null when it has none.
    boost::json::value get(const std::string& path);
    boost::json::value post(const std::string& path, const boost::json::value& body);
    // To a URL that needs no token, absolute or beneath the server.
    void put(const std::string& url, const FileSlice& slice, const Progress& progress);

private:
    struct Call;
    struct Answer;
    struct Handle;

    boost::json::value exchange(const char* method, const std::string& path, const boost::json::value* body);
    Answer insist(Call& call);
    Answer attempt(Call& call);
    void pause(std::chrono::milliseconds time) const;

    std::string server_;
    std::string token_;
    Stopped stopped_;
    Patience patience_;
    std::unique_ptr<Handle> handle_;
};

}  // namespace snapory
