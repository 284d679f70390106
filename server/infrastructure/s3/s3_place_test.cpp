#include "infrastructure/s3/s3_place.hpp"

#include <gtest/gtest.h>

namespace snapory {
namespace {

TEST(S3Place, NeedsOnlyABucketAndItsRegionAtAmazon) {
    auto place = parse_s3_url("s3://photos?region=eu-west-3");
    ASSERT_TRUE(place) << place.error();
    EXPECT_EQ(place->main.url_origin(), "https://photos.s3.eu-west-3.amazonaws.com");
    EXPECT_EQ(place->main.host(), "photos.s3.eu-west-3.amazonaws.com");
    EXPECT_EQ(place->main.path_of("events/a b"), "/events/a%20b");
    EXPECT_EQ(place->main.path_of(""), "/");
    EXPECT_EQ(place->clients, place->main);
    EXPECT_EQ(place->reading, place->main);
    EXPECT_FALSE(place->relay);
    EXPECT_TRUE(place->prefix.empty());
}

TEST(S3Place, PutsTheBucketInThePathElsewhere) {
    auto place = parse_s3_url("s3://photos/snapory?endpoint=https://s3.gra.io.cloud.ovh.net&region=gra");
    ASSERT_TRUE(place) << place.error();
    EXPECT_EQ(place->main.host(), "s3.gra.io.cloud.ovh.net");
    EXPECT_EQ(place->main.path_of("events/e"), "/photos/events/e");
    EXPECT_EQ(place->main.path_of(""), "/photos");
    EXPECT_EQ(place->prefix, "snapory/");
}

TEST(S3Place, KnowsOtherWaysForClientsAndForReading) {
    auto place = parse_s3_url(
        "s3://photos?endpoint=http://s3:7480&public_endpoint=https%3A%2F%2Fs3.example.org&addressing=path"
        "&read_endpoint=https://near.example.org&read_region=eu&read_bucket=copy&encryption=aws:kms:key-1");
    ASSERT_TRUE(place) << place.error();
    EXPECT_EQ(place->main.origin, "http://s3:7480");
    EXPECT_EQ(place->clients.url_origin(), "https://s3.example.org");
    EXPECT_EQ(place->reading.path_of("k"), "/copy/k");
    EXPECT_EQ(place->reading.region, "eu");
    EXPECT_EQ(place->encryption, "aws:kms:key-1");
}

TEST(S3Place, ReadsFromAnotherRegionOfAmazon) {
    auto place = parse_s3_url("s3://photos?region=eu-west-3&read_region=us-east-2&read_bucket=photos-us");
    ASSERT_TRUE(place) << place.error();
    EXPECT_EQ(place->reading.host(), "photos-us.s3.us-east-2.amazonaws.com");
}

TEST(S3Place, KeepsABucketWithADotOutOfTheHost) {
    EXPECT_EQ(parse_s3_url("s3://my.photos")->main.url_origin(), "https://s3.us-east-1.amazonaws.com");
    EXPECT_EQ(parse_s3_url("s3://photos?endpoint=https://o.example.org&addressing=host")->main.url_origin(),
              "https://photos.o.example.org");
}

TEST(S3Place, SaysWhatIsWrong) {
    for (const auto* url :
         {"file:///x", "s3://", "s3://ab", "s3://UPPER", "s3://-abc", "s3://photos?regoin=x",
          "s3://photos?endpoint=ftp://x", "s3://photos?endpoint=https://x/path",
          "s3://photos?endpoint=https://user@x", "s3://photos?relay=maybe", "s3://photos?addressing=dns",
          "s3://photos?encryption=rot13", "s3://photos/../x", "s3://photos?region=a&region=b",
          "s3://photos?public_endpoint=x"})
        EXPECT_FALSE(parse_s3_url(url)) << url;
    EXPECT_EQ(parse_s3_url("s3://photos?regoin=x").error(), "there is no parameter regoin");
}

TEST(S3Place, FindsTheOriginOfAUrl) {
    EXPECT_EQ(origin_of_url("https://cdn.example.org:8443/photos?x"), "https://cdn.example.org:8443");
    EXPECT_EQ(origin_of_url("cdn.example.org"), "");
    EXPECT_EQ(origin_of_url("https://"), "");
}

}  // namespace
}  // namespace snapory
