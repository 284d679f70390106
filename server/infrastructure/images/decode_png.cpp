#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <new>
#include <string>

#include "infrastructure/images/decode.hpp"

namespace snapory {
namespace {

// As with libjpeg, errors jump to `guarded`, whose steps hold nothing that would need destroying.
class PngFile {
public:
    explicit PngFile(Bytes file) : rest_(file) {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error,
                                      [](png_structp, png_const_charp) {});
        if (png_ != nullptr) info_ = png_create_info_struct(png_);
        if (info_ == nullptr) {
            png_destroy_read_struct(&png_, nullptr, nullptr);
            throw std::bad_alloc();
        }
        png_set_read_fn(png_, this, on_read);
    }
    ~PngFile() { png_destroy_read_struct(&png_, &info_, nullptr); }
    PngFile(const PngFile&) = delete;
    PngFile& operator=(const PngFile&) = delete;

    PixelSize read_header() {
        guarded([&] {
            png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);  // check_pixels() knows better
            png_read_info(png_, info_);
        });
        return {png_get_image_width(png_, info_), png_get_image_height(png_, info_)};
    }

    std::vector<std::uint8_t> icc() {
        png_charp name = nullptr;
        png_bytep profile = nullptr;
        png_uint_32 length = 0;
        int compression = 0;
        guarded([&] { png_get_iCCP(png_, info_, &name, &compression, &profile, &length); });
        return {profile, profile + length};
    }

    // Asks for RGBA of 8 bits whatever is stored. Gives how often the rows must be read over.
    int start() {
        int passes = 1;
        guarded([&] {
            png_set_expand(png_);
            png_set_scale_16(png_);
            png_set_gray_to_rgb(png_);
            png_set_add_alpha(png_, 0xff, PNG_FILLER_AFTER);
            passes = png_set_interlace_handling(png_);
            png_read_update_info(png_, info_);
        });
        return passes;
    }

    void read_row(std::uint8_t* rgba) {
        guarded([&] { png_read_row(png_, rgba, nullptr); });
    }

private:
    static void on_error(png_structp png, png_const_charp text) {
        auto& file = *static_cast<PngFile*>(png_get_error_ptr(png));
        std::strncpy(file.problem_, text, sizeof file.problem_ - 1);
        std::longjmp(file.landing_, 1);
    }
    static void on_read(png_structp png, png_bytep out, std::size_t length) {
        auto& file = *static_cast<PngFile*>(png_get_io_ptr(png));
        if (length > file.rest_.size()) png_error(png, "a part of it is missing");
        std::memcpy(out, file.rest_.data(), length);
        file.rest_ = file.rest_.subspan(length);
    }

    template <class Step>
    void guarded(Step step) {
        if (setjmp(landing_) != 0) throw_failure();  // NOLINT(cert-err52-cpp): the only way out of libpng
        step();
    }

    [[noreturn]] void throw_failure() {
        const std::string problem(problem_);
        if (problem.find("memory") != std::string::npos) throw std::bad_alloc();
        throw_unreadable(problem);
    }

    Bytes rest_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    char problem_[128]{};
    std::jmp_buf landing_{};
};

void flatten(std::span<std::uint8_t> rgba) {
    for (std::size_t at = 0; at < rgba.size(); at += Pixmap::channels)
        for (std::size_t c = 0; c < 3; ++c) rgba[at + c] = over_white(rgba[at + c], rgba[at + 3]);
}

}  // namespace

Decoded decode_png(Bytes file, std::uint32_t side) {
    PngFile png(file);
    const PixelSize stored = png.read_header();
    Canvas canvas(stored, side);
    std::vector<std::uint8_t> icc = png.icc();
    const int passes = png.start();

    // Interlaced rows are finished by the last pass only, so that all of them must be kept until then.
    Pixmap rows(passes == 1 ? PixelSize{stored.width, 1} : stored);
    for (int pass = 1; pass < passes; ++pass)
        for (std::uint32_t y = 0; y < stored.height; ++y) png.read_row(rows.row(y));
    for (std::uint32_t y = 0; y < stored.height; ++y) {
        std::uint8_t* row = rows.row(passes == 1 ? 0 : y);
        png.read_row(row);
        flatten({row, rows.stride()});
        canvas.add_row(row);
    }
    return canvas.take(std::move(icc));
}

}  // namespace snapory
