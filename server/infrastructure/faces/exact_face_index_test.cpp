#include "infrastructure/faces/exact_face_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

#include "infrastructure/memory/photos.hpp"

namespace snapory {
namespace {

using namespace std::chrono_literals;

const EventId wedding{"wedding"};
const EventId fair{"fair"};
const ModelId first_model{"first"};
const ModelId second_model{"second"};

// Faces as they were stored, and how often and from where they were asked for.
class StoredFaces final : public FaceLog {
public:
    void store(const EventId& event, Face face) {
        const std::lock_guard lock(mutex_);
        faces_[event].push_back(std::move(face));
    }

    FaceBatch faces_since(const EventId& event, std::uint64_t position) override {
        const std::lock_guard lock(mutex_);
        asked_from_.push_back(position);
        const auto& faces = faces_[event];
        return {{faces.begin() + static_cast<std::ptrdiff_t>(position), faces.end()}, faces.size()};
    }

    std::vector<std::uint64_t> asked_from() {
        const std::lock_guard lock(mutex_);
        return asked_from_;
    }

private:
    std::mutex mutex_;
    std::map<EventId, std::vector<Face>> faces_;
    std::vector<std::uint64_t> asked_from_;
};

// A direction in the plane, so that the cosine of two codes is the cosine of the angle between them.
FaceCode code_at(double degrees) {
    const double angle = degrees * 3.14159265358979 / 180;
    FaceCode code(512);
    code[17] = static_cast<float>(std::cos(angle));
    code[400] = static_cast<float>(std::sin(angle));
    return code;
}

Face face(const std::string& id, double degrees, ModelId model = first_model) {
    return {.id = FaceId(id),
            .photo = PhotoId("photo of " + id),
            .box = {},
            .code = code_at(degrees),
            .model = std::move(model)};
}

std::vector<std::string> names(const std::vector<FaceHit>& hits) {
    std::vector<std::string> ids(hits.size());
    std::ranges::transform(hits, ids.begin(), [](const FaceHit& hit) { return hit.face.text(); });
    return ids;
}

class ExactFaceIndexTest : public testing::Test {
protected:
    std::vector<std::string> found(const EventId& event, double degrees, float floor = 0.4F,
                                   const ModelId& model = first_model) {
        return names(index_->search(event, model, code_at(degrees), floor));
    }

    StoredFaces log_;
    std::unique_ptr<FaceIndex> index_ = make_exact_face_index(log_);
};

using Names = std::vector<std::string>;

TEST_F(ExactFaceIndexTest, NamesFacesFromTheFloorUpBestFirst) {
    log_.store(wedding, face("far", 80));
    log_.store(wedding, face("near", 30));
    log_.store(wedding, face("same", 0));
    EXPECT_EQ(found(wedding, 0), (Names{"same", "near"}));

    const auto hits = index_->search(wedding, first_model, code_at(0), 0.4F);
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[1].photo, PhotoId("photo of near"));
    EXPECT_NEAR(hits[1].cosine, std::sqrt(0.75), 1e-6);
}

TEST_F(ExactFaceIndexTest, KeepsEventsApart) {
    log_.store(wedding, face("bride", 0));
    log_.store(fair, face("baker", 0));
    EXPECT_EQ(found(wedding, 0), Names{"bride"});
    EXPECT_EQ(found(fair, 0), Names{"baker"});
    EXPECT_EQ(found(EventId("unknown"), 0), Names{});
}

TEST_F(ExactFaceIndexTest, KeepsModelsApart) {
    log_.store(wedding, face("old", 0, first_model));
    log_.store(wedding, face("new", 0, second_model));
    EXPECT_EQ(found(wedding, 0, 0.4F, first_model), Names{"old"});
    EXPECT_EQ(found(wedding, 0, 0.4F, second_model), Names{"new"});
    EXPECT_EQ(found(wedding, 0, 0.4F, ModelId("third")), Names{});
}

TEST_F(ExactFaceIndexTest, ReadsOnlyWhatIsNew) {
    log_.store(wedding, face("one", 0));
    EXPECT_EQ(found(wedding, 0), Names{"one"});
    log_.store(wedding, face("two", 10));
    EXPECT_EQ(found(wedding, 0), (Names{"one", "two"}));
    EXPECT_EQ(log_.asked_from(), (std::vector<std::uint64_t>{0, 1}));
}

TEST_F(ExactFaceIndexTest, NamesAFaceOnceHoweverOftenItIsGiven) {
    log_.store(wedding, face("one", 0));
    log_.store(wedding, face("one", 0));
    EXPECT_EQ(found(wedding, 0), Names{"one"});
    log_.store(wedding, face("one", 0));
    EXPECT_EQ(found(wedding, 0), Names{"one"});
}

TEST_F(ExactFaceIndexTest, ReadsAnewAfterForgetting) {
    log_.store(wedding, face("one", 0));
    EXPECT_EQ(found(wedding, 0), Names{"one"});
    index_->forget(wedding);
    index_->forget(fair);  // was never held
    EXPECT_EQ(found(wedding, 0), Names{"one"});
    EXPECT_EQ(log_.asked_from(), (std::vector<std::uint64_t>{0, 0}));
}

TEST_F(ExactFaceIndexTest, DropsAnEventThatNobodySearches) {
    index_ = make_exact_face_index(log_, 20ms);
    log_.store(wedding, face("one", 0));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::size_t readings_from_start = 0;
    while (readings_from_start < 2 && std::chrono::steady_clock::now() < deadline) {
        EXPECT_EQ(found(wedding, 0), Names{"one"});
        std::this_thread::sleep_for(60ms);  // asking would keep it; only leaving it alone lets it go
        readings_from_start = static_cast<std::size_t>(std::ranges::count(log_.asked_from(), 0U));
    }
    EXPECT_GE(readings_from_start, 2U);
}

TEST_F(ExactFaceIndexTest, AgreesWithTheIndexInMemory) {
    for (int i = 0; i < 180; ++i)
        log_.store(wedding, face("face " + std::to_string(1000 + i), i + 0.25 * (i % 3)));
    MemoryFaceIndex plain(log_);
    for (const double degrees : {0.0, 45.1, 90.2, 179.3}) {
        const auto expected = plain.search(wedding, first_model, code_at(degrees), 0.38F);
        const auto hits = index_->search(wedding, first_model, code_at(degrees), 0.38F);
        ASSERT_EQ(names(hits), names(expected));
        for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_NEAR(hits[i].cosine, expected[i].cosine, 1e-5);
    }
}

TEST_F(ExactFaceIndexTest, IsSearchedWhileFacesArriveAndEventsAreForgotten) {
    std::atomic<bool> done = false;
    std::jthread arriving([&] {
        for (int i = 0; i < 300; ++i) {
            log_.store(wedding, face("face " + std::to_string(i), i % 20));
            if (i % 50 == 0) index_->forget(wedding);
        }
        done = true;
    });
    std::vector<std::jthread> guests;
    guests.reserve(4);
    for (int guest = 0; guest < 4; ++guest) {
        guests.emplace_back([&] {
            std::size_t seen = 0;
            while (!done) {
                const auto hits = found(wedding, 10).size();
                EXPECT_GE(hits, seen);
                seen = hits;
            }
        });
    }
    arriving.join();
    guests.clear();
    EXPECT_EQ(found(wedding, 10).size(), 300U);
}

}  // namespace
}  // namespace snapory
