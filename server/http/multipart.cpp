#include "http/multipart.hpp"

#include <algorithm>
#include <cstring>

#include "http/headers.hpp"
#include "http/url.hpp"

namespace snapory::http {
namespace {

constexpr std::size_t longest_boundary = 70;  // RFC 2046, 5.1.1
constexpr std::size_t longest_padding = 64;   // bytes between a delimiter and its line end
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes a quoted string off the front. Only a quote or a backslash is escaped by a backslash: some clients
// send whole Windows paths.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string value;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return value;
        }
        const bool escape =
            text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
        value.push_back(text[escape ? ++i : i]);
    }
    return std::nullopt;
}

// One parameter of a field value such as `form-data; name="a"`.
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
    field.remove_prefix(std::min(field.find(';'), field.size()));
    while (!field.empty()) {
        field.remove_prefix(1);
        const auto equals = field.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string_view key = trim(field.substr(0, equals));
        field = trim(field.substr(equals + 1));
        std::optional<std::string> value;
        if (field.starts_with('"')) {
            value = take_quoted(field);
        } else {
            const std::string_view token = field.substr(0, field.find(';'));
            field.remove_prefix(token.size());
            value = trim(token);
        }
        if (!value || same_name(key, name)) return value;
        field.remove_prefix(std::min(field.find(';'), field.size()));
    }
    return std::nullopt;
}

// RFC 7578 has names in UTF-8 as they are; some clients send others than ASCII in RFC 5987's coding all the
// same.
std::optional<std::string> file_name_of(std::string_view disposition) {
    static constexpr std::string_view charset = "utf-8''";
    const auto coded = parameter(disposition, "filename*").value_or("");
    if (same_name(std::string_view(coded).substr(0, charset.size()), charset))
        if (auto name = percent_decode(std::string_view(coded).substr(charset.size()))) return name;
    return parameter(disposition, "filename");
}

bool is_kind(std::string_view field, std::string_view kind) {
    return same_name(trim(field.substr(0, field.find(';'))), kind);
}

bool is_boundary(std::string_view text) {
    static constexpr std::string_view punctuation = "'()+_,-./:=? ";
    return !text.empty() && text.size() <= longest_boundary && text.back() != ' ' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      punctuation.find(c) != std::string_view::npos;
           });
}

std::optional<PartHead> parse_part_head(std::string_view text) {
    PartHead head;
    bool named = false;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find(line_end));
        text.remove_prefix(std::min(text.size(), line.size() + line_end.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        const std::string_view value = trim(line.substr(colon + 1));
        if (same_name(line.substr(0, colon), "Content-Type")) {
            head.content_type = value;
        } else if (same_name(line.substr(0, colon), "Content-Disposition")) {
            auto name = parameter(value, "name");
            if (named || !is_kind(value, "form-data") || !name) return std::nullopt;
            head.name = std::move(*name);
            head.file_name = file_name_of(value);
            named = true;
        }
    }
    if (!named) return std::nullopt;
    return head;
}

std::size_t find_in(std::string_view text, std::string_view what) {
    const void* found = ::memmem(text.data(), text.size(), what.data(), what.size());
    return found == nullptr ? std::string_view::npos
                            : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// How much of the end of text could begin the delimiter, whose only CR is its first character.
std::size_t delimiter_start_at_end(std::string_view text, std::string_view delimiter) {
    const std::string_view tail = text.substr(text.size() - std::min(text.size(), delimiter.size() - 1));
    const auto cr = tail.rfind('\r');
    if (cr == std::string_view::npos || !delimiter.starts_with(tail.substr(cr))) return 0;
    return tail.size() - cr;
}

}  // namespace

std::string_view describe(MultipartError error) {
    switch (error) {
        case MultipartError::malformed: return "The form is not well-formed multipart/form-data.";
        case MultipartError::truncated: return "The form ended before its closing boundary.";
        case MultipartError::too_many_parts: return "The form has too many parts.";
        case MultipartError::part_head_too_large: return "A part of the form has too long a header.";
        case MultipartError::field_too_large: return "The fields of the form are too large.";
    }
    return "The form cannot be read.";
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    if (!is_kind(content_type, "multipart/form-data")) return std::nullopt;
    auto boundary = parameter(content_type, "boundary");
    if (!boundary || !is_boundary(*boundary)) return std::nullopt;
    return boundary;
}

