#include "infrastructure/security/sodium.hpp"

#include <sodium.h>

#include <array>
#include <semaphore>
#include <stdexcept>

namespace snapory {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;

std::string argon2id(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), passes, memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

class SodiumPasswords : public Passwords {
public:
    explicit SodiumPasswords(unsigned at_once)
        : turns_(static_cast<std::ptrdiff_t>(at_once)), nobody_(argon2id("nobody has this password")) {}

    std::string hash(std::string_view password) override {
        Turn turn(turns_);
        return argon2id(password);
    }

    bool fits(std::string_view password, std::string_view hash) override {
        Turn turn(turns_);
        std::string stored(hash.empty() ? std::string_view(nobody_) : hash);
        bool fitting = crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
        return fitting && !hash.empty();
    }

private:
    struct Turn {
        explicit Turn(std::counting_semaphore<>& turns) : turns_(turns) { turns_.acquire(); }
        ~Turn() { turns_.release(); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        std::counting_semaphore<>& turns_;
    };

    std::counting_semaphore<> turns_;
    std::string nobody_;
};

}  // namespace

void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started.");
}

std::unique_ptr<Passwords> make_sodium_passwords(unsigned at_once) {
    start_sodium();
    return std::make_unique<SodiumPasswords>(at_once);
}

SodiumRandomness::SodiumRandomness() { start_sodium(); }

void SodiumRandomness::fill(std::span<unsigned char> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

}  // namespace snapory
