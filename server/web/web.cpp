#include "web/web.hpp"

#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>

#include "application/blob_link.hpp"
#include "domain/event_code.hpp"
#include "web/assets.hpp"
#include "web/guest_page.hpp"
#include "web/languages.hpp"

namespace snapory {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// As GET /join: three hundred guests behind one venue's address scan the code, and scan it again.
constexpr std::uint32_t looks_per_address = 3000;
constexpr auto look_window = 600s;

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// The pages of one kind by language: "shell.en.html", "guest.en.mustache".
using Pages = std::map<std::string, std::shared_ptr<const std::string>, std::less<>>;

Pages read_pages(const fs::path& folder, std::string_view kind) {
    Pages pages;
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(folder, absent)) {
        auto stem = entry.path().stem();
        if (stem.stem() != kind) continue;
        pages[stem.extension().string().substr(1)] =
            std::make_shared<const std::string>(text_of(entry.path()));
    }
    if (!pages.contains("en"))
        throw std::runtime_error("No pages in " + folder.string() +
                                 "; run script/setup to build the front end.");
    return pages;
}

std::string policy_of(const std::vector<std::string>& media_origins) {
    std::string media;
    for (const auto& origin : media_origins) media += " " + origin;
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:" + media +
           "; font-src 'self'; connect-src 'self'" + media +
           "; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri "
           "'none'; "
           "frame-ancestors 'none'";
}

// What guests see of an event: its last change, whether its photos are shown yet, and how long their links
// are good.
std::string version_of(const Event& event, std::uint64_t sequence, TimePoint now) {
    return std::to_string(sequence) + (event.shows_gallery(now) ? " shown " : " closed ") +
           std::to_string(link_expiry(now).time_since_epoch().count());
}

std::string digest_of(const std::string& text) { return std::to_string(std::hash<std::string>{}(text)); }

bool wants_html(const http::Request& request) {
    return request.header("Accept").value_or("").find("text/html") != std::string_view::npos;
}

}  // namespace

class Web::Site {
public:
    Site(WebConfig config, const WebPorts& ports, GuestData guest_data, http::RenderFailure plain_failure)
        : public_url_(std::move(config.public_url)),
          policy_(policy_of(config.media_origins)),
          shells_(read_pages(config.folder / "pages", "shell")),
          guest_pages_(read_pages(config.folder / "pages", "guest")),
          hashed_(config.folder / "assets", "public, max-age=31536000, immutable"),
          files_(config.folder, "no-cache"),
          ports_(ports),
          read_invitation_(ports.events, ports.photos, ports.blobs, ports.clock),
          guest_data_(std::move(guest_data)),
          plain_failure_(std::move(plain_failure)) {
        for (const auto& [language, page] : shells_)
            if (guest_pages_.contains(language)) languages_.insert(language);
    }

    void add_to(http::Scope& site) {
        for (const auto* path : {"/", "/login", "/register", "/forgot-password", "/reset-password",
                                 "/unsubscribe", "/events", "/events/*path"})
            site.get(path, [this](http::Request& request) { return shell(request, 200); });
        site.get("/e/:code", [this](http::Request& request) { return guest(request); });
        site.get("/assets/*name", [this](http::Request& request) { return asset(request); });
        for (const auto& name : files_.names())
            site.get("/" + name,
                     [this, name](http::Request& request) { return *files_.find(request, name); });
        site.on_failure([this](const http::Request& request, const http::Failure& failure) {
            return failed(request, failure);
        });
        site.after([](const http::Request& request, http::Response& response) { secure(request, response); });
    }

private:
    http::Response page(const http::Request& /*request*/, const std::string& language,
                        http::Response response) const {
        auto& headers = response.headers();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Language", language);
        headers.set("Vary", "Accept-Language, Cookie");
        headers.set("Content-Security-Policy", policy_);
        headers.set("Permissions-Policy", "camera=(self)");
        return response;
    }

    http::Response shell(const http::Request& request, int status) const {
        auto language = language_of(request, languages_);
        http::Response response(status);
        response.body() = shells_.find(language)->second;
        response.headers().set("Cache-Control", "no-cache");
        return page(request, language, std::move(response));
    }

    http::Response guest(const http::Request& request) const {
        auto key = "look " + std::string(request.remote_address());
        auto verdict = ports_.rate_limits.take(key, looks_per_address, look_window);
        if (!verdict.allowed)
            return shell(request, 429).with("Retry-After", std::to_string(verdict.reset.count()));
        auto known = parse_event_code(request.param("code"));
        auto event = known ? ports_.events.find(*known) : std::nullopt;
        if (!event) return shell(request, 404);
        auto language = language_of(request, languages_);
        auto html = guest_page_of(*event, language, origin_of(request));
        if (html.empty()) return shell(request, 404);
        auto response = http::Response::html(200, std::move(html));
        response.headers().set("Cache-Control", "no-store");
        return page(request, language, std::move(response));
    }

    // Made once for all who look at the event as it is now; empty when guests may not see it.
    std::string guest_page_of(const Event& event, const std::string& language,
                              const std::string& origin) const {
        auto sequence =
            ports_.changes.latest(event.id);  // before the photos, so that no change falls between
        auto now = ports_.clock.now();
        const auto& page = *guest_pages_.find(language)->second;
        auto version = version_of(event, sequence, now) + " " + digest_of(page + origin);
        return ports_.cache.get("page/" + event.id.text() + "/" + language, version, [&] {
            auto invitation = read_invitation_(event.code.text(), first_photos);
            if (!invitation) return std::string();
            auto data = guest_data_(*invitation, sequence, first_photos, origin);
            return guest_page(page, *invitation, origin, data, now);
        });
    }

    http::Response asset(const http::Request& request) const {
        auto found = hashed_.find(request, request.param("name"));
        if (found) return std::move(*found);
        return http::Response::text(404, "There is no such file.\n").with("Cache-Control", "no-cache");
    }

    http::Response failed(const http::Request& request, const http::Failure& failure) const {
        if (failure.status == 404 && wants_html(request)) return shell(request, 404);
        return plain_failure_(request, failure);
    }

    // What every answer of the site carries.
    static void secure(const http::Request& request, http::Response& response) {
        auto& headers = response.headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        if (request.scheme() == "https")
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    std::string origin_of(const http::Request& request) const {
        if (!public_url_.empty()) return public_url_;
        return std::string(request.scheme()) + "://" + std::string(request.host());
    }

    std::string public_url_;
    std::string policy_;
    Pages shells_;
    Pages guest_pages_;
    Assets hashed_;
    Assets files_;
    http::Languages languages_;
    WebPorts ports_;
    ReadInvitation read_invitation_;
    GuestData guest_data_;
    http::RenderFailure plain_failure_;
};

Web::Web(WebConfig config, const WebPorts& ports, GuestData guest_data, http::RenderFailure plain_failure)
    : site_(std::make_unique<Site>(std::move(config), ports, std::move(guest_data),
                                   std::move(plain_failure))) {}

Web::~Web() = default;

void Web::add_routes(http::Router& router) { site_->add_to(router.scope("")); }

}  // namespace snapory
