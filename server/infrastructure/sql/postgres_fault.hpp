#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "application/ports/unavailable.hpp"

namespace snapory {

// The session ended, and with it the transaction: the same work may be done on another.
struct ConnectionLost : Unavailable {
    using Unavailable::Unavailable;
};

// The transaction was taken back because of another; the same work may be done again.
struct Conflict : Unavailable {
    using Unavailable::Unavailable;
};

enum class PostgresFault : std::uint8_t { conflict, lost, full, unavailable, wrong };

// What a SQLSTATE means to whoever ran the statement.
PostgresFault fault_of(std::string_view sqlstate);

// Throws ConnectionLost, Conflict, StorageFull, Unavailable, or std::logic_error for a wrong statement.
[[noreturn]] void throw_fault(std::string_view sqlstate, const std::string& what);

}  // namespace snapory
