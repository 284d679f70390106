#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <concepts>

#include "app/config.hpp"
#include "infrastructure/redis/url.hpp"
#include "infrastructure/s3/s3_place.hpp"
#include "infrastructure/smtp/url.hpp"

namespace snapory {
namespace {

template <class Value>
using Names = std::span<const std::pair<std::string_view, Value>>;

constexpr std::array<std::pair<std::string_view, Registration>, 3> registrations{
    {{"first", Registration::first}, {"open", Registration::open}, {"invite", Registration::invite}}};
constexpr std::array<std::pair<std::string_view, LogLevel>, 4> levels{{{"debug", LogLevel::debug},
                                                                       {"info", LogLevel::info},
                                                                       {"warning", LogLevel::warning},
                                                                       {"error", LogLevel::error}}};
constexpr std::array<std::pair<std::string_view, LogStyle>, 3> styles{
    {{"auto", LogStyle::automatic}, {"json", LogStyle::json}, {"text", LogStyle::text}}};

constexpr Names<Registration> names_of(Registration) { return registrations; }
constexpr Names<LogLevel> names_of(LogLevel) { return levels; }
constexpr Names<LogStyle> names_of(LogStyle) { return styles; }

template <class Number>
    requires std::integral<Number> || std::floating_point<Number>
bool parse(std::string_view text, Number& value) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}
bool parse(std::string_view text, std::string& value) {
    value = text;
    return true;
}
bool parse(std::string_view text, std::filesystem::path& value) {
    value = text;
    return !text.empty();
}
template <class Named>
    requires std::is_enum_v<Named>
bool parse(std::string_view text, Named& value) {
    for (const auto& [name, named] : names_of(value))
        if (name == text) {
            value = named;
            return true;
        }
    return false;
}

template <std::integral Number>
std::string print(Number value) {
    return std::to_string(value);
}
std::string print(double value) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}
std::string print(const std::string& value) { return value; }
std::string print(const std::filesystem::path& value) { return value.string(); }
template <class Named>
    requires std::is_enum_v<Named>
std::string print(Named value) {
    for (const auto& [name, named] : names_of(value))
        if (named == value) return std::string(name);
    return {};
}
std::string print(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : ", ") + value;
    return text;
}

// What follows the scheme, up to the path, if the text is such a URL.
std::optional<std::string_view> authority(std::string_view url) {
    for (std::string_view scheme : {"http://", "https://"})
        if (url.starts_with(scheme)) {
            auto rest = url.substr(scheme.size());
            auto host = rest.substr(0, rest.find('/'));
            bool clean = rest.find_first_of(" ?#@\"<>\\") == std::string_view::npos;
            if (clean && !host.empty()) return host;
        }
    return std::nullopt;
}

bool is_origin(const std::string& text) {
    auto host = authority(text);
    return host && text.ends_with(*host);
}
bool is_base(const std::string& text) { return text.empty() || (authority(text) && !text.ends_with('/')); }
bool is_secret(const std::string& text) { return text.empty() || text.size() >= 32; }
bool is_postgres(const std::string& text) {
    return text.starts_with("postgresql://") || text.starts_with("postgres://");
}
bool is_database(const std::string& text) {
    return text.empty() || is_postgres(text) || (text.starts_with("sqlite:///") && text.size() > 10);
}
bool is_replica(const std::string& text) { return text.empty() || is_postgres(text); }
bool is_folder(const std::string& text) {
    return text.empty() || (text.starts_with("file:///") && text.size() > 8);
}
bool is_place(const std::string& text) {
    return text.empty() || (text.size() > 2 && text.starts_with('/') && text.ends_with('/') &&
                            text.find_first_of(" ?#\"\\") == std::string::npos);
}
bool is_redis(const std::string& text) { return text.empty() || parse_redis_url(text); }
bool is_mail_server(const std::string& text) { return text.empty() || parse_smtp_url(text); }
bool is_mail_sender(const std::string& text) { return text.empty() || parse_mail_sender(text); }
bool is_role_address(const std::string& text) {
    return text.empty() || text.starts_with("unix:/") || (text.starts_with("http://") && is_origin(text));
}
bool is_collector(const std::string& text) {
    return text.empty() || text.starts_with("http://") || text.starts_with("https://");
}

bool is_share(double value) { return value > 0 && value <= 1; }
bool is_thread_count(unsigned value) { return value <= 256; }
bool is_connection_count(std::size_t value) { return value > 0 && value <= 1000; }
bool is_batch(std::uint32_t value) { return value > 0 && value <= 1000; }

