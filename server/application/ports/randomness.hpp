#pragma once

#include <span>
#include <string>

#include "domain/event_code.hpp"
#include "domain/time.hpp"
#include "domain/uuid.hpp"

namespace snapory {

// The source of everything that must not be guessed or repeated. May be called from any thread.
class Randomness {
public:
    virtual ~Randomness() = default;

    virtual void fill(std::span<unsigned char> bytes) = 0;

    // A new UUIDv7: `randomness.next_id<PhotoId>(clock.now())`.
    template <class SomeId>
    SomeId next_id(TimePoint now) {
        std::array<unsigned char, 10> bytes{};
        fill(bytes);
        return SomeId(uuid_v7(now, bytes));
    }

    // A new UUIDv7 for a line of the consent ledger.
    std::string next_receipt(TimePoint now) { return next_id<Id<struct ReceiptTag>>(now).text(); }

    EventCode next_code() {
        for (;;) {
            std::array<unsigned char, 32> bytes{};
            fill(bytes);
            if (auto code = event_code_from(bytes)) return *code;
        }
    }

    // 256 bits as 64 hex digits, for tokens that only their holder knows.
    std::string next_token() {
        std::array<unsigned char, 32> bytes{};
        fill(bytes);
        std::string text;
        for (auto byte : bytes) {
            text += "0123456789abcdef"[byte >> 4];
            text += "0123456789abcdef"[byte & 0x0F];
        }
        return text;
    }
};

}  // namespace snapory