MultipartParser::MultipartParser(std::string_view boundary, MultipartEvents& events)
    : events_(events), delimiter_("\r\n--" + std::string(boundary)) {}

bool MultipartParser::parse(std::span<const std::byte> bytes) {
    std::string_view input(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    while (!input.empty() && !error_) step(input);
    return !error_;
}

bool MultipartParser::finish() {
    if (!error_ && state_ != State::epilogue) error_ = MultipartError::truncated;
    return !error_;
}

void MultipartParser::step(std::string_view& input) {
    switch (state_) {
        case State::preamble:
        case State::data: return scan(input);
        case State::after_delimiter: return read_delimiter_tail(input);
        case State::head: return read_head(input);
        case State::epilogue: input = {};
    }
}

void MultipartParser::scan(std::string_view& input) {
    if (!held_.empty() && scan_held(input)) return;
    if (const auto found = find_in(input, delimiter_); found != std::string_view::npos) {
        give(input.substr(0, found));
        input.remove_prefix(found + delimiter_.size());
        return at_delimiter();
    }
    const std::size_t keep = delimiter_start_at_end(input, delimiter_);
    give(input.substr(0, input.size() - keep));
    held_ = input.substr(input.size() - keep);
    input = {};
}

// Decides about the bytes held back with those that follow; true when it took all it needs of the input.
bool MultipartParser::scan_held(std::string_view& input) {
    const std::size_t before = held_.size();
    const std::size_t added = std::min(input.size(), delimiter_.size() - 1);
    const std::string joined = held_ + std::string(input.substr(0, added));
    held_.clear();
    if (joined.starts_with(delimiter_)) {
        input.remove_prefix(delimiter_.size() - before);
        at_delimiter();
        return true;
    }
    if (std::string_view(delimiter_).starts_with(joined)) {
        held_ = joined;
        input.remove_prefix(added);
        return true;
    }
    give(std::string_view(joined).substr(
        0, before));  // its only CR is the first character: no second chance in it
    return false;
}

void MultipartParser::read_delimiter_tail(std::string_view& input) {
    held_.push_back(input.front());
    input.remove_prefix(1);
    if (held_ == "--") {
        state_ = State::epilogue;
    } else if (held_.ends_with(line_end)) {
        if (!trim(std::string_view(held_).substr(0, held_.size() - line_end.size())).empty())
            note(MultipartError::malformed);
        state_ = State::head;
        held_.clear();
    } else if (held_.size() > longest_padding) {
        note(MultipartError::malformed);
    }
}

void MultipartParser::read_head(std::string_view& input) {
    const std::size_t before = held_.size();
    const std::size_t added = std::min(input.size(), max_part_head - before);
    held_.append(input.substr(0, added));
    const auto end = held_.find(head_end, before - std::min(before, head_end.size() - 1));
    if (end == std::string::npos) {
        input.remove_prefix(added);
        if (held_.size() >= max_part_head) note(MultipartError::part_head_too_large);
        return;
    }
    input.remove_prefix(end + head_end.size() - before);
    state_ = State::data;
    begin_part(std::string_view(held_).substr(0, end));
    held_.clear();
}

void MultipartParser::begin_part(std::string_view head) {
    auto parsed = parse_part_head(head);
    note(parsed ? events_.on_part(std::move(*parsed)) : MultipartError::malformed);
}

void MultipartParser::give(std::string_view bytes) {
    if (state_ == State::data && !bytes.empty()) note(events_.on_data(std::as_bytes(std::span(bytes))));
}

void MultipartParser::at_delimiter() {
    if (state_ == State::data && !error_) note(events_.on_part_end());
    state_ = State::after_delimiter;
    held_.clear();
}

void MultipartParser::note(std::optional<MultipartError> error) {
    if (!error_) error_ = error;
}

}  // namespace snapory::http
