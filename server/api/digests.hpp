#pragma once

#include "api/api.hpp"
#include "application/faces/ask_digest.hpp"
#include "application/faces/read_digest.hpp"
#include "application/faces/stop_digest.hpp"
#include "http/language.hpp"
#include "http/router.hpp"

namespace snapory {

// /events/{id}/selfie/mail and /unsubscribe: guests who are mailed about photos of them.
class DigestRoutes {
public:
    DigestRoutes(const ApiConfig& config, const ApiPorts& ports);

    void add_to(http::Scope& v1);

private:
    http::Response read(http::Request& request);
    http::Response ask(http::Request& request);
    http::Response stop(http::Request& request);
    http::Response unsubscribe(http::Request& request);

    http::Languages languages_;
    bool sends_mail_;
    AskDigest ask_digest_;
    ReadDigest read_digest_;
    StopDigest stop_digest_;
};

}  // namespace snapory
