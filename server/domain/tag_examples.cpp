#include "domain/tag_examples.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace snapory {
namespace {

constexpr std::size_t neighbours = 3;

// Cosines to the nearest examples, the nearest first; to at most `count` of them, without the one at `own`.
std::vector<float> nearest(const Embedding& picture, const std::vector<Embedding>& examples,
                           std::size_t count, std::optional<std::size_t> own = std::nullopt) {
    std::vector<float> near;
    near.reserve(examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i)
        if (i != own) near.push_back(cosine(picture, examples[i]));
    count = std::min(count, near.size());
    std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(count), std::greater());
    near.resize(count);
    return near;
}

float mean(const std::vector<float>& values) {
    if (values.empty()) return 0;
    return std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(values.size());
}

// What half of the examples would pass if each were asked for by the others; whatever they are like among
// themselves, no less than pictures that are alike have, and at most halfway from there to being the same.
float bar_of(const std::vector<Embedding>& examples) {
    if (examples.empty()) return 1;
    const float lowest = examples.front().alike, highest = (lowest + 1) / 2;
    std::vector<float> alike;
    alike.reserve(examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i)
        alike.push_back(mean(nearest(examples[i], examples, neighbours, i)));
    const auto median = alike.begin() + static_cast<std::ptrdiff_t>(alike.size() / 2);
    std::ranges::nth_element(alike, median);
    return std::clamp(*median, lowest, highest);
}

}  // namespace

TagExamples::TagExamples(std::vector<Embedding> showing, std::vector<Embedding> refused)
    : showing_(std::move(showing)), refused_(std::move(refused)), least_(bar_of(showing_)) {}

std::optional<float> TagExamples::likeness(const Embedding& picture) const {
    if (showing_.size() < fewest) return std::nullopt;
    const float alike = mean(nearest(picture, showing_, neighbours));
    if (alike < least_) return std::nullopt;
    const auto against = nearest(picture, refused_, 1);
    if (!against.empty() && against.front() >= alike) return std::nullopt;
    return alike;
}

}  // namespace snapory
