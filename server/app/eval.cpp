#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.hpp"
#include "app/data_folder.hpp"
#include "app/face_accuracy_report.hpp"
#include "app/grouping_accuracy.hpp"
#include "app/known_faces.hpp"
#include "app/shared_files.hpp"
#include "infrastructure/faces/onnx_face_reader.hpp"
#include "infrastructure/sandbox/sandboxed_image_reader.hpp"

namespace snapory {
namespace {

void append(std::vector<KnownFace>& all, std::vector<KnownFace> more) {
    std::ranges::move(more, std::back_inserter(all));
}

void write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    if (!file) throw OperatorError(path.string() + " cannot be written");
}

}  // namespace

int eval_people(const EvalPeopleOptions& options) {
    SandboxedImageReader images;  // before there are threads
    const auto config = load_config(options.installation);
    const auto folder = config.models.empty() ? find_shared_files(running_program()).models : config.models;
    const auto models = make_onnx_face_reader({.folder = folder});
    std::vector<KnownFace> faces;
    for (const auto& people : options.people) append(faces, KnownFaces(images, *models, 0).people(people));

    const JudgedModel judged{models->model(), models->thresholds()};
    const auto accuracy = grouping_accuracy(std::move(faces), judged, options.seed);
    std::cout << (options.json ? grouping_json(accuracy, judged) + "\n" : grouping_table(accuracy, judged));
    return 0;
}

int eval_faces(const EvalFacesOptions& options) {
    SandboxedImageReader images;  // before there are threads
    const auto config = load_config(options.installation);
    const auto folder = config.models.empty() ? find_shared_files(running_program()).models : config.models;
    const auto models = make_onnx_face_reader({.folder = folder});
    const KnownFaces known(images, *models, options.face_width);
    std::vector<KnownFace> faces;
    for (const auto& people : options.people) append(faces, known.people(people));
    for (const auto& strangers : options.strangers) append(faces, known.strangers(strangers));

    const JudgedModel judged{models->model(), models->thresholds()};
    const auto accuracy = accuracy_of(faces, judged.thresholds);
    std::cout << (options.json ? accuracy_json(accuracy, judged) + "\n" : accuracy_table(accuracy, judged));
    if (!options.plot.empty()) write_file(options.plot, accuracy_svg(accuracy, judged));
    return 0;
}

}  // namespace snapory