bool is_proxy(const std::string& text) {
    if (text == "unix") return true;
    auto slash = text.find('/');
    auto address = text.substr(0, slash);
    std::array<unsigned char, 16> bytes{};
    int width = ::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1    ? 32
                : ::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1 ? 128
                                                                            : 0;
    int prefix = width;
    if (slash != std::string::npos && !parse(std::string_view(text).substr(slash + 1), prefix)) return false;
    return width > 0 && prefix >= 0 && prefix <= width;
}

constexpr std::string_view wrong_form;  // what `allowed` says is reason enough

// `at` says where the value is kept; both are captureless, so that a row is plain data.
template <auto at, auto is_allowed>
std::optional<std::string> set_one(Config& config, const std::vector<std::string>& values) {
    auto value = at(config);
    if (!parse(values.front(), value) || !is_allowed(value)) return std::string(wrong_form);
    at(config) = value;
    return std::nullopt;
}

template <auto at, auto is_allowed>
std::optional<std::string> set_list(Config& config, const std::vector<std::string>& values) {
    for (const auto& value : values)
        if (!is_allowed(value)) return "not " + value;
    at(config) = values;
    return std::nullopt;
}

std::optional<std::string> set_storage(Config& config, const std::vector<std::string>& values) {
    const auto& url = values.front();
    if (url.starts_with("s3://")) {
        if (auto place = parse_s3_url(url); !place) return place.error();
    } else if (!is_folder(url)) {
        return std::string(wrong_form);
    }
    config.storage_url = url;
    return std::nullopt;
}

template <auto at>
std::string show(const Config& config) {
    auto copy = config;
    return print(at(copy));
}

constexpr auto is_positive = [](auto value) { return value > 0; };
constexpr auto is_filled = [](const auto& text) { return !text.empty(); };
constexpr auto anything = [](const auto&) { return true; };

template <auto at, auto is_allowed = anything>
constexpr ConfigKey one(std::string_view name, std::string_view allowed, std::string_view help) {
    return {name, allowed, help, false, false, set_one<at, is_allowed>, show<at>};
}
template <auto at, auto is_allowed = anything>
constexpr ConfigKey secret(std::string_view name, std::string_view allowed, std::string_view help) {
    return {name, allowed, help, false, true, set_one<at, is_allowed>, show<at>};
}
template <auto at, auto is_allowed>
constexpr ConfigKey list(std::string_view name, std::string_view allowed, std::string_view help) {
    return {name, allowed, help, true, false, set_list<at, is_allowed>, show<at>};
}

