#include "web/languages.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const Languages ours{"ar", "de", "en", "pt"};

TEST(Languages, TheBestAcceptedOneIsTaken) {
    struct {
        std::string_view header;
        std::string_view language;
    } const rules[] = {
        {"de", "de"},
        {"pt-BR,pt;q=0.9,en;q=0.8", "pt"},
        {"fr-FR, fr;q=0.9, en;q=0.5, de;q=0.7", "de"},
        {"DE-at", "de"},
        {"en;q=0.3, ar ; q=0.8", "ar"},
        {"de;q=0, en;q=0.1", "en"},
        {"de, en", "de"},
        {"fr", ""},
        {"*", ""},
        {"", ""},
        {",;q=,;;q=x,", ""},
        {"de;q=nonsense", "de"},
    };
    for (const auto& [header, language] : rules)
        EXPECT_EQ(accepted_language(header, ours), language) << header;
}

http::Request request(std::string target, std::string_view cookie, std::string_view accepted) {
    http::Headers headers;
    if (!cookie.empty()) headers.add("Cookie", cookie);
    headers.add("Accept-Language", accepted);
    return {http::Method::get, std::move(target), std::move(headers)};
}

TEST(Languages, AWishBeatsTheCookieAndTheCookieTheBrowser) {
    EXPECT_EQ(language_of(request("/?lang=ar", "snapory_lang=pt", "de"), ours), "ar");
    EXPECT_EQ(language_of(request("/?lang=xx", "snapory_lang=pt", "de"), ours), "pt");
    EXPECT_EQ(language_of(request("/", "snapory_lang=xx", "de"), ours), "de");
    EXPECT_EQ(language_of(request("/", "", "fr"), ours), "en");
}

}  // namespace
}  // namespace snapory
