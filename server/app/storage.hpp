#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/findings.hpp"
#include "application/ports/blob_store.hpp"
#include "application/ports/signatures.hpp"
#include "infrastructure/s3/s3_place.hpp"
#include "infrastructure/s3/sigv4.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/traces.hpp"

namespace snapory {

// The object store that storage.url names; nothing when photos rest in a folder.
std::optional<S3Place> object_store(const Config& config);
// storage.access_key and storage.secret_key, else those of the environment as every tool of AWS reads it.
// Throws OperatorError when there are none.
S3Credentials object_store_credentials(const Config& config);

// The store of the configuration; the others must outlive it.
std::unique_ptr<BlobStore> open_blobs(const Config& config, Signatures& signatures, Metrics& metrics,
                                      Traces& traces);
// Used share of the fullest, 0 to 1: the store, and the disk of the data folder, which photos pass through on
// their way to an object store. Throws std::filesystem::filesystem_error, and Unavailable as the store does.
double used_share(BlobStore& blobs, const std::filesystem::path& data);
// Where pages load photos from and send them to, beside their own origin.
std::vector<std::string> media_origins(const Config& config);

// What the doctor finds out about an object store; with `fix` it makes what is missing: the bucket, the
// permission for browsers to send, and the rules that remove what was given up.
std::vector<Finding> examine_object_store(const Config& config, const S3Place& place, bool fix);

}  // namespace snapory
