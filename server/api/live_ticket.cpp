#include "api/live_ticket.hpp"

#include <array>
#include <charconv>

namespace snapory {
namespace {

// "<event>.<who>.<id>.<family or event>.<nonce>.<milliseconds>"; the signature follows after another dot.
constexpr std::size_t field_count = 6;

struct ClaimsText {
    std::string operator()(const AccessClaims& claims) const {
        return "account." + claims.account.text() + "." + claims.family.text();
    }
    std::string operator()(const GuestClaims& claims) const {
        return "guest." + claims.guest.text() + "." + claims.event.text();
    }
};

std::optional<std::array<std::string, field_count>> split(std::string_view text) {
    std::array<std::string, field_count> fields;
    for (std::size_t i = 0; i < field_count; ++i) {
        auto dot = text.find('.');
        if ((dot == std::string_view::npos) != (i + 1 == field_count)) return std::nullopt;
        fields[i] = text.substr(0, dot);
        text.remove_prefix(i + 1 == field_count ? text.size() : dot + 1);
    }
    return fields;
}

std::optional<TimePoint> parse_milliseconds(std::string_view text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return TimePoint(Milliseconds(value));
}

Claims claims_from(const std::string& who, const std::string& id, const std::string& other) {
    if (who == "account") return AccessClaims{AccountId(id), SessionId(other)};
    return GuestClaims{GuestId(id), EventId(other)};
}

std::string grant_of(std::string_view text) { return "live\n" + std::string(text); }

}  // namespace

std::optional<Claims> claims_of(const Caller& caller) {
    if (const auto* host = std::get_if<SignedIn>(&caller)) return AccessClaims{host->account, host->session};
    if (const auto* guest = std::get_if<EventGuest>(&caller)) return GuestClaims{guest->guest, guest->event};
    return std::nullopt;
}

std::string ticket_text(const LiveTicket& ticket, Signatures& signatures) {
    auto text = ticket.event.text() + "." + std::visit(ClaimsText(), ticket.claims) + "." + ticket.nonce +
                "." + std::to_string(ticket.expires_at.time_since_epoch().count());
    return text + "." + signatures.sign(grant_of(text), ticket.expires_at);
}

std::optional<LiveTicket> parse_ticket(std::string_view text, TimePoint now, Signatures& signatures) {
    auto end = text.rfind('.');
    if (end == std::string_view::npos) return std::nullopt;
    auto signed_part = text.substr(0, end);
    auto fields = split(signed_part);
    if (!fields) return std::nullopt;
    const auto& [event, who, id, other, nonce, milliseconds] = *fields;
    auto expires_at = parse_milliseconds(milliseconds);
    if (!expires_at || *expires_at <= now) return std::nullopt;
    if (!signatures.fits(grant_of(signed_part), *expires_at, text.substr(end + 1))) return std::nullopt;
    return LiveTicket{EventId(event), claims_from(who, id, other), nonce, *expires_at};
}

}  // namespace snapory
