#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "application/ports/unavailable.hpp"
#include "infrastructure/tags/tiny_model_test.hpp"

namespace snapory {

// A folder of packs on the disk, empty at first and gone with the test.
class PackFolderTest : public testing::Test {
protected:
    PackFolderTest() { std::filesystem::create_directories(folder_); }
    ~PackFolderTest() override { std::filesystem::remove_all(folder_); }

    static constexpr auto colours_toml = R"(
id = "colours-1"
output = "classifier"
threshold = 0.5
[input]
width = 4
height = 4
deviation = [255, 255, 255]
)";

    std::filesystem::path add_pack(const std::string& name, const std::string& toml,
                                   const std::string& labels, const std::string& model) {
        const auto pack = folder_ / name;
        std::filesystem::create_directories(pack);
        std::ofstream(pack / "pack.toml") << toml;
        std::ofstream(pack / "labels.txt") << labels;
        std::ofstream(pack / "model.onnx", std::ios::binary) << model;
        return pack;
    }

    // A pair whose texts are red, green or blue by the token that ends these words; "e d</w>" is joined.
    static constexpr std::size_t first_merge = 512, ends_with_n = 333, ends_with_e = 324;
    static constexpr auto pair_toml = R"(
id = "pair-1"
output = "image-text"
alike = 0.9
[input]
width = 4
height = 4
[text]
matches = 0.75
)";
    std::filesystem::path add_pair(const std::string& name, const std::string& toml = pair_toml) {
        const auto pack = add_pack(name, toml, "", tiny_model::colours());
        std::ofstream(pack / "merges.txt") << "#version: 0.2\ne d</w>\n";
        std::ofstream(pack / "text.onnx", std::ios::binary)
            << tiny_model::count_of_tokens({first_merge, ends_with_n, ends_with_e});
        return pack;
    }

    // What `act` is refused with; empty when it is not.
    template <class Act>
    static std::string refusal(const Act& act) {
        try {
            act();
        } catch (const Unavailable& fault) {
            return fault.what();
        }
        return "";
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("snapory_packs_" + std::to_string(getpid()));
};

}  // namespace snapory
