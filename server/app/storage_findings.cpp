#include <algorithm>
#include <cstdlib>

#include "app/data_folder.hpp"
#include "app/storage.hpp"
#include "application/ports/unavailable.hpp"
#include "infrastructure/s3/s3_bucket.hpp"
#include "infrastructure/s3/s3_xml.hpp"

namespace snapory {
namespace {

using State = Finding::State;
using namespace std::chrono_literals;

constexpr std::string_view probe_text = "snapory doctor";
constexpr std::string_view how_to_fix = "run snapory doctor --fix";

// Does once what the program will do all the time. Throws what the operator can do about it.
void try_out(S3Bucket& bucket, const std::string& prefix) {
    auto probe = prefix + "staging/doctor";
    bucket.write(probe, body_of(probe_text), {});
    std::string read;
    auto object = bucket.read(probe, 0, probe_text.size(), [&](std::span<const std::byte> bytes) {
        read.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    bool copied = object && bucket.copy(probe, object->etag, probe + "-copy", {});
    if (read != probe_text || !copied)
        throw Unavailable("the object store does not give back what it was given");
    bucket.list(prefix + "staging/", "");
    bucket.open_uploads(prefix);
    bucket.remove(probe);
    bucket.remove(probe + "-copy");
}

Finding examine_bucket(S3Bucket& bucket, const S3Place& place, bool fix) {
    auto where = place.main.bucket + " at " + place.main.origin;
    try {
        if (!bucket.exists()) {
            if (!fix) return {State::fail, "storage", "there is no bucket " + where, std::string(how_to_fix)};
            bucket.create();
        }
        try_out(bucket, place.prefix);
        return {State::ok, "storage", where + ", written, read and copied", ""};
    } catch (const std::exception& fault) {
        return {State::fail, "storage", where + ": " + fault.what(),
                "see docs/operators.md, An object store"};
    }
}

Finding examine_clock(S3Bucket& bucket) {
    auto ahead = bucket.clock_ahead();
    auto detail = "differs from the store's by " + std::to_string(std::abs(ahead.count())) + " s";
    if (ahead > -1min && ahead < 1min) return {State::ok, "clock", detail, ""};
    return {ahead > -15min && ahead < 15min ? State::warn : State::fail, "clock", detail,
            "set it right: timedatectl set-ntp true; a store refuses what is signed 15 minutes off"};
}

XmlRule cors_rule(const std::vector<std::string>& origins) {
    std::string content;
    for (const auto& origin : origins)
        content += "<AllowedOrigin>" + escaped_xml(origin) + "</AllowedOrigin>";
    return {"CORSRule", "snapory",
            content +
                "<AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD"
                "</AllowedMethod><AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>"
                "<MaxAgeSeconds>3600</MaxAgeSeconds>"};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

// The pages of this installation, and of the other sites that may use its api.
std::vector<std::string> sending_origins(const Config& config) {
    std::vector<std::string> origins{origin_of_url(config.public_url)};
    for (const auto& origin : config.allowed_origins)
        if (std::ranges::find(origins, origin) == origins.end()) origins.push_back(origin);
    return origins;
}

Finding examine_cors(S3Bucket& bucket, S3Bucket& clients, const Config& config, bool fix) {
    if (config.public_url.empty())
        return {State::warn, "browsers", "nobody knows from where they will send",
                "set public_url, then run snapory doctor --fix"};
    auto origins = sending_origins(config);
    auto refused = [&] {
        auto left = origins;
        std::erase_if(left, [&](const auto& origin) { return clients.lets_browsers_send(origin); });
        return left;
    };
    auto missing = refused();
    if (!missing.empty() && fix) {
        bucket.set_setting("cors",
                           with_rules(bucket.setting("cors"), "CORSConfiguration", {cors_rule(origins)}));
        missing = refused();
    }
    if (missing.empty()) return {State::ok, "browsers", "may send from " + joined(origins), ""};
    return {State::fail, "browsers", "the bucket's CORS does not let them send from " + joined(missing),
            std::string(how_to_fix)};
}

// For what a process that died, or a client that never came back, has left; see
// docs/decisions/0016-parts-are-objects.md.
std::vector<XmlRule> lifecycle_rules(const std::string& prefix) {
    auto beneath = "<Filter><Prefix>" + escaped_xml(prefix) + "staging/</Prefix></Filter>";
    auto all = "<Filter><Prefix>" + escaped_xml(prefix) + "</Prefix></Filter>";
    return {{"Rule", "snapory-staging",
             beneath + "<Status>Enabled</Status><Expiration><Days>3</Days></Expiration>"},
            {"Rule", "snapory-multipart",
             all + "<Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>1"
                   "</DaysAfterInitiation></AbortIncompleteMultipartUpload>"}};
}

Finding examine_lifecycle(S3Bucket& bucket, const S3Place& place, bool fix) {
    auto rules = lifecycle_rules(place.prefix);
    auto there = [&] {
        auto xml = bucket.setting("lifecycle");
        return has_rule(xml, rules[0]) && has_rule(xml, rules[1]);
    };
    if (!there() && fix)
        bucket.set_setting("lifecycle",
                           with_rules(bucket.setting("lifecycle"), "LifecycleConfiguration", rules));
    if (there()) return {State::ok, "lifecycle", "what was given up is removed by the store", ""};
    return {State::warn, "lifecycle", "only Snapory removes what was given up", std::string(how_to_fix)};
}

template <class Examine>
Finding attempt(const std::string& subject, Examine examine) {
    try {
        return examine();
    } catch (const std::exception& fault) {
        return {State::warn, subject, fault.what(), "see docs/operators.md, An object store"};
    }
}

}  // namespace

std::vector<Finding> examine_object_store(const Config& config, const S3Place& place, bool fix) {
    S3Credentials credentials;
    try {
        credentials = object_store_credentials(config);
    } catch (const OperatorError& error) {
        return {{State::fail, "storage", error.what(), "set them"}};
    }
    S3Bucket bucket(place.main, credentials);
    S3Bucket clients(place.clients, credentials);
    std::vector<Finding> findings{attempt("clock", [&] { return examine_clock(bucket); }),
                                  examine_bucket(bucket, place, fix)};
    if (findings.back().state == State::fail) return findings;
    if (!place.relay)
        findings.push_back(attempt("browsers", [&] { return examine_cors(bucket, clients, config, fix); }));
    findings.push_back(attempt("lifecycle", [&] { return examine_lifecycle(bucket, place, fix); }));
    return findings;
}

}  // namespace snapory
