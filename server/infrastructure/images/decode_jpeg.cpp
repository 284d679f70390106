// clang-format off: libjpeg's headers need this one before them
#include <cstdio>
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <memory>

#include "infrastructure/images/colour.hpp"
#include "infrastructure/images/decode.hpp"

namespace snapory {
namespace {

// libjpeg reports errors by a function that must not return. `guarded` is the only place it jumps to, and the
// steps given to it hold nothing that would need destroying.
class JpegFile {
public:
    JpegFile() {
        decoder_.err = jpeg_std_error(&errors_);
        decoder_.client_data = this;
        errors_.error_exit = [](j_common_ptr info) { std::longjmp(of(info).landing_, 1); };
        errors_.emit_message = [](j_common_ptr info, int level) { of(info).note(level); };
        guarded([&] { jpeg_create_decompress(&decoder_); });
    }
    ~JpegFile() { jpeg_destroy_decompress(&decoder_); }
    JpegFile(const JpegFile&) = delete;
    JpegFile& operator=(const JpegFile&) = delete;

    void open(Bytes file) {
        guarded([&] {
            jpeg_mem_src(&decoder_, file.data(), file.size());
            jpeg_save_markers(&decoder_, JPEG_APP0 + 2, 0xffff);
            jpeg_read_header(&decoder_, TRUE);
        });
    }

    PixelSize stored() const { return {decoder_.image_width, decoder_.image_height}; }
    PixelSize poured() const { return {decoder_.output_width, decoder_.output_height}; }
    bool is_cmyk() const {
        return decoder_.jpeg_color_space == JCS_CMYK || decoder_.jpeg_color_space == JCS_YCCK;
    }
    bool is_inverted() const { return decoder_.saw_Adobe_marker; }

    std::vector<std::uint8_t> icc() {
        JOCTET* profile = nullptr;
        unsigned length = 0;
        guarded([&] { jpeg_read_icc_profile(&decoder_, &profile, &length); });
        const std::unique_ptr<JOCTET, decltype(&std::free)> owner(profile, &std::free);
        return {profile, profile + length};
    }

    // Lets the inverse DCT shrink the image as long as it stays at least as large as `target`. Powers of two
    // only: for those libjpeg-turbo has vector code.
    void start(PixelSize target) {
        unsigned shrink = 8;
        while (shrink > 1 &&
               (stored().width / shrink < target.width || stored().height / shrink < target.height))
            shrink /= 2;
        decoder_.scale_num = 1;
        decoder_.scale_denom = shrink;
        decoder_.out_color_space = is_cmyk() ? JCS_CMYK : JCS_EXT_RGBX;
        guarded([&] { jpeg_start_decompress(&decoder_); });
    }

    void read_row(std::uint8_t* row) {
        guarded([&] { jpeg_read_scanlines(&decoder_, &row, 1); });
        if (truncated_) throw_unreadable("a part of it is missing");
    }

private:
    static JpegFile& of(j_common_ptr info) { return *static_cast<JpegFile*>(info->client_data); }

    template <class Step>
    void guarded(Step step) {
        if (setjmp(landing_) != 0) throw_failure();  // NOLINT(cert-err52-cpp): the only way out of libjpeg
        step();
    }

    [[noreturn]] void throw_failure() {
        if (errors_.msg_code == JERR_OUT_OF_MEMORY) throw std::bad_alloc();
        char text[JMSG_LENGTH_MAX];
        errors_.format_message(reinterpret_cast<j_common_ptr>(&decoder_), text);
        throw_unreadable(text);
    }

    // Level -1 is a warning. Most are harmless; these two say that pixels were made up.
    void note(int level) {
        if (level < 0) truncated_ |= errors_.msg_code == JWRN_JPEG_EOF || errors_.msg_code == JWRN_HIT_MARKER;
    }

    jpeg_decompress_struct decoder_{};
    jpeg_error_mgr errors_{};
    std::jmp_buf landing_{};
    bool truncated_ = false;
};

}  // namespace

Decoded decode_jpeg(Bytes file, std::uint32_t side) {
    JpegFile jpeg;
    jpeg.open(file);
    const PixelSize stored = jpeg.stored();
    check_pixels(stored);
    jpeg.start(fit(stored, side));

    Canvas canvas(stored, jpeg.poured(), side);
    std::vector<std::uint8_t> icc = jpeg.icc();
    std::vector<std::uint8_t> row(jpeg.poured().width * Pixmap::channels);
    if (jpeg.is_cmyk()) {
        const CmykToSrgb to_srgb(icc, jpeg.is_inverted());
        for (std::uint32_t y = 0; y < jpeg.poured().height; ++y) {
            jpeg.read_row(row.data());
            to_srgb.convert(row);
            canvas.add_row(row.data());
        }
        return canvas.take();
    }
    for (std::uint32_t y = 0; y < jpeg.poured().height; ++y) {
        jpeg.read_row(row.data());
        canvas.add_row(row.data());
    }
    return canvas.take(std::move(icc));
}

}  // namespace snapory
