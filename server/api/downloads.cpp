#include "api/downloads.hpp"

#include <array>
#include <charconv>

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/link.hpp"
#include "api/photo_query.hpp"
#include "http/body.hpp"

namespace snapory {
namespace {

constexpr std::array variant_names{
    std::pair<std::string_view, Variant>{"original", Variant::original},
    std::pair<std::string_view, Variant>{"preview", Variant::preview},
};

DownloadWish read_wish(Input& input, const EventId& event, const Caller& caller) {
    DownloadWish wish{.what = ids<PhotoId>(input, "photoIds", 1, max_photos_per_download),
                      .variant = input.choice<Variant>("variant", variant_names).value_or(Variant::original)};
    if (input.has("photoIds") == input.has("filter"))
        input.note("filter", "required", "Give either photoIds or a filter.");
    if (auto filter = input.object("filter")) wish.what = read_filter(*filter, event, caller);
    return wish;
}

std::string grant_of(const DownloadId& id) { return "GET\ndownloads/" + id.text(); }

// The ZIP as the transport asks for it.
class ZipSource final : public http::BodySource {
public:
    explicit ZipSource(std::unique_ptr<PhotoZip> zip) : zip_(std::move(zip)) {}
    std::uint64_t size() const override { return zip_->bytes(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> buffer) override {
        return zip_->read(offset, buffer);
    }

private:
    std::unique_ptr<PhotoZip> zip_;
};

http::Response zip_answer(const http::Request& /*request*/, OpenedDownload opened) {
    auto tag = "\"" + opened.zip->entity_tag() + "\"";
    auto response =
        http::Response::stream(std::make_unique<ZipSource>(std::move(opened.zip)), "application/zip");
    response.headers().set("ETag", tag);
    return std::move(response).as_attachment(opened.file_name);
}

}  // namespace

DownloadRoutes::DownloadRoutes(const ApiPorts& ports, Repeats& repeats)
    : signatures_(ports.signatures),
      clock_(ports.clock),
      repeats_(repeats),
      begin_download_(ports.events, ports.photos, ports.blobs, ports.downloads, ports.randomness,
                      ports.clock),
      open_download_(ports.events, ports.guests, ports.photos, ports.blobs, ports.downloads, ports.clock) {}

void DownloadRoutes::add_to(http::Scope& v1) {
    v1.post("/events/:event/downloads", [this](http::Request& request) { return begin(request); });
    v1.get("/downloads/:download", [this](http::Request& request) { return fetch(request); });
}

http::Response DownloadRoutes::begin(http::Request& request) {
    const auto& caller = caller_of(request);
    auto event = id_of<EventId>(request, "event");
    auto read = [&](Input& input) { return read_wish(input, event, caller); };
    return repeats_.once(request, caller, [&] {
        return with_body(request, read,
                         [&](const DownloadWish& wish) { return offer(request, event, wish); });
    });
}

http::Response DownloadRoutes::offer(const http::Request& request, const EventId& event,
                                     const DownloadWish& wish) {
    return answer(request, begin_download_(caller_of(request), event, wish), [&](const BegunDownload& begun) {
        auto expires_at = std::chrono::floor<std::chrono::seconds>(begun.download.expires_at);
        auto path = "/api/v1/downloads/" + begun.download.id.text();
        return json_answer(201, {{"url", link(path, grant_of(begun.download.id), expires_at, signatures_)},
                                 {"bytes", begun.bytes},
                                 {"photoCount", begun.photos},
                                 {"expiresAt", to_text(expires_at)}});
    });
}

http::Response DownloadRoutes::fetch(http::Request& request) {
    auto id = id_of<DownloadId>(request, "download");
    if (!shows_link(request, grant_of(id), clock_.now(), signatures_)) return dead_link(request);
    auto opened = open_download_(id);
    if (!opened) return problem(request, opened.error());
    return zip_answer(request, *std::move(opened));
}

}  // namespace snapory
