#pragma once

#include <concepts>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "api/problem.hpp"
#include "domain/time.hpp"
#include "domain/uuid.hpp"
#include "http/request.hpp"

namespace snapory {

// The spelling of an enumeration on the wire.
template <class E>
using Names = std::span<const std::pair<std::string_view, E>>;

// "2026-06-20T16:30:00.000Z": RFC 3339 with any offset and at most milliseconds that count.
std::optional<TimePoint> parse_time(std::string_view text);

// Reads an object of a request's body field by field and notes all that is wrong, so that the client hears
// everything at once. Fields that nobody asks for are ignored. Asked for a field that is absent or null, the
// readers give nothing; what must be there is noted by `require`. Not thread-safe; the errors outlive it.
class Input {
public:
    Input(const boost::json::object& object, std::vector<FieldError>& errors, std::string path = {})
        : object_(object), errors_(errors), path_(std::move(path)) {}

    // Notes each of these that is absent or null.
    Input& require(std::initializer_list<std::string_view> names);
    bool has(std::string_view name) const { return find(name) != nullptr; }  // present, and not null
    bool is_null(std::string_view name) const;                               // present, and null
    // Notes what a rule of the domain says against the value.
    template <class T>
    void check(std::string_view name, const Result<T>& result) {
        if (!result) note(name, problem_kind(result.error().code).code, result.error().detail);
    }

    std::optional<std::string> text(std::string_view name, std::size_t most_bytes = 4096);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::uint64_t> number(std::string_view name, std::uint64_t least, std::uint64_t most);
    std::optional<std::int64_t> signed_number(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<TimePoint> time(std::string_view name);
    template <class SomeId>
    std::optional<SomeId> id(std::string_view name);
    template <class E>
    std::optional<E> choice(std::string_view name, Names<E> names);
    // The object or list in this field; nothing when absent, and noted when it is of another type or longer.
    std::optional<Input> object(std::string_view name);
    const boost::json::array* list(std::string_view name, std::size_t least, std::size_t most);

    // An object of one of this object's lists.
    Input within(const boost::json::object& object, std::string_view name) const {
        return Input(object, errors_, path_of(name));
    }

    // The name of a field as the client sees it: "settings.faceSearch".
    std::string path_of(std::string_view name) const;
    void note(std::string_view name, std::string_view code, std::string detail);

private:
    const boost::json::value* find(std::string_view name) const;  // null when absent or null
    template <class Number>
    std::optional<Number> number_within(std::string_view name, Number least, Number most);

    const boost::json::object& object_;
    std::vector<FieldError>& errors_;
    std::string path_;
};

// The ids of a list field; what is no id is noted.
template <class SomeId>
std::vector<SomeId> ids(Input& input, std::string_view name, std::size_t least, std::size_t most);

// As Input, for the query of a request: "?limit=20&hasFaces=true".
class Query {
public:
    Query(const http::Request& request, std::vector<FieldError>& errors)
        : request_(request), errors_(errors) {}

    std::optional<std::string> text(std::string_view name, std::size_t most_bytes);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::uint64_t> number(std::string_view name, std::uint64_t least, std::uint64_t most);
    std::optional<TimePoint> time(std::string_view name);
    template <class SomeId>
    std::optional<SomeId> id(std::string_view name);
    template <class E>
    std::optional<E> choice(std::string_view name, Names<E> names);
    void note(std::string_view name, std::string_view code, std::string detail);

private:
    const http::Request& request_;
    std::vector<FieldError>& errors_;
};

// The JSON object of a request's body; an empty body is an empty object. Else the problem to answer: 415 for
// another content type, 400 for what is no JSON object.
std::expected<boost::json::object, http::Response> json_body(const http::Request& request);

// ---- what follows are the bodies of the templates

template <class E>
std::string one_of(Names<E> names) {
    std::string text = "Choose one of";
    for (const auto& [name, value] : names) text += " " + std::string(name);
    return text + ".";
}

template <class E>
std::optional<E> value_of(Names<E> names, std::string_view text) {
    for (const auto& [name, value] : names)
        if (name == text) return value;
    return std::nullopt;
}

template <class E>
std::optional<E> Input::choice(std::string_view name, Names<E> names) {
    auto typed = text(name);
    if (!typed) return std::nullopt;
    auto value = value_of(names, *typed);
    if (!value) note(name, "unknown_value", one_of(names));
    return value;
}

template <class SomeId>
std::optional<SomeId> Input::id(std::string_view name) {
    auto typed = text(name);
    if (!typed) return std::nullopt;
    auto value = parse_id<SomeId>(*typed);
    if (!value) note(name, "wrong_format", "This is not an id.");
    return value;
}

template <class SomeId>
std::vector<SomeId> ids(Input& input, std::string_view name, std::size_t least, std::size_t most) {
    std::vector<SomeId> found;
    const auto* items = input.list(name, least, most);
    if (!items) return found;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const auto* typed = (*items)[i].if_string();
        auto value = typed ? parse_id<SomeId>(*typed) : std::nullopt;
        if (value)
            found.push_back(*std::move(value));
        else
            input.note(std::string(name) + "[" + std::to_string(i) + "]", "wrong_format",
                       "This is not an id.");
    }
    return found;
}

template <class SomeId>
std::optional<SomeId> Query::id(std::string_view name) {
    auto typed = request_.query(name);
    if (!typed) return std::nullopt;
    auto value = parse_id<SomeId>(*typed);
    if (!value) note(name, "wrong_format", "This is not an id.");
    return value;
}

template <class E>
std::optional<E> Query::choice(std::string_view name, Names<E> names) {
    auto typed = request_.query(name);
    if (!typed) return std::nullopt;
    auto value = value_of(names, *typed);
    if (!value) note(name, "unknown_value", one_of(names));
    return value;
}

}  // namespace snapory
