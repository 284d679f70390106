#include "infrastructure/places/city_list.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

namespace snapory {
namespace {

namespace fs = std::filesystem;

template <class T>
std::string raw(T value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

struct TestCity {
    double latitude, longitude;
    std::string name, country;
};

// A list as models/convert.py makes it; the cities stand by latitude.
std::string list_of(const std::vector<TestCity>& cities) {
    std::string records, names;
    for (const auto& city : cities) {
        records += raw(static_cast<std::int32_t>(city.latitude * 1e5)) +
                   raw(static_cast<std::int32_t>(city.longitude * 1e5)) +
                   raw(static_cast<std::uint32_t>(names.size())) +
                   raw(static_cast<std::uint16_t>(city.name.size())) + city.country;
        names += city.name;
    }
    return "cities1\n" + raw(static_cast<std::uint32_t>(cities.size())) + records + names;
}

class CityListTest : public testing::Test {
protected:
    ~CityListTest() override { fs::remove(file_); }

    std::unique_ptr<Gazetteer> open(const std::string& bytes) {
        std::ofstream(file_, std::ios::binary) << bytes;
        return open_city_list(file_);
    }

    fs::path file_ = fs::temp_directory_path() / ("cities-" + std::to_string(::getpid()));
};

const std::vector<TestCity> few{{-17.8, 179.99, "Rabi", "FJ"},
                                {37.32917, -121.88905, "Santa Clara", "US"},
                                {38.71667, -9.13333, "Lisbon", "PT"},
                                {38.75, -9.23, "Amadora", "PT"},
                                {69.6489, 18.95508, "Tromsø", "NO"}};

TEST_F(CityListTest, NamesTheNearestTown) {
    auto cities = open(list_of(few));
    EXPECT_EQ(cities->nearest({38.7, -9.14, {}}), (Place{"Lisbon", "PT"}));
    EXPECT_EQ(cities->nearest({38.74, -9.21, {}}), (Place{"Amadora", "PT"}));
    EXPECT_EQ(cities->nearest({69.65, 19.5, {}}), (Place{"Tromsø", "NO"}));
    EXPECT_EQ(cities->nearest({-17.8, -179.95, {}}), (Place{"Rabi", "FJ"})) << "across the date line";
}

TEST_F(CityListTest, NamesNothingFarFromAnyTown) {
    auto cities = open(list_of(few));
    EXPECT_EQ(cities->nearest({38.7, -9.6, {}}), std::nullopt);  // 40 km into the Atlantic
    for (const Coordinates pole : {Coordinates{90, 0, {}}, Coordinates{-90, 180, {}}})
        EXPECT_EQ(cities->nearest(pole), std::nullopt);
}

TEST_F(CityListTest, WithoutAFileKnowsNoTown) {
    EXPECT_EQ(open_city_list("/nowhere/cities.bin")->nearest({38.7, -9.14, {}}), std::nullopt);
}

TEST_F(CityListTest, ThatIsBrokenIsRefused) {
    const auto sound = list_of(few);
    auto reversed = few;
    std::swap(reversed[0], reversed[1]);
    for (const auto& broken : {std::string(), std::string("cities2\n"), sound.substr(0, 10),
                               sound.substr(0, 40), sound.substr(0, sound.size() - 1), list_of(reversed)})
        EXPECT_THROW(open(broken), std::runtime_error) << broken.size();
}

}  // namespace
}  // namespace snapory
