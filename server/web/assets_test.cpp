#include "web/assets.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace snapory {
namespace {

namespace fs = std::filesystem;

class AssetsOfAFolder : public testing::Test {
protected:
    AssetsOfAFolder() {
        fs::create_directories(folder_ / "deeper");
        write("app.js", "script");
        write("app.js.br", "brotli");
        write("app.js.gz", "gzip");
        write("plain.svg", "<svg/>");
        write("deeper/secret.txt", "no");
    }
    ~AssetsOfAFolder() override { fs::remove_all(folder_); }

    void write(const std::string& name, std::string_view text) { std::ofstream(folder_ / name) << text; }
    static http::Request request(std::string_view codings) {
        http::Headers headers;
        headers.add("Accept-Encoding", codings);
        return {http::Method::get, "/", std::move(headers)};
    }

    fs::path folder_ = fs::path(testing::TempDir()) / "snapory-assets";
};

TEST_F(AssetsOfAFolder, TheSmallestFormThatTheClientTakesIsSent) {
    Assets assets(folder_, "no-cache");
    struct {
        std::string_view codings;
        std::string_view coding;
        std::uint64_t bytes;
    } const rules[] = {{"gzip, br", "br", 6}, {"gzip", "gzip", 4}, {"", "", 6}};
    for (const auto& [codings, coding, bytes] : rules) {
        auto response = assets.find(request(codings), "app.js");
        ASSERT_TRUE(response);
        EXPECT_EQ(response->headers().find("Content-Encoding").value_or(""), coding);
        EXPECT_EQ(response->headers().find("Content-Type"), "text/javascript; charset=utf-8");
        EXPECT_EQ(response->headers().find("Vary"), "Accept-Encoding");
        EXPECT_EQ(response->body_size(), bytes);
    }
}

TEST_F(AssetsOfAFolder, EachFormHasItsOwnTag) {
    Assets assets(folder_, "no-cache");
    auto tag = [&](std::string_view codings) {
        return std::string(assets.find(request(codings), "app.js")->headers().find("ETag").value());
    };
    EXPECT_NE(tag("br"), tag("gzip"));
    EXPECT_NE(tag("br"), tag(""));
}

TEST_F(AssetsOfAFolder, OnlyListedFilesExist) {
    Assets assets(folder_, "no-cache");
    EXPECT_EQ(assets.names(), (std::vector<std::string>{"app.js", "plain.svg"}));
    for (const auto* name : {"../passwd", "deeper/secret.txt", "app.js.br", "", "."})
        EXPECT_FALSE(assets.find(request(""), name)) << name;
}

}  // namespace
}  // namespace snapory
