// The search of one selfie among 100,000 faces, beside the plain loop over floats.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "infrastructure/faces/code_matrix.hpp"

namespace {

using namespace snapory;

constexpr std::size_t length = 704;
constexpr std::size_t faces = 100'000;
constexpr float floor_cosine = 0.40F;

std::vector<float> random_codes(std::size_t count) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<float> codes(count * length);
    for (std::size_t row = 0; row < count; ++row) {
        const auto code = std::span(codes).subspan(row * length, length);
        for (float& value : code) value = normal(random);
        const float norm = std::sqrt(std::inner_product(code.begin(), code.end(), code.begin(), 0.0F));
        for (float& value : code) value /= norm;
    }
    return codes;
}

const std::vector<float>& codes() {
    static const auto made = random_codes(faces);
    return made;
}

std::span<const float> code(std::size_t row) { return std::span(codes()).subspan(row * length, length); }

void search_matrix(benchmark::State& state, DotProducts products) {
    CodeMatrix matrix(length, products);
    for (std::size_t row = 0; row < faces; ++row) matrix.add(code(row));
    while (state.KeepRunning()) benchmark::DoNotOptimize(matrix.at_least(code(7), floor_cosine));
}

void search_plain_loop(benchmark::State& state) {
    while (state.KeepRunning()) {
        std::vector<std::size_t> hits;
        for (std::size_t row = 0; row < faces; ++row) {
            float sum = 0;
            for (std::size_t i = 0; i < length; ++i) sum += code(row)[i] * code(7)[i];
            if (sum >= floor_cosine) hits.push_back(row);
        }
        benchmark::DoNotOptimize(hits);
    }
}

void matrix_fastest(benchmark::State& state) { search_matrix(state, fastest_dot_products()); }
void matrix_portable(benchmark::State& state) { search_matrix(state, portable_dot_products()); }

BENCHMARK(matrix_fastest)->Unit(benchmark::kMillisecond);
BENCHMARK(matrix_portable)->Unit(benchmark::kMillisecond);
BENCHMARK(search_plain_loop)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
