#include "api/uploads.hpp"

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/photo_form.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::uint64_t most_bytes = (std::uint64_t{1} << 53U) - 1;  // what a number in JSON holds exactly

AnnouncedFile read_file(Input input) {
    input.require({"name", "size", "contentType", "sha256"});
    return {.name = input.text("name").value_or(""),
            .bytes = input.number("size", 0, most_bytes).value_or(0),
            .content_type = input.text("contentType", 255).value_or(""),
            .sha256 = input.text("sha256").value_or(""),
            .modified_at = input.time("lastModified")};
}

std::vector<AnnouncedFile> read_files(Input& input, std::size_t most) {
    input.require({"files"});
    std::vector<AnnouncedFile> files;
    const auto* items = input.list("files", 1, most);
    for (std::size_t i = 0; items && i < items->size(); ++i) {
        auto name = "files[" + std::to_string(i) + "]";
        if (const auto* item = (*items)[i].if_object())
            files.push_back(read_file(input.within(*item, name)));
        else
            input.note(name, "wrong_type", "Give an object.");
    }
    return files;
}

json::object file_error(const std::string& field, const std::string& name, const Error& error) {
    const auto& kind = problem_kind(error.code);
    return {{"field", field},
            {"fileName", name},
            {"status", kind.status},
            {"code", kind.code},
            {"detail", error.detail}};
}

// Gathers what became of each file, in order, and counts those that were refused.
class FileAnswers {
public:
    FileAnswers(std::string_view list, Metrics& metrics) : list_(list), metrics_(metrics) {}

    void accept(json::object item) { items_.push_back(std::move(item)); }
    void refuse(std::size_t place, const std::string& name, const Error& error) {
        auto field = list_ + "[" + std::to_string(place) + "]";
        if (errors_.empty()) first_error_ = error;
        metrics_.upload_refused(problem_kind(error.code).code);
        field_errors_.push_back({field, std::string(problem_kind(error.code).code), error.detail});
        errors_.push_back(file_error(field, name, error));
    }
    // 201, or the problem of the first file when nothing was accepted.
    http::Response answer(const http::Request& request) && {
        if (items_.empty() && !errors_.empty())
            return problem(request, problem_kind(first_error_.code), first_error_.detail, field_errors_);
        return json_answer(201, {{"items", std::move(items_)}, {"errors", std::move(errors_)}});
    }

private:
    std::string list_;
    Metrics& metrics_;
    json::array items_;
    json::array errors_;
    Error first_error_{};
    std::vector<FieldError> field_errors_;
};

struct AnswerFile {
    FileAnswers& answers;
    std::size_t place;
    const std::string& name;

    void operator()(const UploadProgress& progress) const { answers.accept(to_json(progress)); }
    void operator()(const Photo& photo) const { answers.accept(duplicate_json(photo)); }
    void operator()(const Error& error) const { answers.refuse(place, name, error); }
};

http::Response form_problem(const http::Request& request, const std::optional<http::MultipartError>& error) {
    if (error) return problem(request, malformed_request, http::describe(*error));
    return problem(request, {{"file", "required", "Send at least one photo in the field \"file\"."}});
}

Intake intake_of(const ApiConfig& config, const ApiPorts& ports) {
    return {ports.events, ports.photos, ports.blobs, ports.queue, ports.bell, ports.clock, config.limits};
}

}  // namespace

UploadRoutes::UploadRoutes(const ApiConfig& config, const ApiPorts& ports)
    : limits_(config.limits),
      metrics_(ports.metrics),
      begin_uploads_(intake_of(config, ports), ports.uploads, ports.randomness),
      read_upload_(ports.uploads, ports.blobs, ports.clock),
      complete_upload_(intake_of(config, ports), ports.uploads),
      abort_upload_(ports.uploads, ports.blobs),
      stage_photo_(intake_of(config, ports)),
      add_photo_(intake_of(config, ports), ports.randomness) {}

