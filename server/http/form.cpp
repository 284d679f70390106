#include "http/form.hpp"

#include <utility>

namespace snapory::http {

FormSink::FormSink(std::string_view boundary, FormLimits limits, OpenFile open_file)
    : limits_(limits), open_file_(std::move(open_file)), parser_(boundary, *this) {}

std::unique_ptr<FormSink> FormSink::open(const Request& request, FormLimits limits, OpenFile open_file) {
    const auto boundary = multipart_boundary(request.header("Content-Type").value_or(""));
    if (!boundary) return nullptr;
    return std::make_unique<FormSink>(*boundary, limits, std::move(open_file));
}

bool FormSink::write(std::span<const std::byte> bytes) { return parser_.parse(bytes); }

void FormSink::finish() { parser_.finish(); }

std::optional<std::string_view> FormSink::field(std::string_view name) const {
    for (const auto& [key, value] : fields_)
        if (key == name) return value;
    return std::nullopt;
}

std::optional<MultipartError> FormSink::on_part(PartHead head) {
    if (++parts_ > limits_.parts) return MultipartError::too_many_parts;
    if (auto sink = open_file_(head)) {
        current_ = Current::file;
        files_.push_back({.head = std::move(head), .sink = std::move(sink)});
        return std::nullopt;
    }
    current_ = head.file_name ? Current::dropped : Current::field;
    if (current_ == Current::dropped) return std::nullopt;
    field_bytes_ += head.name.size();
    if (field_bytes_ > limits_.field_bytes) return MultipartError::field_too_large;
    fields_.emplace_back(std::move(head.name), std::string{});
    return std::nullopt;
}

std::optional<MultipartError> FormSink::on_data(std::span<const std::byte> bytes) {
    if (current_ == Current::file && !files_.back().sink->write(bytes)) current_ = Current::dropped;
    if (current_ != Current::field) return std::nullopt;
    field_bytes_ += bytes.size();
    if (field_bytes_ > limits_.field_bytes) return MultipartError::field_too_large;
    fields_.back().second.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return std::nullopt;
}

std::optional<MultipartError> FormSink::on_part_end() {
    if (current_ == Current::file) {
        files_.back().sink->finish();
        files_.back().whole = true;
    }
    current_ = Current::dropped;
    return std::nullopt;
}

}  // namespace snapory::http
