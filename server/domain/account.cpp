#include "domain/account.hpp"

#include <algorithm>
#include <cctype>

#include "domain/text.hpp"

namespace snapory {

Result<std::string> parse_email(std::string_view typed) {
    auto text = trimmed(typed);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto at = text.find('@');
    bool plausible =
        at != std::string::npos && at > 0 && at == text.rfind('@') && text.find('.', at) > at + 1 &&
        text.back() != '.' && text.size() <= 254 &&
        std::none_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; });
    if (!plausible) return fail(Errc::invalid, "This is not an e-mail address.", "email");
    return text;
}

Result<void> check_password(std::string_view password) {
    if (character_count(password) < 10)
        return fail(Errc::invalid, "Choose a password of at least 10 characters.", "password");
    if (password.size() > 200) return fail(Errc::invalid, "A password has at most 200 bytes.", "password");
    return {};
}

}  // namespace snapory
