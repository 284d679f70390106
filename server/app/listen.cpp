#include "app/listen.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <iostream>
#include <memory>
#include <system_error>

#include "app/data_folder.hpp"

namespace snapory {
namespace {

bool is_every_network(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

// IPv4 addresses by which other machines may reach this one.
std::vector<std::string> network_addresses() {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return {};
    std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
    std::vector<std::string> addresses;
    for (const auto* entry = list; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET) continue;
        if ((entry->ifa_flags & IFF_LOOPBACK) != 0 || (entry->ifa_flags & IFF_UP) == 0) continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        const auto* address = reinterpret_cast<const sockaddr_in*>(entry->ifa_addr);
        ::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size());
        addresses.emplace_back(text.data());
    }
    return addresses;
}

std::string url_of(const std::string& host, std::uint16_t port) {
    auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return "http://" + name + ":" + std::to_string(port);
}

}  // namespace

void start_listening(http::Server& server, const http::ServerConfig& config) {
    auto port = std::to_string(config.port);
    try {
        server.start();
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::address_in_use)
            throw OperatorError("port " + port + " of " + config.host +
                                " is taken by another program; stop it, or choose another port with --port");
        if (error.code() == std::errc::permission_denied)
            throw OperatorError("port " + port +
                                " is not allowed for this user; choose one above 1023 with --port");
        throw OperatorError("cannot listen on " + config.host + ", port " + port + ": " +
                            error.code().message());
    }
}

void announce(const http::ServerConfig& config, std::uint16_t port, const std::string& public_url) {
    bool everywhere = is_every_network(config.host);
    bool local = everywhere || config.host == "127.0.0.1" || config.host == "::1";
    std::cout << "Snapory is ready: " << url_of(local ? "localhost" : config.host, port) << '\n';
    if (everywhere) {
        for (const auto& address : network_addresses())
            std::cout << "  in this network: " << url_of(address, port) << '\n';
        if (!public_url.starts_with("https://"))
            std::cout << "  Browsers give the camera to https pages only; guests then pick or take a photo "
                         "instead.\n"
                         "  `snapory doctor` says how to get https.\n";
    }
    if (!public_url.empty()) std::cout << "  for guests: " << public_url << '\n';
    std::cout << std::flush;
}

}  // namespace snapory