constexpr std::array keys{
    one<[](Config& c) -> auto& { return c.data; }>(
        "data", "a folder", "Where everything is kept that is not kept elsewhere; made when missing."),
    one<[](Config& c) -> auto& { return c.host; }, is_filled>("host", "an address of this machine",
                                                              "Where to listen; 0.0.0.0 is every network."),
    one<[](Config& c) -> auto& { return c.port; }>(
        "port", "0 to 65535",
        "Where to listen; 0 is 8080 for serve, 3000 for web, 5000 for api, 8000 for ai."),
    one<[](Config& c) -> auto& { return c.public_url; }, is_base>(
        "public_url", "https://host without a slash at its end",
        "How people reach this installation; QR codes hold it. Empty: as each request came."),
    secret<[](Config& c) -> auto& { return c.secret_key; }, is_secret>(
        "secret_key", "at least 32 characters",
        "Signs tokens and links, opens face codes. Empty: made at the first start and kept in the data "
        "folder."),
    one<[](Config& c) -> auto& { return c.registration; }>(
        "registration", "first, open or invite",
        "Who may make an account: the first person only, anyone, or (invite) those whom an operator adds "
        "with `snapory user add`."),
    secret<[](Config& c) -> auto& { return c.database_url; }, is_database>(
        "database.url", "sqlite:///path or postgresql://user:password@host/database",
        "Empty: snapory.sqlite in the data folder."),
    one<[](Config& c) -> auto& { return c.database_connections; }, is_connection_count>(
        "database.connections", "1 to 1000", "What each process opens to PostgreSQL at most."),
    secret<[](Config& c) -> auto& { return c.database_replica_url; }, is_replica>(
        "database.replica_url", "postgresql://user:password@host/database",
        "A standby of that PostgreSQL, from which galleries are read once it has seen their last change."),
    ConfigKey{"storage.url", "file:///path, or s3://bucket?region=…&endpoint=…",
              "Where photos rest. Empty: blobs/ in the data folder.", false, false, set_storage,
              show<[](Config& c) -> auto& { return c.storage_url; }>},
    secret<[](Config& c) -> auto& { return c.storage_access_key; }>(
        "storage.access_key", "the id of a key of the object store", "Empty: AWS_ACCESS_KEY_ID."),
    secret<[](Config& c) -> auto& { return c.storage_secret_key; }>(
        "storage.secret_key", "the secret of that key", "Empty: AWS_SECRET_ACCESS_KEY."),
    one<[](Config& c) -> auto& { return c.storage_accel_prefix; }, is_place>(
        "storage.accel_prefix", "a path such as /_blobs/",
        "Where nginx has the local folder as an internal location; it sends the bytes then. Empty: the api "
        "does."),
    secret<[](Config& c) -> auto& { return c.redis_url; }, is_redis>(
        "redis.url",
        "redis://user:password@host:6379, rediss://…, several hosts, or redis+sentinel://…/master",
        "Queue, bell, cache and rate limits of several processes or machines. Empty: those of one."),
    secret<[](Config& c) -> auto& { return c.smtp_url; }, is_mail_server>(
        "smtp.url", "smtp://user:password@host:587, or smtps://…",
        "Takes mails to hosts and guests, whose links need public_url. Empty: no mail is sent."),
    one<[](Config& c) -> auto& { return c.smtp_from; }, is_mail_sender>(
        "smtp.from", "an address such as photos@example.org, or Name <photos@example.org>",
        "Who mails are from."),
    one<[](Config& c) -> auto& { return c.cdn_base_url; }, is_base>(
        "cdn.base_url", "https://host without a slash at its end",
        "A CDN that fetches /blobs/ from this installation. Empty: guests load photos directly."),
    list<[](Config& c) -> auto& { return c.allowed_origins; }, is_origin>(
        "cors.allowed_origins", "origins such as https://app.example.org",
        "Other sites whose pages may use the api."),
    list<[](Config& c) -> auto& { return c.trusted_proxies; }, is_proxy>(
        "trusted_proxies", "addresses, networks such as 10.0.0.0/8, or unix",
        "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."),
    one<[](Config& c) -> auto& { return c.ai_url; }, is_role_address>(
        "ai.url", "unix:/path or http://host:port",
        "Where the api finds the ai. Empty: a socket in the data folder."),
    one<[](Config& c) -> auto& { return c.ai_threads; }, is_thread_count>(
        "ai.threads", "0 to 256", "Photos processed at a time; 0 is one for each processor."),
    one<[](Config& c) -> auto& { return c.ai_unload_after; }, is_positive>(
        "ai.unload_after", "seconds, at least 1", "How long unused models stay in memory."),
    one<[](Config& c) -> auto& { return c.models; }>("ai.models", "a folder",
                                                     "Where the models are. Empty: beside the program."),
    one<[](Config& c) -> auto& { return c.packs; }>(
        "ai.packs", "a folder", "Where your own model packs are, each a folder. Empty: there are none."),
    one<[](Config& c) -> auto& { return c.web; }>("web.files", "a folder",
                                                  "Where the built front end is. Empty: beside the program."),
    one<[](Config& c) -> auto& { return c.limits.photo_bytes; }, is_positive>(
        "limits.photo_bytes", "bytes, at least 1", "Size of one photo."),
    one<[](Config& c) -> auto& { return c.limits.files_per_request; }, is_batch>(
        "limits.files_per_request", "1 to 1000", "Photos announced at once."),
    one<[](Config& c) -> auto& { return c.limits.event_bytes; }>("limits.event_bytes", "bytes; 0 is no limit",
                                                                 "Originals of one event together."),
    one<[](Config& c) -> auto& { return c.limits.events_per_organisation; }>(
        "limits.events_per_organisation", "a number; 0 is no limit", "Events of one organisation."),
    one<[](Config& c) -> auto& { return c.limits.storage_full_share; }, is_share>(
        "limits.storage_full_share", "above 0, at most 1",
        "How full the disk may get before uploads are refused."),
    one<[](Config& c) -> auto& { return c.traces_url; }, is_collector>(
        "traces.url", "http://collector:4318/v1/traces",
        "Where traces are sent, by OTLP over HTTP with JSON. Empty: none are kept."),
    one<[](Config& c) -> auto& { return c.traces_share; }, is_share>(
        "traces.share", "above 0, at most 1",
        "How many of the requests are traced, beside those that bring a sampled trace."),
    one<[](Config& c) -> auto& { return c.log_level; }>("log.level", "debug, info, warning or error",
                                                        "The least important lines that are logged."),
    one<[](Config& c) -> auto& { return c.log_style; }>(
        "log.format", "auto, json or text",
        "auto is text at a terminal and one JSON object a line elsewhere."),
};

}  // namespace

std::span<const ConfigKey> config_keys() { return keys; }

}  // namespace snapory
