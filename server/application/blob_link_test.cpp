#include "application/blob_link.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace snapory {
namespace {

using namespace std::chrono_literals;

// Not secret, but a signature that changes with everything that is signed.
class ReadableSignatures final : public Signatures {
public:
    std::string sign(std::string_view grant, TimePoint expires_at) override {
        auto seed = std::string(grant) + "@" + std::to_string(expires_at.time_since_epoch().count());
        return std::to_string(std::hash<std::string>{}(seed));
    }
    bool fits(std::string_view grant, TimePoint expires_at, std::string_view signature) override {
        return sign(grant, expires_at) == signature;
    }
};

const TimePoint noon = std::chrono::sys_days{std::chrono::year{2026} / 6 / 20} + 12h;

std::string signature_of(const std::string& url) { return url.substr(url.find("sig=") + 4); }

BlobLink blob_link() {
    return {BlobKey("events/e/p/original"),
            {"image/jpeg", "Süß & neu.jpg", LinkHolder::guest},
            link_expiry(noon)};
}

TEST(BlobLink, EscapesWhatPeopleNamed) {
    ReadableSignatures signatures;
    auto url = signed_url(blob_link(), signatures);
    EXPECT_TRUE(
        url.starts_with("/blobs/events/e/p/original?exp=1782086400&for=guest&type=image%2Fjpeg&"
                        "name=S%C3%BC%C3%9F%20%26%20neu.jpg&sig="))
        << url;
}

TEST(BlobLink, IsTheSameAllDayAndLivesADayAtLeast) {
    ReadableSignatures signatures;
    EXPECT_EQ(link_expiry(noon - 12h), link_expiry(noon + 12h - 1ms));
    EXPECT_NE(link_expiry(noon), link_expiry(noon + 12h));
    EXPECT_GT(link_expiry(noon + 12h - 1ms) - (noon + 12h - 1ms), 24h);
}

TEST(BlobLink, HoldsUntilItExpires) {
    ReadableSignatures signatures;
    auto link = blob_link();
    auto signature = signature_of(signed_url(link, signatures));
    EXPECT_TRUE(is_granted(link, signature, noon, signatures));
    EXPECT_FALSE(is_granted(link, signature, link.expires_at, signatures));
}

TEST(BlobLink, EveryPropertyIsSigned) {
    ReadableSignatures signatures;
    auto signature = signature_of(signed_url(blob_link(), signatures));
    auto holds = [&](auto&& change) {
        auto link = blob_link();
        change(link);
        return is_granted(link, signature, noon, signatures);
    };
    EXPECT_FALSE(holds([](BlobLink& link) { link.key = BlobKey("events/e/q/original"); }));
    EXPECT_FALSE(holds([](BlobLink& link) { link.serving.content_type = "text/html"; }));
    EXPECT_FALSE(holds([](BlobLink& link) { link.serving.attachment_name.clear(); }));
    EXPECT_FALSE(holds([](BlobLink& link) { link.serving.holder = LinkHolder::host; }));
    EXPECT_FALSE(holds([](BlobLink& link) { link.expires_at += 1s; }));
    EXPECT_FALSE(holds([](BlobLink& link) {  // the same text, cut at other places
        link.key = BlobKey("events/e/p/original\nimage/jpeg");
        link.serving = {"Süß & neu.jpg", "", LinkHolder::guest};
    }));
}

TEST(PartLink, EveryPropertyIsSigned) {
    ReadableSignatures signatures;
    const PartLink link{UploadId("u"), 3, 8, link_expiry(noon)};
    auto url = signed_url(link, signatures);
    EXPECT_TRUE(url.starts_with("/blobs/uploads/u/3?exp=1782086400&size=8&sig=")) << url;
    auto signature = signature_of(url);
    EXPECT_TRUE(is_granted(link, signature, noon, signatures));
    for (const auto& other :
         {PartLink{UploadId("v"), 3, 8, link.expires_at}, PartLink{UploadId("u"), 4, 8, link.expires_at},
          PartLink{UploadId("u"), 3, 9, link.expires_at},
          PartLink{UploadId("u"), 3, 8, link.expires_at + 1s}})
        EXPECT_FALSE(is_granted(other, signature, noon, signatures));
}

}  // namespace
}  // namespace snapory