void UploadRoutes::add_to(http::Scope& v1) {
    v1.post("/events/:event/uploads", [this](http::Request& request) { return begin(request); });
    v1.get("/events/:event/uploads/:upload", [this](http::Request& request) { return read(request); });
    v1.del("/events/:event/uploads/:upload", [this](http::Request& request) { return abort(request); });
    v1.post("/events/:event/uploads/:upload/parts",
            [this](http::Request& request) { return renew_parts(request); });
    v1.post("/events/:event/uploads/:upload/complete",
            [this](http::Request& request) { return complete(request); });
    v1.post("/events/:event/photos",
            http::Route{.handle = [this](http::Request& request) { return finish_form(request); },
                        .open_sink = [this](http::Request& request) { return open_form(request); },
                        .body_limit = limits_.files_per_request * limits_.photo_bytes});
}

// A refusal of the whole request counts once.
template <class T>
Result<T> UploadRoutes::counted(Result<T> result) {
    if (!result) metrics_.upload_refused(problem_kind(result.error().code).code);
    return result;
}

http::Response UploadRoutes::begun(const http::Request& request, const std::vector<AnnouncedFile>& files,
                                   const std::vector<UploadAnswer>& uploads) {
    FileAnswers answers("files", metrics_);
    for (std::size_t i = 0; i < uploads.size(); ++i)
        std::visit(AnswerFile{answers, i, files[i].name}, uploads[i]);
    return std::move(answers).answer(request);
}

http::Response UploadRoutes::begin(http::Request& request) {
    auto read = [&](Input& input) { return read_files(input, limits_.files_per_request); };
    return with_body(request, read, [&](const std::vector<AnnouncedFile>& files) {
        auto uploads = counted(begin_uploads_(caller_of(request), id_of<EventId>(request, "event"), files));
        return answer(request, uploads, [&](const auto& answers) { return begun(request, files, answers); });
    });
}

http::Response UploadRoutes::read(http::Request& request) {
    auto progress = read_upload_(caller_of(request), id_of<EventId>(request, "event"),
                                 id_of<UploadId>(request, "upload"));
    return answer(request, progress,
                  [](const UploadProgress& upload) { return json_answer(200, to_json(upload)); });
}

http::Response UploadRoutes::renew_parts(http::Request& request) {
    auto progress = read_upload_(caller_of(request), id_of<EventId>(request, "event"),
                                 id_of<UploadId>(request, "upload"));
    return answer(request, progress, [](const UploadProgress& upload) {
        return json_answer(200, {{"parts", to_json(upload.missing)}});
    });
}

http::Response UploadRoutes::complete(http::Request& request) {
    auto event = id_of<EventId>(request, "event");
    auto added = counted(complete_upload_(caller_of(request), event, id_of<UploadId>(request, "upload")));
    return answer(request, added, [&](const AddedPhoto& photo) {
        const auto& id = photo.photo.photo.id;
        return json_answer(201, to_json(photo.photo))
            .with("Location", "/api/v1/events/" + event.text() + "/photos/" + id.text());
    });
}

http::Response UploadRoutes::abort(http::Request& request) {
    return answer(request, abort_upload_(caller_of(request), id_of<EventId>(request, "event"),
                                         id_of<UploadId>(request, "upload")));
}

std::expected<std::unique_ptr<http::BodySink>, http::Response> UploadRoutes::open_form(
    http::Request& request) {
    auto stage = [this, caller = caller_of(request), event = id_of<EventId>(request, "event")] {
        return stage_photo_(caller, event);
    };
    auto add = [this, caller = caller_of(request), event = id_of<EventId>(request, "event")](
                   const std::string& name, StagedFile& file) {
        return add_photo_(caller, event, name, file);
    };
    auto first = counted(stage());  // says before a byte is read whether there is any use in sending more
    if (!first) return std::unexpected(problem(request, first.error()));
    auto form = PhotoForm::open(request, *std::move(first), limits_.photo_bytes, stage, add);
    if (form) return form;
    return std::unexpected(
        problem(request, unsupported_media_type, "Send the photos as multipart/form-data."));
}

http::Response UploadRoutes::finish_form(http::Request& request) {
    const auto& form = request.sink<PhotoForm>();
    FileAnswers answers("file", metrics_);
    for (std::size_t i = 0; i < form.files().size(); ++i) {
        const auto& [name, outcome] = form.files()[i];
        if (outcome)
            answers.accept(to_json(outcome->photo));
        else
            answers.refuse(i, name, outcome.error());
    }
    if (form.files().empty()) return form_problem(request, form.error());
    return std::move(answers).answer(request);
}

}  // namespace snapory
