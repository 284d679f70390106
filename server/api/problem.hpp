#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace snapory {

// How one kind of failure looks on the wire. `code` is stable; `title` is for people.
struct ProblemKind {
    int status;
    std::string_view code;
    std::string_view title;
};

// The only place that turns an Errc into an HTTP status.
const ProblemKind& problem_kind(Errc code);

// Failures that the protocol knows and the domain does not.
extern const ProblemKind malformed_request;       // 400: cannot be read at all
extern const ProblemKind unsupported_media_type;  // 415: a body of the wrong type, where JSON is wanted
extern const ProblemKind idempotency_key_reused;  // 422: with another body

// One thing that is wrong with the input. `code` says what: "required", "wrong_type", "out_of_range" …
struct FieldError {
    std::string field;
    std::string code;
    std::string detail;
};

// application/problem+json (RFC 9457), with the request's id.
http::Response problem(const http::Request& request, const ProblemKind& kind, std::string_view detail,
                       const std::vector<FieldError>& errors = {});
http::Response problem(const http::Request& request, const Error& error);
// 422 with everything that is wrong at once; there must be at least one.
http::Response problem(const http::Request& request, const std::vector<FieldError>& errors);
// What the transport answers in place of a handler, such as 404, 405, 413 and faults.
http::Response problem(const http::Request& request, const http::Failure& failure);

}  // namespace snapory
