#include "domain/stack.hpp"

#include <bit>
#include <limits>

namespace snapory {
namespace {

using namespace std::chrono_literals;

constexpr auto burst_gap = 2s;      // between two frames of a burst
constexpr int burst_bits = 20;      // of 64, that a burst's frames differ in at most: the scene is the same
constexpr int alike_bits = 6;       // that nearly equal pictures differ in at most
constexpr double half_sharp = 100;  // sharpness of a photo that is neither sharp nor blurred

int different_bits(const Frame& a, const Frame& b) {
    return std::popcount(a.perceptual_hash ^ b.perceptual_hash);
}

}  // namespace

bool belong_together(const Frame& a, const Frame& b) {
    const auto gap = std::chrono::abs(a.taken_at - b.taken_at);
    const int bits = different_bits(a, b);
    const bool burst = !a.camera.empty() && a.camera == b.camera && gap <= burst_gap && bits <= burst_bits;
    return burst || (gap <= widest_stack_gap && bits <= alike_bits);
}

std::optional<Frame> stack_mate(const Frame& frame, std::span<const Frame> near) {
    std::optional<Frame> mate;
    int least = std::numeric_limits<int>::max();
    for (const auto& other : near)
        if (other.photo != frame.photo && belong_together(frame, other) &&
            different_bits(frame, other) < least) {
            least = different_bits(frame, other);
            mate = other;
        }
    return mate;
}

double appeal(double sharpness, std::optional<double> face_quality) {
    const double sharp = sharpness / (sharpness + half_sharp);
    return face_quality ? 0.4 * sharp + 0.6 * *face_quality : 0.7 * sharp;
}

}  // namespace snapory
