#include "web/languages.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

const http::Languages ours{"ar", "de", "en", "pt"};

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
