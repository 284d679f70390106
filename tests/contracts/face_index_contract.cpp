#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

#include "adapters.hpp"

namespace snapory {
namespace {

// A log whose faces the test writes.
class WrittenLog final : public FaceLog {
public:
    void add(const Face& face) {
        std::lock_guard lock(mutex_);
        faces_.push_back(face);
    }
    void clear() {
        std::lock_guard lock(mutex_);
        faces_.clear();
    }
    FaceBatch faces_since(const EventId& event, std::uint64_t position) override {
        std::lock_guard lock(mutex_);
        if (event != EventId("party") || position >= faces_.size()) return {{}, position};
        return {{faces_.begin() + static_cast<std::ptrdiff_t>(position), faces_.end()}, faces_.size()};
    }

private:
    std::mutex mutex_;
    std::vector<Face> faces_;
};

class FaceIndexContract : public testing::TestWithParam<Adapter<FaceIndex, FaceLog&>> {
protected:
    static constexpr std::size_t numbers = 512;

    // A code of length 1 whose cosine with code(0) is cos(angle).
    static FaceCode code(float angle) {
        FaceCode made(numbers, 0.0F);
        made[0] = std::cos(angle);
        made[numbers - 1] = std::sin(angle);
        return made;
    }
    void add(const std::string& id, float angle, const ModelId& of = ModelId("model")) {
        Face face;
        face.id = FaceId(id);
        face.photo = PhotoId("photo of " + id);
        face.code = code(angle);
        face.model = of;
        log.add(face);
    }
    std::vector<std::string> search(float floor, const std::string& event = "party") {
        std::vector<std::string> names;
        for (const auto& hit : index->search(EventId(event), ModelId("model"), code(0), floor))
            names.push_back(hit.face.text());
        return names;
    }
    using Names = std::vector<std::string>;

    WrittenLog log;
    std::unique_ptr<FaceIndex> index = GetParam().make(log);
};
INSTANTIATE_TEST_SUITE_P(FaceIndex, FaceIndexContract, testing::ValuesIn(face_indexes()),
                         (name_of_adapter<Adapter<FaceIndex, FaceLog&>>));

TEST_P(FaceIndexContract, FindsAFaceThatAnotherModelReadAgain) {
    add("face", 0, ModelId("old model"));
    EXPECT_TRUE(search(0.5F).empty());
    add("face", 0);
    EXPECT_EQ(search(0.5F), Names{"face"});
}

TEST_P(FaceIndexContract, FindsNearFacesBestFirst) {
    add("far", 2.0F);
    add("near", 0.5F);
    add("nearest", 0.1F);
    EXPECT_EQ(search(0.5F), (Names{"nearest", "near"}));
    EXPECT_EQ(search(-1.0F), (Names{"nearest", "near", "far"}));
    auto hits = index->search(EventId("party"), ModelId("model"), code(0), 0.9F);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].photo, PhotoId("photo of nearest"));
    EXPECT_NEAR(hits[0].cosine, std::cos(0.1F), 0.01);
}

TEST_P(FaceIndexContract, SeesWhatCameSinceTheLastSearch) {
    EXPECT_TRUE(search(0.5F).empty());
    add("first", 0.1F);
    EXPECT_EQ(search(0.5F), Names{"first"});
    add("second", 0.2F);
    EXPECT_EQ(search(0.5F), (Names{"first", "second"}));
}

TEST_P(FaceIndexContract, ComparesCodesOfOneModelOnly) {
    add("theirs", 0.1F, ModelId("another"));
    add("ours", 0.1F);
    EXPECT_EQ(search(0.5F), Names{"ours"});
}

TEST_P(FaceIndexContract, KeepsEventsApart) {
    add("face", 0.1F);
    EXPECT_TRUE(search(0.5F, "another party").empty());
}

TEST_P(FaceIndexContract, ReadsAnewWhatItForgot) {
    add("face", 0.1F);
    EXPECT_EQ(search(0.5F), Names{"face"});
    log.clear();
    index->forget(EventId("party"));
    EXPECT_TRUE(search(0.5F).empty());
    add("new", 0.1F);
    EXPECT_EQ(search(0.5F), Names{"new"});
}

TEST_P(FaceIndexContract, IsSearchedByManyWhileFacesCome) {
    std::atomic<bool> over = false;
    {
        std::vector<std::jthread> searching;
        searching.reserve(3);
        for (int i = 0; i < 3; ++i)
            searching.emplace_back([&] {
                while (!over) search(0.5F);
            });
        for (int i = 0; i < 200; ++i) add(std::to_string(i), 0.1F);
        over = true;
    }
    EXPECT_EQ(search(0.5F).size(), 200U);
}

}  // namespace
}  // namespace snapory
