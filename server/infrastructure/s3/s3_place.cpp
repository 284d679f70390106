#include "infrastructure/s3/s3_place.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "domain/text.hpp"

namespace snapory {
namespace {

constexpr std::string_view scheme = "s3://";
constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyz0123456789";

using Parameters = std::map<std::string, std::string, std::less<>>;
template <class Value>
using Parsed = std::expected<Value, std::string>;

std::unexpected<std::string> wrong(std::string reason) { return std::unexpected(std::move(reason)); }

std::string percent_decoded(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned byte = 0;
        const auto* digits = text.data() + at + 1;
        bool escape = text[at] == '%' && at + 2 < text.size() &&
                      std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
        plain += escape ? static_cast<char>(byte) : text[at];
        if (escape) at += 2;
    }
    return plain;
}

Parsed<Parameters> parameters_of(std::string_view query) {
    constexpr std::string_view known[] = {"endpoint",        "region",        "addressing",
                                          "public_endpoint", "read_endpoint", "read_region",
                                          "read_bucket",     "encryption",    "relay"};
    Parameters parameters;
    while (!query.empty()) {
        auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        auto equals = std::min(pair.find('='), pair.size());
        auto name = std::string(pair.substr(0, equals));
        if (std::ranges::find(known, name) == std::end(known)) return wrong("there is no parameter " + name);
        auto value = percent_decoded(pair.substr(std::min(pair.size(), equals + 1)));
        if (!parameters.emplace(name, value).second) return wrong(name + " is given twice");
    }
    return parameters;
}

std::string value_of(const Parameters& parameters, std::string_view name, const std::string& otherwise) {
    auto found = parameters.find(name);
    return found == parameters.end() ? otherwise : found->second;
}

bool is_bucket(std::string_view name) {
    return name.size() >= 3 && name.size() <= 63 &&
           name.find_first_not_of(std::string(letters_and_digits) + "-.") == std::string_view::npos &&
           letters_and_digits.find(name.front()) != std::string_view::npos;
}

bool is_prefix(std::string_view path) {
    return path.find_first_not_of(std::string(letters_and_digits) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./") ==
               std::string_view::npos &&
           path.find("//") == std::string_view::npos && path.find("..") == std::string_view::npos;
}

bool is_origin(const std::string& url) { return !url.empty() && origin_of_url(url) == url; }

bool is_encryption(std::string_view text) {
    return text.empty() || text == "AES256" || text == "aws:kms" || text.starts_with("aws:kms:");
}

std::string amazon_origin(const std::string& region) { return "https://s3." + region + ".amazonaws.com"; }

// AWS wants the bucket in the host, where its certificate can match; most others want it in the path.
bool bucket_belongs_in_host(const S3Endpoint& endpoint, std::string_view addressing) {
    if (!addressing.empty()) return addressing == "host";
    return endpoint.origin.ends_with(".amazonaws.com") && endpoint.bucket.find('.') == std::string::npos;
}

Parsed<S3Endpoint> endpoint_of(const Parameters& parameters, const std::string& origin,
                               const std::string& region, const std::string& bucket) {
    S3Endpoint endpoint{origin, region, bucket};
    auto addressing = value_of(parameters, "addressing", "");
    if (!is_origin(origin)) return wrong(origin + " is no endpoint such as https://s3.example.org");
    if (!is_bucket(bucket)) return wrong("\"" + bucket + "\" is no name of a bucket");
    if (!addressing.empty() && addressing != "host" && addressing != "path")
        return wrong("addressing is host or path");
    endpoint.bucket_in_host = bucket_belongs_in_host(endpoint, addressing);
    return endpoint;
}

Parsed<S3Place> with_options(S3Place place, const Parameters& parameters) {
    place.encryption = value_of(parameters, "encryption", "");
    if (!is_encryption(place.encryption)) return wrong("encryption is AES256, aws:kms or aws:kms:<key>");
    auto relay = value_of(parameters, "relay", "no");
    if (relay != "yes" && relay != "no") return wrong("relay is yes or no");
    place.relay = relay == "yes";
    return place;
}

Parsed<S3Place> place_of(const std::string& bucket, const Parameters& parameters) {
    auto region = value_of(parameters, "region", "us-east-1");
    auto origin = value_of(parameters, "endpoint", amazon_origin(region));
    S3Place place;
    auto main = endpoint_of(parameters, origin, region, bucket);
    if (!main) return wrong(main.error());
    place.main = *main;
    auto clients = endpoint_of(parameters, value_of(parameters, "public_endpoint", origin), region, bucket);
    if (!clients) return wrong(clients.error());
    place.clients = *clients;
    auto near_region = value_of(parameters, "read_region", region);
    auto near_origin =
        near_region == region || parameters.contains("endpoint") ? origin : amazon_origin(near_region);
    auto reading = endpoint_of(parameters, value_of(parameters, "read_endpoint", near_origin), near_region,
                               value_of(parameters, "read_bucket", bucket));
    if (!reading) return wrong(reading.error());
    place.reading = *reading;
    return with_options(std::move(place), parameters);
}

}  // namespace

std::string S3Endpoint::url_origin() const {
    if (!bucket_in_host) return origin;
    auto host_at = origin.find("://") + 3;
    return origin.substr(0, host_at) + bucket + "." + origin.substr(host_at);
}

std::string S3Endpoint::host() const {
    auto url = url_origin();
    return url.substr(url.find("://") + 3);
}

std::string S3Endpoint::path_of(std::string_view key) const {
    auto path =
        "/" + (bucket_in_host ? std::string(key) : bucket + (key.empty() ? "" : "/") + std::string(key));
    return percent_encoded(path, "/");
}

std::expected<S3Place, std::string> parse_s3_url(std::string_view url) {
    if (!url.starts_with(scheme)) return wrong("it does not begin with s3://");
    auto rest = url.substr(scheme.size());
    auto question = std::min(rest.find('?'), rest.size());
    auto parameters = parameters_of(rest.substr(std::min(rest.size(), question + 1)));
    if (!parameters) return wrong(parameters.error());
    auto where = rest.substr(0, question);
    auto slash = std::min(where.find('/'), where.size());
    auto place = place_of(std::string(where.substr(0, slash)), *parameters);
    if (!place) return place;
    place->prefix = where.substr(std::min(where.size(), slash + 1));
    if (!is_prefix(place->prefix)) return wrong("the prefix holds more than letters, digits and -_./");
    if (!place->prefix.empty() && !place->prefix.ends_with('/')) place->prefix += '/';
    return place;
}

std::string origin_of_url(std::string_view url) {
    for (std::string_view known : {"https://", "http://"})
        if (url.starts_with(known)) {
            auto host = url.substr(known.size());
            host = host.substr(0, host.find_first_of("/?#"));
            bool clean = !host.empty() && host.find_first_of(" @\"<>\\") == std::string_view::npos;
            return clean ? std::string(known) + std::string(host) : std::string();
        }
    return {};
}

}  // namespace snapory
