#include "api/blobs.hpp"

#include <charconv>

#include "api/link.hpp"
#include "api/problem.hpp"
#include "application/blob_link.hpp"
#include "domain/upload.hpp"
#include "http/body.hpp"

namespace snapory {
namespace {

template <class Number>
Number number_of(std::string_view text) {
    Number number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

std::string query_of(const http::Request& request, std::string_view name) {
    return std::string(request.query(name).value_or(""));
}

// A part on its way to the store.
class PartSink final : public http::BodySink {
public:
    PartSink(std::unique_ptr<StagedPart> part, std::uint64_t bytes) : part_(std::move(part)), left_(bytes) {}

    bool write(std::span<const std::byte> bytes) override {
        if (bytes.size() > left_) {
            outcome_ = fail(Errc::too_large, "The part has more bytes than announced.");
            return false;
        }
        left_ -= bytes.size();
        part_->write(bytes);
        return true;
    }
    void finish() override { outcome_ = part_->finish(); }

    const Result<void>& outcome() const { return outcome_; }

private:
    std::unique_ptr<StagedPart> part_;
    std::uint64_t left_;
    Result<void> outcome_ = fail(Errc::incomplete_upload, "The part did not arrive whole.");
};

// What the link of a GET grants.
std::optional<BlobLink> blob_link_of(const http::Request& request) {
    auto expires_at = link_expiry_of(request);
    auto holder = parse_link_holder(query_of(request, "for"));
    if (!expires_at || !holder) return std::nullopt;
    return BlobLink{.key = BlobKey(std::string(request.param("key"))),
                    .serving = {.content_type = query_of(request, "type"),
                                .attachment_name = query_of(request, "name"),
                                .holder = *holder},
                    .expires_at = *expires_at};
}

PartLink part_link_of(const http::Request& request, TimePoint expires_at) {
    return {.upload = UploadId(std::string(request.param("upload"))),
            .number = number_of<std::uint32_t>(request.param("number")),
            .bytes = number_of<std::uint64_t>(query_of(request, "size")),
            .expires_at = expires_at};
}

http::Response blob_answer(http::Response response, const BlobLink& link) {
    auto& headers = response.headers();
    headers.set("ETag", "\"" + link.key.text() + "\"");
    bool shown = link.serving.attachment_name.empty();
    headers.set("Cache-Control", std::string(shown ? "public" : "private") +
                                     ", max-age=172800, immutable");  // as long as a link can live
    headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    if (shown) return response;
    return std::move(response).as_attachment(link.serving.attachment_name);
}

}  // namespace

BlobRoutes::BlobRoutes(const ApiConfig& config, const ApiPorts& ports)
    : accel_prefix_(config.accel_prefix),
      signatures_(ports.signatures),
      clock_(ports.clock),
      metrics_(ports.metrics),
      open_media_(ports.events, ports.photos, ports.blobs, ports.clock),
      receive_part_(ports.uploads, ports.blobs, ports.clock, config.limits.storage_full_share) {}

void BlobRoutes::add_to(http::Scope& blobs) {
    blobs.get("/*key", [this](http::Request& request) { return read(request); });
    blobs.put("/uploads/:upload/:number",
              http::Route{.handle = [this](http::Request& request) { return finish_part(request); },
                          .open_sink = [this](http::Request& request) { return open_part(request); },
                          .body_limit = part_bytes});
}

http::Response BlobRoutes::read(http::Request& request) {
    auto link = blob_link_of(request);
    if (!link || !is_granted(*link, link_signature_of(request), clock_.now(), signatures_))
        return dead_link(request);
    auto blob = open_media_(*link);
    return blob ? blob_answer(bytes_of(*blob, *link), *link) : dead_link(request);
}

http::Response BlobRoutes::bytes_of(Blob& blob, const BlobLink& link) const {
    if (accel_prefix_.empty()) return http::Response::file(blob.path().string(), link.serving.content_type);
    return http::Response(200)
        .with("Content-Type", link.serving.content_type)
        .with("X-Accel-Redirect", accel_prefix_ + link.key.text());
}

std::expected<std::unique_ptr<http::BodySink>, http::Response> BlobRoutes::open_part(http::Request& request) {
    auto expires_at = link_expiry_of(request);
    if (!expires_at) return std::unexpected(dead_link(request));
    auto link = part_link_of(request, *expires_at);
    if (!is_granted(link, link_signature_of(request), clock_.now(), signatures_))
        return std::unexpected(dead_link(request));
    auto part = receive_part_(link.upload, link.number, link.bytes);
    if (!part) return std::unexpected(refused(request, part.error()));
    return std::make_unique<PartSink>(*std::move(part), link.bytes);
}

http::Response BlobRoutes::finish_part(http::Request& request) {
    const auto& outcome = request.sink<PartSink>().outcome();
    if (!outcome) return refused(request, outcome.error());
    return http::Response(200).with("ETag", "\"" + std::string(request.param("number")) + "\"");
}

http::Response BlobRoutes::refused(const http::Request& request, const Error& error) {
    metrics_.upload_refused(problem_kind(error.code).code);
    return problem(request, error);
}

}  // namespace snapory
