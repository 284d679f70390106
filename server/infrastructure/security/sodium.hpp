#pragma once

#include <memory>

#include "application/ports/passwords.hpp"
#include "application/ports/randomness.hpp"

namespace snapory {

// Readies libsodium; harmless when it is ready. Throws std::runtime_error when it cannot be started.
void start_sodium();

// Argon2id with 19 MiB and two passes (OWASP's first choice), at most `at_once` computations at a time: the
// others wait, so that a burst of sign-ins cannot take the memory.
std::unique_ptr<Passwords> make_sodium_passwords(unsigned at_once);

// The kernel's generator, by way of libsodium.
class SodiumRandomness : public Randomness {
public:
    SodiumRandomness();
    void fill(std::span<unsigned char> bytes) override;
};

}  // namespace snapory
