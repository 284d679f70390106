#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/body.hpp"
#include "http/multipart.hpp"
#include "http/request.hpp"

namespace snapory::http {

struct FormLimits {
    std::size_t parts = 1000;
    std::size_t field_bytes = 64 << 10;  // of all parts that are no files, their names included
};

// One file of a form.
struct FormFile {
    PartHead head;
    std::unique_ptr<BodySink> sink;  // what open_file gave; finished if whole
    bool whole = false;              // all of it arrived, and the sink wanted it
};

// Where the bytes of one part go. Null: a part with a file name is dropped, one without is a plain field. A
// sink that wants no more misses only the rest of its own part.
using OpenFile = std::function<std::unique_ptr<BodySink>(const PartHead&)>;

// Reads multipart/form-data while it arrives: files go to the sinks that open_file gives, plain fields are
// kept. Given by a route's open_sink; the handler then finds the outcome with request.sink<FormSink>().
class FormSink final : public BodySink, private MultipartEvents {
public:
    FormSink(std::string_view boundary, FormLimits limits, OpenFile open_file);
    FormSink(const FormSink&) = delete;
    FormSink& operator=(const FormSink&) = delete;

    // Null when the request is no multipart/form-data.
    static std::unique_ptr<FormSink> open(const Request& request, FormLimits limits, OpenFile open_file);

    bool write(std::span<const std::byte> bytes) override;
    void finish() override;

    // Why the form could not be read to its end; files that ended before are whole.
    std::optional<MultipartError> error() const { return parser_.error(); }
    // The first plain field of this name.
    std::optional<std::string_view> field(std::string_view name) const;
    // The files that have a sink, in order.
    std::vector<FormFile>& files() { return files_; }

private:
    std::optional<MultipartError> on_part(PartHead head) override;
    std::optional<MultipartError> on_data(std::span<const std::byte> bytes) override;
    std::optional<MultipartError> on_part_end() override;

    FormLimits limits_;
    OpenFile open_file_;
    std::vector<std::pair<std::string, std::string>> fields_;
    std::size_t parts_ = 0;
    std::size_t field_bytes_ = 0;
    enum class Current : std::uint8_t { field, file, dropped } current_ = Current::dropped;
    std::vector<FormFile> files_;
    MultipartParser parser_;
};

}  // namespace snapory::http
