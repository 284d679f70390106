#include <gtest/gtest.h>

#include "adapters.hpp"
#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

class FaceSealsContract : public testing::TestWithParam<Adapter<FaceSeals>> {
protected:
    std::unique_ptr<FaceSeals> seals = GetParam().make();
    const EventId wedding{"wedding"};
    const FaceCode code = FaceCode(512, 0.04F);

    std::unique_ptr<FaceSeal> new_seal() { return seals->unwrap(wedding, seals->new_key(wedding)); }
};
INSTANTIATE_TEST_SUITE_P(FaceSeals, FaceSealsContract, testing::ValuesIn(face_seal_adapters()),
                         name_of_adapter<Adapter<FaceSeals>>);

TEST_P(FaceSealsContract, OpenWhatTheySealed) {
    auto key = seals->new_key(wedding);
    auto sealed = seals->unwrap(wedding, key)->seal(code, "a face");
    EXPECT_EQ(seals->unwrap(wedding, key)->open(sealed, "a face"), code);
    auto seal = new_seal();
    EXPECT_EQ(seal->open(seal->seal({}, "nothing"), "nothing"), FaceCode());
}

TEST_P(FaceSealsContract, OpenForTheOwnerAlone) {
    auto seal = new_seal();
    auto sealed = seal->seal(code, "a face");
    for (const auto* other : {"another face", "", "a fac", "a face "})
        EXPECT_THROW(seal->open(sealed, other), Unavailable) << other;
}

TEST_P(FaceSealsContract, OpenWithTheKeyOfTheEventAlone) {
    auto sealed = new_seal()->seal(code, "a face");
    EXPECT_THROW(new_seal()->open(sealed, "a face"), Unavailable);
    EXPECT_THROW(seals->unwrap(EventId("fair"), seals->new_key(wedding)), Unavailable);
    EXPECT_THROW(seals->unwrap(wedding, {}), Unavailable);
    EXPECT_NE(seals->new_key(wedding), seals->new_key(wedding));
}

TEST_P(FaceSealsContract, RefuseWhatWasTouched) {
    auto seal = new_seal();
    auto sealed = seal->seal(code, "a face");
    for (std::size_t place : {std::size_t{0}, sealed.size() / 2, sealed.size() - 1}) {
        auto touched = sealed;
        touched[place] ^= std::byte{1};
        EXPECT_THROW(seal->open(touched, "a face"), Unavailable) << place;
    }
    for (std::size_t size : {std::size_t{0}, std::size_t{10}, sealed.size() - 4}) {
        auto cut = sealed;
        cut.resize(size);
        EXPECT_THROW(seal->open(cut, "a face"), Unavailable) << size;
    }
}

}  // namespace
}  // namespace snapory
