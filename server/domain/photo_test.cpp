#include "domain/photo.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

Photo photo() {
    Photo photo;
    photo.id = PhotoId("0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b12");
    photo.event = EventId("0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11");
    return photo;
}

TEST(Photo, BlobsStandUnderItsEventAndId) {
    const std::string folder =
        "events/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b12/";
    Sha256 digest("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    EXPECT_EQ(photo().original().text(), folder + "original");
    EXPECT_EQ(photo().rendition(Variant::preview, digest).text(), folder + "preview-0123456789abcdef.jpg");
    EXPECT_EQ(photo().rendition(Variant::thumbnail, digest).text(), folder + "thumb-0123456789abcdef.webp");
}

TEST(Photo, HasRenditionsOnceProcessed) {
    auto made = photo();
    EXPECT_EQ(made.blob(Variant::original), made.original());
    EXPECT_FALSE(made.blob(Variant::preview));
    made.details.emplace();
    made.details->preview = BlobKey("p");
    made.details->thumbnail = BlobKey("t");
    EXPECT_EQ(made.blob(Variant::preview), BlobKey("p"));
    EXPECT_EQ(made.blob(Variant::thumbnail), BlobKey("t"));
    EXPECT_EQ(made.variant_of(made.original()), Variant::original);
    EXPECT_EQ(made.variant_of(BlobKey("t")), Variant::thumbnail);
    EXPECT_FALSE(made.variant_of(BlobKey("of an earlier processing")));
}

TEST(Photo, IsReadFromTheKeysOfItsBlobsOnly) {
    EXPECT_EQ(photo_of(photo().original()), (PhotoOfEvent{photo().event, photo().id}));
    for (const auto* key :
         {"", "events/",
          "uploads/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b12/original",
          "events/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b12/",
          "events/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b11/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1bXX/original",
          "events/xxxxxxxx-7a3e-7cc1-9a51-2f6f0d6a1b11/0199f1c2-7a3e-7cc1-9a51-2f6f0d6a1b12/original"})
        EXPECT_FALSE(photo_of(BlobKey(key))) << key;
}

}  // namespace
}  // namespace snapory
