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

// What is left of a face's quality; closed eyes outweigh all smiles.
constexpr double with_closed_eyes = 0.4;
constexpr double without_smile = 0.85;

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

double face_appeal(double quality, bool eyes_closed, bool smiles) {
    return quality * (eyes_closed ? with_closed_eyes : 1) * (smiles ? 1 : without_smile);
}

double appeal(double sharpness, std::optional<double> faces) {
    const double sharp = sharpness / (sharpness + half_sharp);
    return faces ? 0.4 * sharp + 0.6 * *faces : 0.7 * sharp;
}

}  // namespace snapory
