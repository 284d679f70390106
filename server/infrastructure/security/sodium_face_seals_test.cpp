#include "infrastructure/security/sodium_face_seals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

constexpr std::string_view secret = "a secret of more than thirty-two bytes for tests";
const EventId wedding{"wedding"};

FaceCode some_code() {
    FaceCode code(512);
    for (std::size_t i = 0; i < code.size(); ++i) code[i] = std::sin(static_cast<float>(i));
    return code;
}

TEST(SodiumFaceSeals, ShowNothingOfTheCode) {
    SodiumFaceSeals seals(secret);
    auto seal = seals.unwrap(wedding, seals.new_key(wedding));
    auto code = some_code();
    auto sealed = seal->seal(code, "a face");
    EXPECT_EQ(sealed.size(), code.size() * sizeof(float) + 40);
    auto plain = std::as_bytes(std::span(code)).first(8);
    EXPECT_TRUE(std::ranges::search(sealed, plain).empty());
    EXPECT_NE(sealed, seal->seal(code, "a face")) << "a nonce of its own each time";
}

TEST(SodiumFaceSeals, KeysBelongToTheInstallation) {
    auto key = SodiumFaceSeals(secret).new_key(wedding);
    EXPECT_TRUE(SodiumFaceSeals(secret).unwrap(wedding, key));
    SodiumFaceSeals stolen("another secret of more than thirty-two bytes");
    EXPECT_THROW(stolen.unwrap(wedding, key), Unavailable);
    EXPECT_THROW(SodiumFaceSeals("short"), std::invalid_argument);
}

}  // namespace
}  // namespace snapory
