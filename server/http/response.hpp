#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "http/body.hpp"
#include "http/headers.hpp"

namespace snapory::http {

// An open file descriptor that closes itself.
class OwnedFd {
public:
    OwnedFd() = default;
    explicit OwnedFd(int fd) : fd_(fd) {}
    OwnedFd(OwnedFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    OwnedFd& operator=(OwnedFd&& other) noexcept;
    OwnedFd(const OwnedFd&) = delete;
    OwnedFd& operator=(const OwnedFd&) = delete;
    ~OwnedFd();

    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }  // the caller owns it now
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

// A stretch of a regular file, sent by the kernel without passing through memory. The file must not shrink.
struct FileBody {
    OwnedFd fd;
    std::uint64_t offset = 0;  // bytes
    std::uint64_t length = 0;  // bytes
};

struct Cookie {
    enum class SameSite : std::uint8_t { strict, lax, none };

    std::string name;
    std::string value;
    std::string path = "/";
    std::optional<std::chrono::seconds> max_age;  // none: until the browser closes; 0: delete it
    SameSite same_site = SameSite::lax;
    bool http_only = true;
    bool secure = false;
};

// What a handler answers. The transport adds Content-Length, Date, Connection and X-Request-Id; it answers
// If-None-Match from an `ETag` header with 304, and Range and If-Range for files and sources.
class Response {
public:
    using Body =
        std::variant<std::string, std::shared_ptr<const std::string>, FileBody, std::unique_ptr<BodySource>>;

    explicit Response(int status = 200) : status_(status) {}

    static Response json(int status, std::string text);
    static Response html(int status, std::string text);
    static Response text(int status, std::string text);
    static Response no_content() { return Response(204); }
    // 303 turns any method into GET; 307 and 308 keep it.
    static Response redirect(std::string_view location, int status = 303);
    // Throws std::system_error when the file cannot be opened; a handler that expects absence opens it
    // itself.
    static Response file(const std::string& path, std::string_view content_type);
    static Response file(FileBody body, std::string_view content_type);
    static Response stream(std::unique_ptr<BodySource> source, std::string_view content_type);
    // Bytes that many responses share, such as a page that is kept in memory.
    static Response shared(std::shared_ptr<const std::string> bytes, std::string_view content_type);

    int status() const { return status_; }
    Headers& headers() { return headers_; }
    const Headers& headers() const { return headers_; }
    Body& body() { return body_; }
    const Body& body() const { return body_; }
    std::uint64_t body_size() const;  // bytes

    // For chains: return Response::json(201, text).with("Location", url).
    Response&& with(std::string_view name, std::string_view value) &&;
    // Offers the body for saving under this name, which may hold anything (RFC 6266).
    Response&& as_attachment(std::string_view file_name) &&;
    void set_cookie(const Cookie& cookie);

private:
    int status_;
    Headers headers_;
    Body body_;
};

// The phrase of a status code: "Not Found"; "Unknown" for one that has none.
std::string_view reason_phrase(int status);

}  // namespace snapory::http
