#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace snapory {

// What a person can get wrong, or what a person must be told. Faults of the machine are exceptions, never
// these. api/problem.cpp is the only place that turns one into an HTTP status.
enum class Errc : std::uint8_t {
    invalid,             // a field has a value that it may not have
    unauthenticated,     // who asks is not known, or their token has expired
    forbidden,           // known, but may not do this to their own event
    not_found,           // does not exist, or the caller may not know that it does
    conflict,            // clashes with what is there, such as an address that is taken
    event_closed,        // the event takes no photos in its state
    too_large,           // over a size limit
    unsupported_format,  // content of a kind that Snapory does not take
    unreadable,          // empty, truncated or broken content
    hash_mismatch,       // the bytes are not the ones announced
    incomplete_upload,   // parts are missing
    quota_exceeded,      // a limit of the event or organisation is reached
    storage_full,        // the disk has no room for this
    too_many_requests,   // slow down
    no_face,             // a selfie without a face
    several_faces,       // a selfie with more than one face
    face_too_small,      // a selfie whose face is too small to be told apart
    face_too_dark,       // a selfie in too little light to tell who it is
    face_too_blurred,    // a selfie out of focus or moved
    face_turned_away,    // a selfie from the side
    face_search_off,     // the host has not turned face search on
    consent_required,    // consent is missing, or was given to another policy version
    not_ready,           // what is asked for is still being made
    mail_off,            // this installation sends no mail
    link_expired,        // a link from a mail that was used, or whose time is over
};

struct Error {
    Errc code;
    std::string detail;                   // one sentence for people: what is wrong and what to do
    std::string field;                    // the input that it is about, as the client named it; empty if none
    std::chrono::seconds retry_after{0};  // of too_many_requests: not before

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

// The failing half of a Result: `return fail(Errc::not_found, "No event has this id.");`
inline std::unexpected<Error> fail(Errc code, std::string detail, std::string field = {}) {
    return std::unexpected(Error{code, std::move(detail), std::move(field)});
}
inline std::unexpected<Error> fail(Error error) { return std::unexpected(std::move(error)); }

}  // namespace snapory
