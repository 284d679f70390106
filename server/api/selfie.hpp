#pragma once

#include "api/api.hpp"
#include "application/faces/find_me.hpp"
#include "application/faces/forget_me.hpp"
#include "application/faces/judge_match.hpp"
#include "application/faces/list_matches.hpp"
#include "http/router.hpp"

namespace snapory {

// /events/{id}/selfie: the photos that I am in.
class SelfieRoutes {
public:
    explicit SelfieRoutes(const ApiPorts& ports);

    void add_to(http::Scope& v1);

private:
    std::expected<std::unique_ptr<http::BodySink>, http::Response> open_form(http::Request& request);
    http::Response find(http::Request& request);
    http::Response matches(http::Request& request);
    http::Response judge(http::Request& request);
    http::Response forget(http::Request& request);

    RateLimits& limits_;
    FindMe find_me_;
    ListMatches list_matches_;
    JudgeMatch judge_match_;
    ForgetMe forget_me_;
};

}  // namespace snapory
