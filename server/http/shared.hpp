#pragma once

#include <atomic>

#include "http/observer.hpp"
#include "http/origin.hpp"
#include "http/pool.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace snapory::http {

// What all connections of a server share; it outlives them.
struct Shared {
    const ServerConfig& config;
    const Router& router;
    Observer& observer;
    TrustedProxies proxies;
    Pool handlers;
    Pool bodies;
    std::atomic<bool> draining = false;  // the server stops: connections end with the request in hand
};

}  // namespace snapory::http
