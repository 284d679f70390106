#include "api/problem.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <boost/json.hpp>

#include "application/ports/blob_store.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

// In the order of Errc.
constexpr std::array kinds{
    ProblemKind{422, "invalid", "The request is not valid."},
    ProblemKind{401, "unauthenticated", "Sign in first."},
    ProblemKind{403, "forbidden", "You may not do this."},
    ProblemKind{404, "not_found", "There is nothing here."},
    ProblemKind{409, "conflict", "This clashes with what is there."},
    ProblemKind{409, "event_closed", "The event takes no photos."},
    ProblemKind{413, "too_large", "Too large."},
    ProblemKind{415, "unsupported_format", "Not a format that is taken."},
    ProblemKind{422, "unreadable", "The content cannot be read."},
    ProblemKind{422, "hash_mismatch", "These are not the bytes announced."},
    ProblemKind{409, "incomplete_upload", "Parts are missing."},
    ProblemKind{403, "quota_exceeded", "A limit is reached."},
    ProblemKind{507, "storage_full", "The storage is full."},
    ProblemKind{429, "too_many_requests", "Too many requests."},
    ProblemKind{422, "no_face", "No face was found."},
    ProblemKind{422, "several_faces", "More than one face was found."},
    ProblemKind{422, "face_too_small", "The face is too small."},
    ProblemKind{422, "face_too_dark", "It is too dark to see the face."},
    ProblemKind{422, "face_too_blurred", "The face is blurred."},
    ProblemKind{422, "face_turned_away", "The face is turned away."},
    ProblemKind{409, "face_search_off", "Face search is off."},
    ProblemKind{422, "consent_required", "Consent is required."},
    ProblemKind{409, "not_ready", "Not ready yet."},
    ProblemKind{409, "mail_off", "No mail is sent here."},
    ProblemKind{410, "link_expired", "The link works no more."},
};
static_assert(kinds.size() == std::to_underlying(Errc::link_expired) + 1);

constexpr ProblemKind internal{500, "internal", "Something went wrong here."};
constexpr ProblemKind unavailable{503, "unavailable", "Something that Snapory depends on is down."};

// What the transport refuses before or in place of a handler, by status.
constexpr std::array transport_kinds{
    ProblemKind{400, "malformed", "The request cannot be read."},
    ProblemKind{404, "not_found", "There is nothing here."},
    ProblemKind{405, "method_not_allowed", "This method is not offered here."},
    ProblemKind{408, "request_timeout", "The request took too long to arrive."},
    ProblemKind{413, "too_large", "Too large."},
    ProblemKind{414, "malformed", "The address is too long."},
    ProblemKind{416, "range_not_satisfiable", "There are no such bytes."},
    ProblemKind{426, "upgrade_required", "This is a WebSocket."},
    ProblemKind{431, "malformed", "The headers are too large."},
    ProblemKind{501, "malformed", "This is not understood here."},
    ProblemKind{505, "malformed", "This version of HTTP is not understood here."},
    unavailable,
};

const ProblemKind& kind_of_status(int status) {
    auto found = std::find_if(transport_kinds.begin(), transport_kinds.end(),
                              [&](const ProblemKind& kind) { return kind.status == status; });
    if (found != transport_kinds.end()) return *found;
    return status >= 500 ? internal : transport_kinds.front();
}

// Which of the faults that an operator must mend this is.
const ProblemKind& kind_of_cause(const std::exception_ptr& cause) {
    try {
        std::rethrow_exception(cause);
    } catch (const StorageFull&) {
        return problem_kind(Errc::storage_full);
    } catch (const Unavailable&) {
        return unavailable;
    } catch (...) {
        return internal;
    }
}

json::array to_json(const std::vector<FieldError>& errors) {
    json::array items;
    for (const auto& error : errors)
        items.push_back({{"field", error.field}, {"code", error.code}, {"detail", error.detail}});
    return items;
}

// The path as a URI may hold it: clients send any bytes, and a JSON text holds only some.
std::string instance_of(std::string_view path) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri;
    for (unsigned char byte : path) {
        if (byte > ' ' && byte <= '~')
            uri += static_cast<char>(byte);
        else
            uri.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return uri;
}

// Headers that HTTP wants beside some statuses.
void add_hints(int status, http::Headers& headers) {
    if (status == 401) headers.set("WWW-Authenticate", "Bearer");
    if (status == 503) headers.set("Retry-After", "5");
    headers.set("Cache-Control", "no-store");
}

}  // namespace

const ProblemKind malformed_request{400, "malformed", "The request cannot be read."};
const ProblemKind unsupported_media_type{415, "unsupported_media_type", "The body is of the wrong type."};
const ProblemKind idempotency_key_reused{422, "idempotency_key_reused",
                                         "This key stands for another request."};

const ProblemKind& problem_kind(Errc code) { return kinds.at(std::to_underlying(code)); }

http::Response problem(const http::Request& request, const ProblemKind& kind, std::string_view detail,
                       const std::vector<FieldError>& errors) {
    json::object body{{"type", "/problems/" + std::string(kind.code)},
                      {"title", kind.title},
                      {"status", kind.status},
                      {"detail", detail},
                      {"instance", instance_of(request.path())},
                      {"code", kind.code},
                      {"requestId", request.request_id()}};
    if (!errors.empty()) body["errors"] = to_json(errors);
    auto response = http::Response::json(kind.status, json::serialize(body));
    response.headers().set("Content-Type", "application/problem+json");
    add_hints(kind.status, response.headers());
    return response;
}

http::Response problem(const http::Request& request, const Error& error) {
    const auto& kind = problem_kind(error.code);
    std::vector<FieldError> fields;
    if (!error.field.empty()) fields.push_back({error.field, std::string(kind.code), error.detail});
    auto response = problem(request, kind, error.detail, fields);
    if (error.retry_after.count() > 0)
        response.headers().set("Retry-After", std::to_string(error.retry_after.count()));
    return response;
}

http::Response problem(const http::Request& request, const std::vector<FieldError>& errors) {
    const auto& first = errors.front();
    return problem(request, problem_kind(Errc::invalid), first.field + ": " + first.detail, errors);
}

http::Response problem(const http::Request& request, const http::Failure& failure) {
    if (!failure.cause) {
        auto kind = kind_of_status(failure.status);
        kind.status = failure.status;  // the kinds stand for others of their class too
        return problem(request, kind, failure.detail);
    }
    const auto& kind = kind_of_cause(failure.cause);
    return problem(request, kind, "Try again later. The request id helps to find the cause.");
}

}  // namespace snapory
