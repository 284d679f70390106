#pragma once

#include "api/api.hpp"
#include "application/gallery/open_media.hpp"
#include "application/uploads/receive_part.hpp"
#include "http/router.hpp"

namespace snapory {

// Signed links to bytes that this installation keeps itself: photos to read, parts of uploads to send.
class BlobRoutes {
public:
    BlobRoutes(const ApiConfig& config, const ApiPorts& ports);

    // The scope of "/blobs".
    void add_to(http::Scope& blobs);

private:
    http::Response read(http::Request& request);
    http::Response bytes_of(Blob& blob, const BlobLink& link) const;
    std::expected<std::unique_ptr<http::BodySink>, http::Response> open_part(http::Request& request);
    http::Response finish_part(http::Request& request);
    http::Response refused(const http::Request& request, const Error& error);

    std::string accel_prefix_;
    Signatures& signatures_;
    Clock& clock_;
    Metrics& metrics_;
    OpenMedia open_media_;
    ReceivePart receive_part_;
};

}  // namespace snapory
