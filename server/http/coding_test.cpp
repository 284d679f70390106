#include "http/coding.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <utility>

namespace snapory::http {
namespace {

std::string unpacked(const std::string& packed) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    std::string text(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

Response compressed(Response response, const char* codings) {
    Headers headers;
    headers.add("Accept-Encoding", codings);
    compress({Method::get, "/", std::move(headers)}, response);
    return response;
}

const std::string long_text = "[" + std::string(100'000, ' ') + "]";

TEST(Coding, IsTakenAsTheClientSays) {
    struct {
        std::string_view field;
        bool brotli;
    } const rules[] = {
        {"gzip, deflate, br", true}, {"br;q=1.0, gzip", true}, {"br;q=0", false}, {"gzip, br; q=0.5", true},
        {"brotli", false},           {"gzip", false},          {"", false},       {",,br", true},
    };
    for (const auto& [field, brotli] : rules) EXPECT_EQ(accepts_coding(field, "br"), brotli) << field;
}

TEST(Coding, TextsAreCompressed) {
    const auto response = compressed(Response::json(200, long_text), "br, gzip");
    EXPECT_EQ(response.headers().find("Content-Encoding"), "gzip");
    EXPECT_EQ(response.headers().find("Vary"), "Accept-Encoding");
    EXPECT_LT(response.body_size(), 1000U);
    EXPECT_EQ(unpacked(std::get<std::string>(response.body())), long_text);
}

TEST(Coding, WhoTakesNoneGetsTheTextAndCachesAreTold) {
    const auto response = compressed(Response::html(200, long_text), "identity");
    EXPECT_FALSE(response.headers().contains("Content-Encoding"));
    EXPECT_EQ(response.headers().find("Vary"), "Accept-Encoding");
    EXPECT_EQ(std::get<std::string>(response.body()), long_text);
}

void expect_untouched(Response response) {
    response = compressed(std::move(response), "gzip");
    EXPECT_NE(response.headers().find("Content-Encoding"), "gzip");
    EXPECT_FALSE(response.headers().contains("Vary"));
}

TEST(Coding, WhatGainsNothingStaysAsItIs) {
    expect_untouched(Response::json(200, "[]"));
    expect_untouched(Response::text(200, long_text).with("Content-Type", "image/jpeg"));
    expect_untouched(Response::html(200, long_text).with("Content-Encoding", "br"));
}

}  // namespace
}  // namespace snapory::http
