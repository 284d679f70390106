#include "infrastructure/redis/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace snapory {
namespace {

using Fault = std::optional<std::string>;

constexpr std::uint16_t redis_port = 6379, sentinel_port = 26379;

// Cuts off what stands before the separator; all of the text when there is none.
std::string_view cut(std::string_view& text, char separator) {
    auto at = text.find(separator);
    auto before = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return before;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned value = 0;
        auto digits = text.substr(i + 1, 2);
        auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2) return std::nullopt;
        decoded += static_cast<char>(value);
        i += 2;
    }
    return decoded;
}

bool read_scheme(std::string_view scheme, RedisConfig& config) {
    struct Scheme {
        std::string_view name;
        RedisTopology topology;
        bool tls;
    };
    constexpr std::array<Scheme, 6> schemes{{{"redis", RedisTopology::single, false},
                                             {"rediss", RedisTopology::single, true},
                                             {"redis+sentinel", RedisTopology::sentinel, false},
                                             {"rediss+sentinel", RedisTopology::sentinel, true},
                                             {"redis+cluster", RedisTopology::cluster, false},
                                             {"rediss+cluster", RedisTopology::cluster, true}}};
    const auto* found = std::ranges::find(schemes, scheme, &Scheme::name);
    if (found == schemes.end()) return false;
    config.topology = found->topology;
    config.tls = found->tls;
    return true;
}

Fault read_credentials(std::string_view text, RedisConfig& config) {
    auto user = percent_decoded(cut(text, ':'));
    auto password = percent_decoded(text);
    if (!user || !password) return "the user or password is not percent-encoded";
    config.user = *user;
    config.password = *password;
    return std::nullopt;
}

std::optional<RedisAddress> address(std::string_view text, std::uint16_t default_port) {
    RedisAddress read{"", default_port};
    if (text.starts_with('[')) {
        text.remove_prefix(1);
        if (text.find(']') == std::string_view::npos) return std::nullopt;
        read.host = cut(text, ']');
        if (!text.empty() && text.front() != ':') return std::nullopt;
        if (!text.empty()) text.remove_prefix(1);
    } else {
        read.host = cut(text, ':');
    }
    auto port = text.empty() ? default_port : number<std::uint16_t>(text);
    if (read.host.empty() || !port || *port == 0) return std::nullopt;
    read.port = *port;
    return read;
}

Fault read_addresses(std::string_view hosts, RedisConfig& config) {
    auto port = config.topology == RedisTopology::sentinel ? sentinel_port : redis_port;
    while (!hosts.empty()) {
        auto read = address(cut(hosts, ','), port);
        if (!read) return "a host or port is not one";
        config.addresses.push_back(*std::move(read));
    }
    if (config.addresses.empty()) return "there is no host";
    if (config.addresses.size() > 1 && config.topology == RedisTopology::single)
        config.topology = RedisTopology::cluster;
    return std::nullopt;
}

Fault read_path(std::string_view path, RedisConfig& config) {
    if (config.topology == RedisTopology::sentinel) {
        config.master = cut(path, '/');
        if (config.master.empty()) return "the path does not name the master that the Sentinels watch";
    }
    if (path.empty()) return std::nullopt;
    auto database = number<unsigned>(path);
    if (!database) return "the database is not a number";
    if (*database > 0 && config.topology == RedisTopology::cluster) return "a cluster has database 0 only";
    config.database = *database;
    return std::nullopt;
}

Fault read_query(std::string_view query, RedisConfig& config) {
    while (!query.empty()) {
        auto value = cut(query, '&');
        auto name = cut(value, '=');
        auto decoded = percent_decoded(value);
        if (!decoded || decoded->empty()) return "a value after ? is empty or not percent-encoded";
        if (name == "prefix" && decoded->find_first_of("{}") == std::string::npos)
            config.prefix = *decoded;
        else if (name == "ca" && decoded->starts_with('/') && config.tls)
            config.ca = *decoded;
        else
            return "only prefix=… without braces, and with rediss ca=/file, may follow the ?";
    }
    return std::nullopt;
}

}  // namespace

std::string RedisAddress::text() const {
    auto shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return shown + ":" + std::to_string(port);
}

std::expected<RedisConfig, std::string> parse_redis_url(std::string_view url) {
    RedisConfig config;
    auto separator = url.find("://");
    if (separator == std::string_view::npos || !read_scheme(url.substr(0, separator), config))
        return std::unexpected("it begins with none of these schemes");
    auto rest = url.substr(separator + 3);
    auto before_query = cut(rest, '?');
    auto authority = cut(before_query, '/');
    auto at = authority.rfind('@');
    Fault fault;
    if (at != std::string_view::npos) fault = read_credentials(authority.substr(0, at), config);
    if (!fault) fault = read_addresses(authority.substr(at == std::string_view::npos ? 0 : at + 1), config);
    if (!fault) fault = read_path(before_query, config);
    if (!fault) fault = read_query(rest, config);
    if (fault) return std::unexpected(*fault);
    return config;
}

}  // namespace snapory
