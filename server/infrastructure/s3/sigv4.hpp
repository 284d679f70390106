#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/time.hpp"

namespace snapory {

// Who signs. Temporary credentials have a session token, and what they signed dies with them.
struct S3Credentials {
    std::string key_id;
    std::string secret;
    std::string session_token;  // empty for lasting credentials
};

using NameValues = std::vector<std::pair<std::string, std::string>>;

// What is signed of an HTTP request. Everything named here must be sent as it is.
struct SignedRequest {
    std::string method;
    std::string path;     // percent-encoded
    NameValues query;     // decoded, in any order
    NameValues headers;   // names in lower case, in any order; `host` among them
    std::string payload;  // SHA-256 of the body in hex, or unsigned_payload
};

inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

// AWS Signature Version 4, which every S3-compatible store knows: https://docs.aws.amazon.com/IAM/latest/
// UserGuide/reference_sigv-create-signed-request.html. Any thread may call.
class SigV4 {
public:
    SigV4(S3Credentials credentials, std::string region, std::string service = "s3");

    // The Authorization header. Among the request's headers must be x-amz-date, being amz_time(now).
    std::string authorization(const SignedRequest& request, TimePoint now) const;
    // The query of a URL that carries its permission within, from `now` on for `lifetime` (at most 7 days);
    // encoded, without "?". The same arguments give the same text.
    std::string presigned_query(SignedRequest request, TimePoint now, std::chrono::seconds lifetime) const;

    const S3Credentials& credentials() const { return credentials_; }

private:
    std::string scope(std::string_view date) const;
    std::string signature(const SignedRequest& request, TimePoint now) const;
    std::string signing_key(const std::string& date) const;

    S3Credentials credentials_;
    std::string region_;
    std::string service_;
    mutable std::mutex mutex_;
    mutable std::string key_date_;  // the day that key_ is for
    mutable std::string key_;
};

std::string amz_time(TimePoint time);  // "20130524T000000Z"

std::string encoded_query(const NameValues& query);

std::string sha256_hex(std::span<const std::byte> bytes);

}  // namespace snapory
