#include "http/body_reader.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <string>
#include <vector>

#include "http/response.hpp"

namespace snapory::http {
namespace {

struct Decoding {
    std::string payload;
    std::size_t consumed = 0;
    bool done = false;
    bool broken = false;
};

// Decodes the bytes in two cuts.
Decoding decode(const std::string& bytes, std::size_t cut) {
    ChunkDecoder decoder;
    Decoding result;
    for (std::string piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
        const auto decoded = decoder.decode(std::as_writable_bytes(std::span(piece)));
        result.payload += piece.substr(0, decoded.payload);
        result.consumed += decoded.consumed;
    }
    result.done = decoder.done();
    result.broken = decoder.broken();
    return result;
}

TEST(ChunkDecoder, TakesTheCodingOffHoweverItIsCut) {
    const std::string bytes = "5\r\nhello\r\n00C;a=b \r\n, wide world\r\n0\r\nX-Trailer: y\r\n\r\nGET /next";
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        const Decoding result = decode(bytes, cut);
        EXPECT_TRUE(result.done) << cut;
        EXPECT_EQ(result.payload, "hello, wide world") << cut;
        EXPECT_EQ(result.consumed, bytes.size() - 9) << cut;
    }
}

TEST(ChunkDecoder, RefusesWhatTwoReadersCouldReadDifferently) {
    const std::vector<std::string> table = {"\r\n",
                                            "g\r\n",
                                            "-1\r\n",
                                            "+5\r\nhello\r\n",
                                            " 5\r\nhello\r\n",
                                            "0x5\r\nhello\r\n",
                                            "5\nhello\r\n",
                                            "5\r\nhello\n",
                                            "5\r\nhelloX",
                                            "5\r\nhello\r\r",
                                            "5\rhello",
                                            "1000000000000000\r\n",
                                            "5;a\nb\r\nhello",
                                            "0\r\nA: b\n\r\n",
                                            "0\r\n\rX"};
    for (const std::string& bytes : table) EXPECT_TRUE(decode(bytes, 0).broken) << bytes;
}

TEST(ChunkDecoder, BoundsWhatNobodyReads) {
    EXPECT_TRUE(decode("5;" + std::string(20'000, 'a'), 0).broken);
    EXPECT_TRUE(decode("0\r\nA: " + std::string(20'000, 'a'), 0).broken);
}

class BodyFromSocket : public testing::Test {
protected:
    void SetUp() override {
        std::array<int, 2> pair{};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
        ours_ = OwnedFd(pair[0]);
        theirs_ = OwnedFd(pair[1]);
    }
    void send(std::string_view bytes) { transmit(theirs_.get(), bytes, {}, false); }
    Turn read(BodyReader& reader) { return reader.read(ours_.get(), ahead_, scratch_, sink_); }

    OwnedFd ours_;
    OwnedFd theirs_;
    InputBuffer ahead_;
    std::array<std::byte, 64> scratch_{};
    MemorySink sink_{1000};
};

TEST_F(BodyFromSocket, TakesWhatWasReadAheadFirstAndNothingOfTheNextRequest) {
    const std::string ahead = "hello, ";
    ahead_.assign(std::as_bytes(std::span(ahead)));
    BodyReader reader({.chunked = false, .length = 12}, 100);
    EXPECT_EQ(read(reader), Turn::blocked);
    send("worldGET /next");
    EXPECT_EQ(read(reader), Turn::done);
    EXPECT_EQ(reader.outcome(), BodyReader::Outcome::complete);
    EXPECT_EQ(sink_.text(), "hello, world");
    std::array<std::byte, 64> rest{};
    EXPECT_EQ(receive(ours_.get(), rest).bytes, 9U);
}

TEST_F(BodyFromSocket, PutsBackWhatFollowsTheLastChunk) {
    BodyReader reader({.chunked = true}, 100);
    send("5\r\nhello\r\n0\r\n\r\nGET /next");
    EXPECT_EQ(read(reader), Turn::done);
    EXPECT_EQ(sink_.text(), "hello");
    EXPECT_EQ(ahead_.view(), "GET /next");
}

TEST_F(BodyFromSocket, EndsAtTheLimit) {
    BodyReader told({.chunked = false, .length = 101}, 100);
    EXPECT_EQ(told.outcome(), BodyReader::Outcome::too_large);
    BodyReader untold({.chunked = true}, 4);
    send("5\r\nhello\r\n");
    EXPECT_EQ(read(untold), Turn::done);
    EXPECT_EQ(untold.outcome(), BodyReader::Outcome::too_large);
}

TEST_F(BodyFromSocket, StopsWhenTheSinkWantsNoMore) {
    sink_ = MemorySink(3);
    BodyReader reader({.chunked = false, .length = 5}, 100);
    send("hello");
    EXPECT_EQ(read(reader), Turn::done);
    EXPECT_EQ(reader.outcome(), BodyReader::Outcome::unwanted);
    EXPECT_TRUE(sink_.overflowed());
}

TEST_F(BodyFromSocket, SaysWhenTheClientIsGone) {
    BodyReader reader({.chunked = false, .length = 5}, 100);
    send("he");
    theirs_ = OwnedFd();
    EXPECT_EQ(read(reader), Turn::closed);
}

}  // namespace
}  // namespace snapory::http
