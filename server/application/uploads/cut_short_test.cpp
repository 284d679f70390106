#include "application/uploads/cut_short.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace snapory {
namespace {

using namespace std::string_literals;

class TextFile final : public RandomAccess {
public:
    explicit TextFile(std::string text) : text_(std::move(text)) {}
    std::uint64_t bytes() const override { return text_.size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        if (offset >= text_.size()) return 0;
        return text_.copy(reinterpret_cast<char*>(into.data()), into.size(), offset);
    }

private:
    std::string text_;
};

bool is_cut(const std::string& text, MediaType type) {
    TextFile file(text);
    return is_cut_short(file, type);
}

// With a small picture in its metadata, and more pixels than are read at a time.
std::string jpeg_until_end() {
    return "\xFF\xD8\xFF\xE1\x00\x08"s + "a\xFF\xD9z??" + "\xFF\xDA\x00\x02"s + std::string(600'000, 'p');
}

TEST(CutShort, JpegsEndWithTheirMarker) {
    auto whole = jpeg_until_end() + "\xFF\xD9";
    EXPECT_FALSE(is_cut(whole, MediaType::jpeg));
    EXPECT_FALSE(is_cut(whole + std::string(300'000, 'm'), MediaType::jpeg)) << "a moving picture follows";
    for (std::size_t bytes : {whole.size() - 1, whole.size() - 2, whole.size() / 2, std::size_t{20},
                              std::size_t{9}, std::size_t{3}})
        EXPECT_TRUE(is_cut(whole.substr(0, bytes), MediaType::jpeg)) << bytes;
}

TEST(CutShort, TheMarkerMayLieAcrossTwoReads) {
    for (std::size_t after = 262'140; after < 262'148; ++after)
        EXPECT_FALSE(is_cut(jpeg_until_end() + "\xFF\xD9" + std::string(after, 'm'), MediaType::jpeg))
            << after;
}

TEST(CutShort, JpegsThatLeadNowhereAreLeftToTheDecoder) {
    EXPECT_FALSE(is_cut("\xFF\xD8nonsense", MediaType::jpeg));
    std::string endless = "\xFF\xD8";
    for (int i = 0; i < 100'000; ++i) endless += "\xFF\xE0\x00\x02"s;
    EXPECT_FALSE(is_cut(endless, MediaType::jpeg));
}

TEST(CutShort, PngsEndWithIend) {
    auto whole =
        "\x89PNG\r\n\x1A\n"s + "\x00\x00\x00\x05IDAT12345crc!"s + "\x00\x00\x00\x00IEND\xAE\x42\x60\x82"s;
    EXPECT_FALSE(is_cut(whole, MediaType::png));
    EXPECT_FALSE(is_cut(whole + "trailer", MediaType::png));
    for (std::size_t bytes = 8; bytes < whole.size(); ++bytes)
        EXPECT_TRUE(is_cut(whole.substr(0, bytes), MediaType::png)) << bytes;
}

TEST(CutShort, WebpsTellTheirSize) {
    auto whole = "RIFF\x0C\x00\x00\x00WEBPVP8 ????"s;
    EXPECT_FALSE(is_cut(whole, MediaType::webp));
    EXPECT_TRUE(is_cut(whole.substr(0, whole.size() - 1), MediaType::webp));
}

TEST(CutShort, BoxesTellTheirSize) {
    auto whole =
        "\x00\x00\x00\x0C"
        "ftypheic"s +
        "\x00\x00\x00\x01"
        "mdat\x00\x00\x00\x00\x00\x00\x00\x14"
        "1234"s;
    for (auto type : {MediaType::heic, MediaType::heif, MediaType::avif, MediaType::cr3}) {
        EXPECT_FALSE(is_cut(whole, type));
        EXPECT_FALSE(is_cut(whole + "\x00\x00\x00\x00"
                                    "mdat and so on"s,
                            type));
        EXPECT_FALSE(is_cut(whole + "no box of any kind", type)) << "what a phone appends";
        EXPECT_TRUE(is_cut(whole.substr(0, whole.size() - 1), type));
    }
}

}  // namespace
}  // namespace snapory
