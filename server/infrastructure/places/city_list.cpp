#include "infrastructure/places/city_list.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace snapory {
namespace {

static_assert(std::endian::native == std::endian::little, "the list is read as it lies in the file");

constexpr std::string_view magic = "cities1\n";
constexpr double units_a_degree = 1e5;
constexpr double farthest = 0.27;  // degrees of a great circle: 30 km

// As models/convert.py writes them behind the magic and their count, by latitude; names follow.
struct City {
    std::int32_t latitude;  // 1e-5 degrees
    std::int32_t longitude;
    std::uint32_t name_at;  // bytes from the first name
    std::uint16_t name_length;
    char country[2];
};
static_assert(sizeof(City) == 16);

double degrees(std::int32_t units) { return units / units_a_degree; }

class CityList final : public Gazetteer {
public:
    CityList(std::vector<City> cities, std::string names)
        : cities_(std::move(cities)), names_(std::move(names)) {}

    std::optional<Place> nearest(const Coordinates& at) override {
        const auto south = static_cast<std::int32_t>((at.latitude - farthest) * units_a_degree);
        const auto north = static_cast<std::int32_t>((at.latitude + farthest) * units_a_degree);
        const City* best = nullptr;
        double least = farthest * farthest;
        for (auto city = std::ranges::lower_bound(cities_, south, {}, &City::latitude);
             city != cities_.end() && city->latitude <= north; ++city)
            if (const double square = squared_distance(at, *city); square <= least) {
                least = square;
                best = &*city;
            }
        if (!best) return std::nullopt;
        return Place{names_.substr(best->name_at, best->name_length), {best->country, 2}};
    }

private:
    // In degrees; flat, which is exact enough within 30 km.
    static double squared_distance(const Coordinates& at, const City& city) {
        const double up = degrees(city.latitude) - at.latitude;
        const double around = std::remainder(degrees(city.longitude) - at.longitude, 360);
        const double right = around * std::cos(at.latitude * std::numbers::pi / 180);
        return up * up + right * right;
    }

    std::vector<City> cities_;
    std::string names_;
};

[[noreturn]] void refuse(const std::filesystem::path& file) {
    throw std::runtime_error("The list of cities is broken; run script/models: " + file.string());
}

}  // namespace

std::unique_ptr<Gazetteer> open_city_list(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::make_unique<CityList>(std::vector<City>(), "");
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    std::uint32_t count = 0;
    const std::size_t first = magic.size() + sizeof count;
    if (!bytes.starts_with(magic) || bytes.size() < first) refuse(file);
    std::memcpy(&count, bytes.data() + magic.size(), sizeof count);
    if ((bytes.size() - first) / sizeof(City) < count) refuse(file);

    std::vector<City> cities(count);
    std::memcpy(cities.data(), bytes.data() + first, count * sizeof(City));
    auto names = bytes.substr(first + count * sizeof(City));
    const bool sound = std::ranges::is_sorted(cities, {}, &City::latitude) &&
                       std::ranges::all_of(cities, [&](const City& city) {
                           return std::uint64_t{city.name_at} + city.name_length <= names.size();
                       });
    if (!sound) refuse(file);
    return std::make_unique<CityList>(std::move(cities), std::move(names));
}

}  // namespace snapory
