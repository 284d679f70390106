#include "infrastructure/faces/face_manifest.hpp"

#include <openssl/sha.h>
#include <toml++/toml.h>

#include <array>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>

#include "application/ports/unavailable.hpp"

namespace snapory {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw Unavailable(file.string() + " " + why + "; run script/models");
}

std::string hex(std::span<const unsigned char> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) text.append({digits[byte >> 4], digits[byte & 15]});
    return text;
}

template <class T>
T required(toml::node_view<const toml::node> node, const char* name) {
    const auto value = node.value<T>();
    if (!value) throw std::invalid_argument(std::string("lacks ") + name);
    return *value;
}

std::string sha256_of(const toml::table& manifest, const std::string& file) {
    if (const auto* files = manifest["files"].as_array()) {
        for (const auto& entry : *files) {
            const auto* table = entry.as_table();
            if (table && (*table)["to"].value<std::string>() == "models/" + file) {
                return required<std::string>((*table)["sha256"], "sha256");
            }
        }
    }
    throw std::invalid_argument("does not list models/" + file);
}

FaceManifest parse(const std::filesystem::path& folder, const toml::table& manifest) {
    const auto reader = manifest["face_reader"];
    const auto marks = manifest["face_marks"];
    const auto model_of = [&](toml::node_view<const toml::node> table, const char* role) {
        const auto name = required<std::string>(table[role], role);
        return ModelFile{folder / name, sha256_of(manifest, name)};
    };
    const auto model = [&](const char* role) { return model_of(reader, role); };
    const auto mark_model = [&](const char* role) { return model_of(marks, role); };
    const auto from = [&](const char* name) { return required<float>(marks[name], name); };
    return {.id = ModelId(required<std::string>(reader["id"], "face_reader.id")),
            .thresholds = {.match = required<float>(reader["match"], "face_reader.match"),
                           .maybe = required<float>(reader["maybe"], "face_reader.maybe")},
            .detector = model("detector"),
            .landmarks = model("landmarks"),
            .embedder = model("embedder"),
            .eyes = mark_model("eyes"),
            .smile = mark_model("smile"),
            .youth = mark_model("youth"),
            .liveness = mark_model("liveness"),
            .marks = {.closed = from("closed"),
                      .smiling = from("smiling"),
                      .young = from("young"),
                      .grown = from("grown"),
                      .recaptured = from("recaptured")}};
}

}  // namespace

FaceManifest read_face_manifest(const std::filesystem::path& folder) {
    const auto file = folder / "manifest.toml";
    if (!std::filesystem::is_regular_file(file)) refuse(file, "is missing");
    try {
        return parse(folder, toml::parse_file(file.string()));
    } catch (const toml::parse_error& error) {
        refuse(file, "is no TOML: " + std::string(error.description()));
    } catch (const std::invalid_argument& error) {
        refuse(file, error.what());
    }
}

std::vector<std::byte> read_model(const ModelFile& file) {
    std::ifstream stream(file.path, std::ios::binary | std::ios::ate);
    if (!stream) refuse(file.path, "is missing");
    std::vector<std::byte> content(static_cast<std::size_t>(stream.tellg()));
    stream.seekg(0);
    stream.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!stream) refuse(file.path, "cannot be read");

    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data());
    if (hex(digest) != file.sha256) refuse(file.path, "is not the file that manifest.toml names");
    return content;
}

}  // namespace snapory
