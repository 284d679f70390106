#include "storage_contract.hpp"

namespace snapory {
namespace {

using std::chrono::days;

class SelfiesContract : public StorageContract {
protected:
    Selfie some_selfie(const std::string& owner, TimePoint expires_at = noon + days(30)) {
        return {new_id<SelfieId>(),           event.id, owner,     {0.6F, -0.8F, 0.0F}, ModelId("model"),
                MatchThresholds{0.5F, 0.25F}, noon,     expires_at};
    }
    Consent consent(const std::string& person, ConsentAct act = ConsentAct::given) {
        return {event.id, person, act, "2026-11", new_id<SelfieId>().text(), noon};
    }
    Selfie put(const Selfie& selfie) {
        storage->selfies().put(selfie, consent(selfie.owner));
        return selfie;
    }
    std::optional<Selfie> find(const std::string& owner, TimePoint now = noon) {
        return storage->selfies().find(event.id, owner, now);
    }
    std::vector<std::pair<std::string, bool>> judgements(const SelfieId& selfie) {
        std::vector<std::pair<std::string, bool>> all;
        for (const auto& [photo, is_me] : storage->selfies().judgements(selfie))
            all.emplace_back(photo.text(), is_me);
        std::sort(all.begin(), all.end());
        return all;
    }
};
FOR_EVERY_STORAGE(SelfiesContract);

TEST_P(SelfiesContract, FindsASelfieUntilItExpires) {
    auto selfie = put(some_selfie("grace"));
    EXPECT_EQ(find("grace", selfie.expires_at - Milliseconds(1)), selfie);
    EXPECT_FALSE(find("grace", selfie.expires_at));
    EXPECT_FALSE(find("alan"));
    EXPECT_FALSE(storage->selfies().find(add_event().id, "grace", noon));
}

TEST_P(SelfiesContract, KeepsOneSelfieAPersonWithWhatTheySaid) {
    auto first = put(some_selfie("grace"));
    storage->selfies().judge(first.id, PhotoId("a"), false);
    storage->selfies().judge(first.id, PhotoId("b"), false);
    storage->selfies().judge(first.id, PhotoId("b"), true);
    auto second = put(some_selfie("grace"));
    EXPECT_EQ(find("grace"), second);
    EXPECT_EQ(storage->selfies().live(event.id, noon), std::vector{second});
    EXPECT_EQ(judgements(second.id), (std::vector<std::pair<std::string, bool>>{{"a", false}, {"b", true}}));
    EXPECT_TRUE(judgements(first.id).empty());
    EXPECT_EQ(storage->selfies().consents(event.id).size(), 2U);
}

TEST_P(SelfiesContract, GivesTheFacesOfPhotosThatWereConfirmed) {
    auto mine = add_photo(), deleted = add_photo(noon + days(1)), other = add_photo(noon + days(2));
    auto me = some_face(mine.id), beside = some_face(mine.id), of_other_model = some_face(mine.id);
    of_other_model.model = ModelId("older");
    make_ready(mine, {me, beside, of_other_model});
    make_ready(deleted, {some_face(deleted.id)});
    make_ready(other, {some_face(other.id)});
    auto selfie = some_selfie("grace");
    selfie.model = me.model;
    put(selfie);
    EXPECT_TRUE(storage->selfies().confirmed(selfie).empty());
    storage->selfies().judge(selfie.id, mine.id, true);
    storage->selfies().judge(selfie.id, deleted.id, true);
    storage->selfies().judge(selfie.id, other.id, false);
    remove(deleted);
    auto faces = storage->selfies().confirmed(selfie);
    ASSERT_EQ(faces.size(), 2U);
    for (const auto& face : faces) EXPECT_EQ(face, (ConfirmedFace{mine.id, me.quality, me.code}));
}

TEST_P(SelfiesContract, ListsTheLiveOnesOfAnEvent) {
    auto grace = put(some_selfie("grace")), alan = put(some_selfie("alan"));
    put(some_selfie("expired", noon));
    auto live = storage->selfies().live(event.id, noon);
    ASSERT_EQ(live.size(), 2U);
    EXPECT_TRUE(std::find(live.begin(), live.end(), grace) != live.end());
    EXPECT_TRUE(std::find(live.begin(), live.end(), alan) != live.end());
}

TEST_P(SelfiesContract, RemovesASelfieWithWhatWasSaidOfIt) {
    auto selfie = put(some_selfie("grace"));
    storage->selfies().judge(selfie.id, PhotoId("a"), false);
    auto withdrawn = consent("grace", ConsentAct::withdrawn);
    EXPECT_TRUE(storage->selfies().remove(event.id, "grace", withdrawn));
    EXPECT_FALSE(find("grace"));
    EXPECT_TRUE(judgements(selfie.id).empty());
    EXPECT_EQ(storage->selfies().consents(event.id).back(), withdrawn);
    EXPECT_FALSE(storage->selfies().remove(event.id, "grace", consent("grace", ConsentAct::withdrawn)));
    EXPECT_EQ(storage->selfies().consents(event.id).size(), 2U) << "nothing was withdrawn the second time";
}

TEST_P(SelfiesContract, ErasesExpiredOnes) {
    put(some_selfie("grace"));
    auto expired = put(some_selfie("alan", noon));
    storage->selfies().judge(expired.id, PhotoId("a"), true);
    EXPECT_EQ(storage->selfies().purge(noon), 1U);
    EXPECT_EQ(storage->selfies().purge(noon), 0U);
    EXPECT_TRUE(judgements(expired.id).empty());
    EXPECT_TRUE(find("grace"));
}

TEST_P(SelfiesContract, ForgetsJudgementsOfASelfieThatIsGone) {
    storage->selfies().judge(new_id<SelfieId>(), PhotoId("a"), true);
    SUCCEED() << "a page left open may still send one";
}

TEST_P(SelfiesContract, KeepsTheLedgerInOrder) {
    std::vector<Consent> lines{consent("grace"), consent("alan"), consent("grace", ConsentAct::withdrawn)};
    storage->selfies().put(some_selfie("grace"), lines[0]);
    storage->selfies().put(some_selfie("alan"), lines[1]);
    storage->selfies().remove(event.id, "grace", lines[2]);
    EXPECT_EQ(storage->selfies().consents(event.id), lines);
    EXPECT_TRUE(storage->selfies().consents(add_event().id).empty());
}

}  // namespace
}  // namespace snapory
