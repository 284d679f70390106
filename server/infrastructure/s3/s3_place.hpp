#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {

// One way to a bucket.
struct S3Endpoint {
    std::string origin;  // "https://s3.eu-west-3.amazonaws.com", without a slash at its end
    std::string region;
    std::string bucket;
    bool bucket_in_host = false;  // https://bucket.host/key, else https://host/bucket/key

    // What a URL of the bucket begins with, and the path of a key in it, percent-encoded.
    std::string url_origin() const;
    std::string host() const;  // with the port, if the URL names one
    std::string path_of(std::string_view key) const;

    bool operator==(const S3Endpoint&) const = default;
};

// Where photos rest in an object store.
struct S3Place {
    S3Endpoint main;         // for this program: all that is written, and what must be seen at once
    S3Endpoint clients;      // the same bucket as browsers reach it
    S3Endpoint reading;      // a copy nearer to this program, which may lag behind; else equal to main
    std::string prefix;      // of every key; empty, or with a slash at its end
    std::string encryption;  // at rest: "" (the bucket's own), "AES256", "aws:kms" or "aws:kms:<key>"
    bool relay = false;      // clients cannot reach the store: their bytes go through the api
};

// "s3://bucket/prefix?region=…&endpoint=…", see docs/operators.md for the other parameters. Error: what is
// wrong with it, in words.
std::expected<S3Place, std::string> parse_s3_url(std::string_view url);

// "https://host:port" of a URL that begins so; empty when it does not.
std::string origin_of_url(std::string_view url);

}  // namespace snapory
