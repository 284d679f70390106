#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "application/uploads/add_photo.hpp"
#include "http/form.hpp"

namespace snapory {

// What became of one file of a form.
struct FormFile {
    std::string name;
    Result<AddedPhoto> outcome;
};

// Takes photos out of a form while it arrives: each file of the field "file" is added as soon as its last
// byte is there, so that what was accepted stays accepted when the client goes away in the middle.
class PhotoForm final : public http::BodySink {
public:
    // Both may be called once a file.
    using Stage = std::function<Result<std::unique_ptr<StagedFile>>()>;
    using Add = std::function<Result<AddedPhoto>(const std::string& name, StagedFile& file)>;

    // Null when the request is no form. `first` is staged already; files over `most_bytes` are refused.
    static std::unique_ptr<PhotoForm> open(const http::Request& request, std::unique_ptr<StagedFile> first,
                                           std::uint64_t most_bytes, Stage stage, Add add);

    bool write(std::span<const std::byte> bytes) override { return form_->write(bytes); }
    void finish() override { form_->finish(); }

    const std::vector<FormFile>& files() const { return files_; }  // in the order of the form
    std::optional<http::MultipartError> error() const { return form_->error(); }

private:
    class FileSink;

    PhotoForm(std::unique_ptr<StagedFile> first, std::uint64_t most_bytes, Stage stage, Add add);
    std::unique_ptr<http::BodySink> open_file(const http::PartHead& part);

    std::unique_ptr<StagedFile> first_;
    std::uint64_t most_bytes_;
    Stage stage_;
    Add add_;
    std::vector<FormFile> files_;
    std::unique_ptr<http::FormSink> form_;
};

}  // namespace snapory
