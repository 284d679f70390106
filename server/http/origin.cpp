#include "http/origin.hpp"

#include <stdexcept>

#include <boost/asio/ip/address.hpp>

namespace snapory::http {
namespace {

namespace ip = boost::asio::ip;

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool contains_host(const ip::network_v4& network, const ip::address_v4& address) {
    return ip::network_v4(address, network.prefix_length()).canonical() == network.canonical();
}

bool contains_host(const ip::network_v6& network, const ip::address_v6& address) {
    return ip::network_v6(address, network.prefix_length()).canonical() == network.canonical();
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        if (name == unix_address) {
            trusts_unix_ = true;
            continue;
        }
        const bool whole = name.find('/') == std::string::npos;
        boost::system::error_code no_v4;
        boost::system::error_code no_v6;
        const auto v4 = ip::make_network_v4(whole ? name + "/32" : name, no_v4);
        const auto v6 = ip::make_network_v6(whole ? name + "/128" : name, no_v6);
        if (!no_v4) {
            v4_.push_back(v4);
        } else if (!no_v6) {
            v6_.push_back(v6);
        } else {
            throw std::invalid_argument("not an address or network: " + name);
        }
    }
}

bool TrustedProxies::contains(std::string_view address) const {
    if (address == unix_address) return trusts_unix_;
    if (v4_.empty() && v6_.empty()) return false;
    boost::system::error_code error;
    const auto parsed = ip::make_address(address, error);
    if (error) return false;
    if (parsed.is_v4()) {
        for (const auto& network : v4_)
            if (contains_host(network, parsed.to_v4())) return true;
    } else {
        for (const auto& network : v6_)
            if (contains_host(network, parsed.to_v6())) return true;
    }
    return false;
}

std::string original_address(const Headers& headers, std::string_view peer, const TrustedProxies& proxies) {
    std::string_view list = headers.find("X-Forwarded-For").value_or("");
    std::string_view known = peer;
    while (!list.empty() && proxies.contains(known)) {
        const auto comma = list.rfind(',');
        const std::string_view hop = trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
        boost::system::error_code error;
        ip::make_address(hop, error);
        if (error) break;
        known = hop;
    }
    return std::string(known);
}

}  // namespace snapory::http
