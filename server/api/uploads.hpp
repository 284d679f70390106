#pragma once

#include "api/api.hpp"
#include "application/uploads/abort_upload.hpp"
#include "application/uploads/add_photo.hpp"
#include "application/uploads/begin_uploads.hpp"
#include "application/uploads/complete_upload.hpp"
#include "application/uploads/read_upload.hpp"
#include "application/uploads/stage_photo.hpp"
#include "http/router.hpp"

namespace snapory {

// Sending photos: /events/{id}/uploads, and POST /events/{id}/photos.
class UploadRoutes {
public:
    UploadRoutes(const ApiConfig& config, const ApiPorts& ports);

    void add_to(http::Scope& v1);

private:
    template <class T>
    Result<T> counted(Result<T> result);
    http::Response begun(const http::Request& request, const std::vector<AnnouncedFile>& files,
                         const std::vector<UploadAnswer>& uploads);
    http::Response begin(http::Request& request);
    http::Response read(http::Request& request);
    http::Response renew_parts(http::Request& request);
    http::Response complete(http::Request& request);
    http::Response abort(http::Request& request);
    std::expected<std::unique_ptr<http::BodySink>, http::Response> open_form(http::Request& request);
    http::Response finish_form(http::Request& request);

    Limits limits_;
    Metrics& metrics_;
    BeginUploads begin_uploads_;
    ReadUpload read_upload_;
    CompleteUpload complete_upload_;
    AbortUpload abort_upload_;
    StagePhoto stage_photo_;
    AddPhoto add_photo_;
};

}  // namespace snapory
