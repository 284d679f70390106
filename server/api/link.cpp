#include "api/link.hpp"

#include <charconv>

#include "api/problem.hpp"

namespace snapory {
namespace {

// Year 9999; a time beyond it would overflow the clock's milliseconds.
constexpr std::int64_t last_second = 253'402'300'799;

}  // namespace

std::string link(const std::string& path, std::string_view grant, TimePoint expires_at,
                 Signatures& signatures) {
    auto seconds = std::chrono::floor<std::chrono::seconds>(expires_at);
    return path + "?exp=" + std::to_string(seconds.time_since_epoch().count()) +
           "&sig=" + signatures.sign(grant, seconds);
}

std::optional<TimePoint> link_expiry_of(const http::Request& request) {
    auto text = request.query("exp").value_or("");
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || seconds < 0 || seconds > last_second) return std::nullopt;
    return TimePoint(std::chrono::seconds(seconds));
}

std::string_view link_signature_of(const http::Request& request) { return request.query("sig").value_or(""); }

bool shows_link(const http::Request& request, std::string_view grant, TimePoint now, Signatures& signatures) {
    auto expires_at = link_expiry_of(request);
    return expires_at && now < *expires_at && signatures.fits(grant, *expires_at, link_signature_of(request));
}

http::Response dead_link(const http::Request& request) {
    return problem(request,
                   Error{Errc::not_found, "This link has expired or does not exist. Ask for a new one.", ""});
}

}  // namespace snapory
