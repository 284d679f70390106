#include "app/storage.hpp"

#include <algorithm>
#include <cstdlib>

#include "app/data_folder.hpp"
#include "infrastructure/blobs/disk.hpp"
#include "infrastructure/s3/s3_blob_store.hpp"

namespace snapory {
namespace {

std::string variable(const char* name) {
    const auto* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
    return value == nullptr ? std::string() : value;
}

}  // namespace

std::optional<S3Place> object_store(const Config& config) {
    if (!config.storage_url.starts_with("s3://")) return std::nullopt;
    return parse_s3_url(config.storage_url).value();
}

S3Credentials object_store_credentials(const Config& config) {
    S3Credentials credentials{config.storage_access_key, config.storage_secret_key, ""};
    if (credentials.key_id.empty()) {
        credentials.key_id = variable("AWS_ACCESS_KEY_ID");
        credentials.session_token = variable("AWS_SESSION_TOKEN");
    }
    if (credentials.secret.empty()) credentials.secret = variable("AWS_SECRET_ACCESS_KEY");
    if (credentials.key_id.empty() || credentials.secret.empty())
        throw OperatorError(
            "the object store needs storage.access_key and storage.secret_key, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY");
    return credentials;
}

std::unique_ptr<BlobStore> open_blobs(const Config& config, Signatures& signatures, Metrics& metrics,
                                      Traces& traces) {
    auto count = [&metrics](const BlobKey& key, std::uint64_t bytes) {
        if (key.text().ends_with("/original")) metrics.upload_received(bytes);
    };
    auto place = object_store(config);
    if (!place) return make_disk_blob_store(config.blob_folder(), signatures, count, config.cdn_base_url);
    auto measure = [&metrics, &traces](std::string_view operation, int status,
                                       std::chrono::nanoseconds took) {
        metrics.store_call_ended(operation, status, std::chrono::duration_cast<Metrics::Duration>(took));
        traces.ended_now("store " + std::string(operation), SpanKind::client, took);
    };
    return make_s3_blob_store({.place = *place,
                               .credentials = object_store_credentials(config),
                               .spool = config.data / "spool",
                               .cdn = config.cdn_base_url,
                               .stored = count,
                               .observer = measure},
                              signatures);
}

double used_share(BlobStore& blobs, const std::filesystem::path& data) {
    auto disk = std::filesystem::space(data);
    auto used = static_cast<double>(disk.capacity - disk.free);
    auto left = static_cast<double>(disk.available);  // without what is kept for root
    return std::max(blobs.used_share(), used + left > 0 ? used / (used + left) : 0);
}

std::vector<std::string> media_origins(const Config& config) {
    std::vector<std::string> origins;
    auto place = object_store(config);
    if (place && !place->relay) origins.push_back(place->clients.url_origin());
    if (!config.cdn_base_url.empty()) origins.push_back(origin_of_url(config.cdn_base_url));
    return origins;
}

}  // namespace snapory
