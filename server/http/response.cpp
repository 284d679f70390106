#include "http/response.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "http/url.hpp"

namespace snapory::http {
namespace {

Response with_body(int status, std::string_view content_type, Response::Body body) {
    Response response(status);
    response.headers().add("Content-Type", content_type);
    response.body() = std::move(body);
    return response;
}

struct SizeOf {
    std::uint64_t operator()(const std::string& text) const { return text.size(); }
    std::uint64_t operator()(const std::shared_ptr<const std::string>& text) const { return text->size(); }
    std::uint64_t operator()(const FileBody& file) const { return file.length; }
    std::uint64_t operator()(const std::unique_ptr<BodySource>& source) const { return source->size(); }
};

// The name for clients that do not read filename*: ASCII that needs no escape.
std::string plain_file_name(std::string_view name) {
    std::string plain(name);
    std::ranges::replace_if(
        plain, [](char c) { return c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '/' || c == '%'; },
        '_');
    return plain;
}

std::string_view same_site_name(Cookie::SameSite same_site) {
    switch (same_site) {
        case Cookie::SameSite::strict: return "Strict";
        case Cookie::SameSite::lax: return "Lax";
        case Cookie::SameSite::none: return "None";
    }
    return "Lax";
}

}  // namespace

OwnedFd& OwnedFd::operator=(OwnedFd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

OwnedFd::~OwnedFd() {
    if (fd_ >= 0) ::close(fd_);
}

Response Response::json(int status, std::string text) {
    return with_body(status, "application/json", std::move(text));
}

Response Response::html(int status, std::string text) {
    return with_body(status, "text/html; charset=utf-8", std::move(text));
}

Response Response::text(int status, std::string text) {
    return with_body(status, "text/plain; charset=utf-8", std::move(text));
}

Response Response::redirect(std::string_view location, int status) {
    return Response(status).with("Location", location);
}

Response Response::file(const std::string& path, std::string_view content_type) {
    OwnedFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info{};
    if (!fd || ::fstat(fd.get(), &info) != 0) throw std::system_error(errno, std::generic_category(), path);
    return file(FileBody{.fd = std::move(fd), .length = static_cast<std::uint64_t>(info.st_size)},
                content_type);
}

Response Response::file(FileBody body, std::string_view content_type) {
    return with_body(200, content_type, std::move(body));
}

Response Response::stream(std::unique_ptr<BodySource> source, std::string_view content_type) {
    return with_body(200, content_type, std::move(source));
}

Response Response::shared(std::shared_ptr<const std::string> bytes, std::string_view content_type) {
    return with_body(200, content_type, std::move(bytes));
}

std::uint64_t Response::body_size() const { return std::visit(SizeOf{}, body_); }

Response&& Response::with(std::string_view name, std::string_view value) && {
    headers_.add(name, value);
    return std::move(*this);
}

Response&& Response::as_attachment(std::string_view file_name) && {
    std::string value = "attachment; filename=\"" + plain_file_name(file_name) + '"';
    if (plain_file_name(file_name) != file_name) value += "; filename*=UTF-8''" + percent_encode(file_name);
    headers_.set("Content-Disposition", value);
    return std::move(*this);
}

void Response::set_cookie(const Cookie& cookie) {
    std::string value = cookie.name + '=' + cookie.value + "; Path=" + cookie.path;
    if (cookie.max_age) value += "; Max-Age=" + std::to_string(cookie.max_age->count());
    value.append("; SameSite=").append(same_site_name(cookie.same_site));
    if (cookie.http_only) value += "; HttpOnly";
    if (cookie.secure) value += "; Secure";
    headers_.add("Set-Cookie", value);
}

std::string_view reason_phrase(int status) {
    struct Phrase {
        int status;
        std::string_view text;
    };
    static constexpr std::array phrases = std::to_array<Phrase>({
        {101, "Switching Protocols"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    });
    const auto* found = std::ranges::lower_bound(phrases, status, {}, &Phrase::status);
    return found != phrases.end() && found->status == status ? found->text : "Unknown";
}

}  // namespace snapory::http
