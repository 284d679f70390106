#include "infrastructure/smtp/url.hpp"

#include <curl/curl.h>

#include <memory>

#include "domain/account.hpp"
#include "domain/text.hpp"

namespace snapory {
namespace {

// A URL as libcurl takes it apart; what is not in it is empty.
class ParsedUrl {
public:
    explicit ParsedUrl(const std::string& text)
        : url_(curl_url(), curl_url_cleanup),
          valid_(curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) ==
                 CURLUE_OK) {}

    bool valid() const { return valid_; }

    std::string part(CURLUPart which, unsigned flags = 0) const {
        char* text = nullptr;
        if (curl_url_get(url_.get(), which, &text, flags) != CURLUE_OK) return {};
        const std::unique_ptr<char, void (*)(void*)> held(text, curl_free);
        return text;
    }

private:
    std::unique_ptr<CURLU, void (*)(CURLU*)> url_;
    bool valid_;
};

}  // namespace

std::expected<SmtpPlace, std::string> parse_smtp_url(std::string_view url) {
    const ParsedUrl parsed{std::string(url)};
    auto scheme = parsed.part(CURLUPART_SCHEME);
    if (!parsed.valid() || (scheme != "smtp" && scheme != "smtps"))
        return std::unexpected("it is no smtp:// or smtps:// URL");
    auto path = parsed.part(CURLUPART_PATH);
    if (!path.empty() && path != "/") return std::unexpected("nothing may follow the port but ?ca=");

    SmtpPlace place{.url = scheme + "://" + parsed.part(CURLUPART_HOST),
                    .user = parsed.part(CURLUPART_USER, CURLU_URLDECODE),
                    .password = parsed.part(CURLUPART_PASSWORD, CURLU_URLDECODE),
                    .ca = {}};
    if (auto port = parsed.part(CURLUPART_PORT); !port.empty()) place.url += ":" + port;
    if (place.user.empty() != place.password.empty())
        return std::unexpected("a user needs a password, and a password a user");

    auto query = parsed.part(CURLUPART_QUERY, CURLU_URLDECODE);
    if (query.starts_with("ca=/"))
        place.ca = query.substr(3);
    else if (!query.empty())
        return std::unexpected("only ca=/file may follow the question mark");
    return place;
}

std::optional<MailSender> parse_mail_sender(std::string_view text) {
    auto line = parse_line(text, 300, "");
    if (!line) return std::nullopt;
    MailSender sender{"", *line};
    if (auto open = line->find('<'); open != std::string::npos) {
        if (!line->ends_with('>')) return std::nullopt;
        sender.name = trimmed(std::string_view(*line).substr(0, open));
        sender.address = line->substr(open + 1, line->size() - open - 2);
    }
    if (!parse_email(sender.address) || sender.address.find_first_of("<>,;:\"()") != std::string::npos)
        return std::nullopt;
    return sender;
}

}  // namespace snapory
