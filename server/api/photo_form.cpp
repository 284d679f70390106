#include "api/photo_form.hpp"

namespace snapory {

// One file of the form on its way to the store.
class PhotoForm::FileSink final : public http::BodySink {
public:
    FileSink(PhotoForm& form, std::string name, std::unique_ptr<StagedFile> file)
        : form_(form), name_(std::move(name)), file_(std::move(file)) {}

    bool write(std::span<const std::byte> bytes) override {
        if (file_->bytes() + bytes.size() <= form_.most_bytes_) {
            file_->write(bytes);
            return true;
        }
        auto limit = std::to_string(form_.most_bytes_ / 1'000'000);
        form_.files_.push_back({name_, fail(Errc::too_large, "A photo has at most " + limit + " MB.")});
        return false;
    }
    void finish() override { form_.files_.push_back({name_, form_.add_(name_, *file_)}); }

private:
    PhotoForm& form_;
    std::string name_;
    std::unique_ptr<StagedFile> file_;
};

PhotoForm::PhotoForm(std::unique_ptr<StagedFile> first, std::uint64_t most_bytes, Stage stage, Add add)
    : first_(std::move(first)), most_bytes_(most_bytes), stage_(std::move(stage)), add_(std::move(add)) {}

std::unique_ptr<PhotoForm> PhotoForm::open(const http::Request& request, std::unique_ptr<StagedFile> first,
                                           std::uint64_t most_bytes, Stage stage, Add add) {
    std::unique_ptr<PhotoForm> form(
        new PhotoForm(std::move(first), most_bytes, std::move(stage), std::move(add)));
    form->form_ =
        http::FormSink::open(request, http::FormLimits{},
                             [raw = form.get()](const http::PartHead& part) { return raw->open_file(part); });
    return form->form_ ? std::move(form) : nullptr;
}

std::unique_ptr<http::BodySink> PhotoForm::open_file(const http::PartHead& part) {
    if (part.name != "file") return nullptr;
    auto name = part.file_name.value_or("");
    if (first_) return std::make_unique<FileSink>(*this, name, std::move(first_));
    auto staged = stage_();
    if (staged) return std::make_unique<FileSink>(*this, name, *std::move(staged));
    files_.push_back({name, fail(staged.error())});
    return nullptr;
}

}  // namespace snapory
