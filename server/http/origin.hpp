#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "http/headers.hpp"

namespace snapory::http {

// The address name of a peer on a local socket.
constexpr std::string_view unix_address = "unix";

// Those whose word about who asked is taken.
class TrustedProxies {
public:
    // Addresses and networks ("10.0.0.0/8"), or "unix". Throws std::invalid_argument for anything else.
    explicit TrustedProxies(const std::vector<std::string>& names);
    bool contains(std::string_view address) const;

private:
    bool trusts_unix_ = false;
    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

// Who asked: the peer, or the last address in X-Forwarded-For that is no trusted proxy itself.
std::string original_address(const Headers& headers, std::string_view peer, const TrustedProxies& proxies);

}  // namespace snapory::http
