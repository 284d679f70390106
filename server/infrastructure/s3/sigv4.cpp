#include "infrastructure/s3/sigv4.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <ranges>

#include "application/ports/unavailable.hpp"
#include "domain/text.hpp"

namespace snapory {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string hex(std::string_view bytes) {
    std::string text;
    for (char c : bytes) {
        auto byte = static_cast<unsigned char>(c);
        text.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 0x0F]});
    }
    return text;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), digest.data(),
              &length))
        throw Unavailable("HMAC is not available from OpenSSL.");
    return {reinterpret_cast<const char*>(digest.data()), length};
}

// A header's value with its outer spaces gone and inner ones single, as both sides sign it.
std::string single_spaced(std::string_view value) {
    std::string text;
    for (char c : value)
        if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

// Sorted by name; the values of a name that comes twice are one list.
NameValues canonical_headers(const NameValues& headers) {
    NameValues sorted;
    for (const auto& [name, value] : headers) {
        auto known = std::ranges::find(sorted, name, &NameValues::value_type::first);
        if (known == sorted.end())
            sorted.emplace_back(name, single_spaced(value));
        else
            known->second += "," + single_spaced(value);
    }
    std::ranges::sort(sorted);
    return sorted;
}

std::string names_of(const NameValues& headers) {
    std::string names;
    for (const auto& [name, value] : canonical_headers(headers)) names += (names.empty() ? "" : ";") + name;
    return names;
}

std::string canonical_request(const SignedRequest& request) {
    auto text = request.method + "\n" + request.path + "\n" + encoded_query(request.query) + "\n";
    for (const auto& [name, value] : canonical_headers(request.headers)) text += name + ":" + value + "\n";
    return text + "\n" + names_of(request.headers) + "\n" + request.payload;
}

}  // namespace

std::string amz_time(TimePoint time) {
    auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 20> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc)};
}

std::string encoded_query(const NameValues& query) {
    std::vector<std::string> pairs;
    pairs.reserve(query.size());
    NameValues sorted;
    for (const auto& [name, value] : query)
        sorted.emplace_back(percent_encoded(name), percent_encoded(value));
    std::ranges::sort(sorted);
    std::string text;
    for (const auto& [name, value] : sorted)
        text.append(text.empty() ? "" : "&").append(name).append("=").append(value);
    return text;
}

std::string sha256_hex(std::span<const std::byte> bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
        throw Unavailable("SHA-256 is not available from OpenSSL.");
    return hex({reinterpret_cast<const char*>(digest.data()), length});
}

SigV4::SigV4(S3Credentials credentials, std::string region, std::string service)
    : credentials_(std::move(credentials)), region_(std::move(region)), service_(std::move(service)) {}

std::string SigV4::scope(std::string_view date) const {
    return std::string(date) + "/" + region_ + "/" + service_ + "/aws4_request";
}

std::string SigV4::signing_key(const std::string& date) const {
    std::lock_guard lock(mutex_);
    if (key_date_ != date) {
        auto key = hmac_sha256("AWS4" + credentials_.secret, date);
        for (std::string_view step :
             {std::string_view(region_), std::string_view(service_), std::string_view("aws4_request")})
            key = hmac_sha256(key, step);
        key_ = key;
        key_date_ = date;
    }
    return key_;
}

std::string SigV4::signature(const SignedRequest& request, TimePoint now) const {
    auto time = amz_time(now);
    auto date = time.substr(0, 8);
    auto text = std::string(algorithm) + "\n" + time + "\n" + scope(date) + "\n" +
                sha256_hex(bytes_of(canonical_request(request)));
    return hex(hmac_sha256(signing_key(date), text));
}

std::string SigV4::authorization(const SignedRequest& request, TimePoint now) const {
    return std::string(algorithm) + " Credential=" + credentials_.key_id + "/" +
           scope(amz_time(now).substr(0, 8)) + ", SignedHeaders=" + names_of(request.headers) +
           ", Signature=" + signature(request, now);
}

std::string SigV4::presigned_query(SignedRequest request, TimePoint now,
                                   std::chrono::seconds lifetime) const {
    auto time = amz_time(now);
    request.query.insert(request.query.end(),
                         {{"X-Amz-Algorithm", std::string(algorithm)},
                          {"X-Amz-Credential", credentials_.key_id + "/" + scope(time.substr(0, 8))},
                          {"X-Amz-Date", time},
                          {"X-Amz-Expires", std::to_string(lifetime.count())},
                          {"X-Amz-SignedHeaders", names_of(request.headers)}});
    if (!credentials_.session_token.empty())
        request.query.emplace_back("X-Amz-Security-Token", credentials_.session_token);
    request.payload = unsigned_payload;
    return encoded_query(request.query) + "&X-Amz-Signature=" + signature(request, now);
}

}  // namespace snapory
