#include "infrastructure/sql/postgres_fault.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "application/ports/blob_store.hpp"

namespace snapory {
namespace {

using enum PostgresFault;

// Whole codes, then classes; the first that fits is meant. What is in no row is unavailable.
constexpr std::array<std::pair<std::string_view, PostgresFault>, 16> meanings{{
    {"", lost},              // libpq's own: the server closed the connection
    {"08P01", wrong},        // a parameter is missing
    {"08", lost},            // connection exceptions
    {"57P", lost},           // shutdown, crash, start, idle session
    {"25P03", lost},         // idle in a transaction for too long
    {"25006", lost},         // only reads here: the server has become a standby
    {"26", lost},            // somebody discarded the session's prepared statements
    {"40", conflict},        // serialization failure, deadlock
    {"23505", conflict},     // unique: after a race the next try sees the winner's row
    {"53100", full},         // the disk
    {"57014", unavailable},  // took longer than a statement may
    {"55P03", unavailable},  // waited longer for a lock than a statement may
    {"42501", unavailable},  // the operator gave no right to this
    {"42", wrong},           // syntax, unknown names, wrong types
    {"22", wrong},           // a value that does not fit its column; texts are checked where they come in
    {"0A", wrong},           // a feature that there is not
}};

}  // namespace

PostgresFault fault_of(std::string_view sqlstate) {
    for (const auto& [code, meaning] : meanings)
        if (code.empty() ? sqlstate.empty() : sqlstate.starts_with(code)) return meaning;
    return unavailable;
}

void throw_fault(std::string_view sqlstate, const std::string& what) {
    switch (fault_of(sqlstate)) {
        case conflict: throw Conflict(what);
        case lost: throw ConnectionLost(what);
        case full: throw StorageFull(what);
        case unavailable: throw Unavailable(what);
        case wrong: break;
    }
    throw std::logic_error(what);
}

}  // namespace snapory
