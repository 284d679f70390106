#include "infrastructure/security/jwt_tokens.hpp"

#include <mutex>
#include <utility>

#include <boost/json.hpp>

#include "domain/uuid.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_token = 2048;
constexpr std::size_t most_remembered = 2000;
// `typ` tells the two kinds apart before anything else is looked at (RFC 8725, section 3.11).
constexpr std::string_view access_header = R"({"alg":"HS256","typ":"access+jwt"})";
constexpr std::string_view guest_header = R"({"alg":"HS256","typ":"guest+jwt"})";

std::int64_t seconds(TimePoint time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

struct Unsigned {
    std::string_view header;
    json::object payload;
};

struct ToUnsigned {
    Unsigned operator()(const AccessClaims& claims) const {
        return {access_header,
                {{"aud", "snapory"}, {"sub", claims.account.text()}, {"sid", claims.family.text()}}};
    }
    Unsigned operator()(const GuestClaims& claims) const {
        return {guest_header, {{"aud", claims.event.text()}, {"sub", claims.guest.text()}}};
    }
};

std::string text_of(const json::object& payload, std::string_view name) {
    const auto* value = payload.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

template <class First, class Second, class Kind>
std::optional<Claims> claims_of(const std::string& first, const std::string& second) {
    auto one = parse_id<First>(first);
    auto two = parse_id<Second>(second);
    if (!one || !two) return std::nullopt;
    return Kind{*one, *two};
}

std::optional<Claims> claims_of(std::string_view header, const json::object& payload) {
    if (header == guest_header)
        return claims_of<GuestId, EventId, GuestClaims>(text_of(payload, "sub"), text_of(payload, "aud"));
    if (header == access_header && text_of(payload, "aud") == "snapory")
        return claims_of<AccountId, SessionId, AccessClaims>(text_of(payload, "sub"),
                                                             text_of(payload, "sid"));
    return std::nullopt;
}

std::optional<std::int64_t> expiry_of(const json::object& payload) {
    const auto* expiry = payload.if_contains("exp");
    if (expiry == nullptr || !expiry->is_int64()) return std::nullopt;
    return expiry->get_int64();
}

}  // namespace

std::string JwtTokens::issue(const Claims& claims, TimePoint now, TimePoint expires_at) {
    auto token = std::visit(ToUnsigned(), claims);
    token.payload["iat"] = seconds(now);
    token.payload["exp"] = seconds(expires_at);
    auto text = base64url(token.header) + "." + base64url(json::serialize(token.payload));
    auto mac = hmac_(text);
    return text + "." + base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

std::optional<Claims> JwtTokens::verify(std::string_view token, TimePoint now) {
    auto genuine = recall(token);
    if (!genuine) {
        genuine = read(token);
        if (!genuine) return std::nullopt;
        remember(token, *genuine);
    }
    if (seconds(now) >= genuine->expires_at) return std::nullopt;
    return std::move(genuine->claims);
}

std::optional<JwtTokens::Genuine> JwtTokens::recall(std::string_view token) const {
    std::shared_lock lock(mutex_);
    const auto found = remembered_.find(token);
    return found == remembered_.end() ? std::nullopt : std::optional(found->second);
}

void JwtTokens::remember(std::string_view token, const Genuine& genuine) {
    std::unique_lock lock(mutex_);
    if (remembered_.size() >= most_remembered) remembered_.clear();
    remembered_.emplace(token, genuine);
}

std::optional<JwtTokens::Genuine> JwtTokens::read(std::string_view token) const {
    auto last = token.rfind('.');
    auto first = token.find('.');
    if (token.size() > longest_token || last == std::string_view::npos || first == last) return std::nullopt;
    auto mac = from_base64url(token.substr(last + 1));
    if (!mac || !hmac_.fits(token.substr(0, last), *mac)) return std::nullopt;

    auto header = from_base64url(token.substr(0, first));
    auto payload = from_base64url(token.substr(first + 1, last - first - 1));
    if (!header || !payload) return std::nullopt;
    boost::system::error_code error;
    auto value = json::parse(*payload, error);
    if (error || !value.is_object()) return std::nullopt;
    auto claims = claims_of(*header, value.get_object());
    auto expires_at = expiry_of(value.get_object());
    if (!claims || !expires_at) return std::nullopt;
    return Genuine{std::move(*claims), *expires_at};
}

}  // namespace snapory
