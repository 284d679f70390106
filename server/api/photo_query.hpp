#pragma once

#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "application/ports/photos.hpp"
#include "domain/caller.hpp"

namespace snapory {

// "dog,cake": names between commas.
inline std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> names;
    for (const auto part : std::views::split(list, ','))
        if (!part.empty()) names.emplace_back(part.begin(), part.end());
    return names;
}

// Reads which photos are wanted, from the query of a list or the filter of a download: an Input or a Query.
template <class Source>
PhotoQuery read_filter(Source& source, const EventId& event, const Caller& caller) {
    constexpr std::size_t most_bytes = 128;
    PhotoQuery query;
    query.event = event;
    query.state = source.choice("status", photo_states);
    query.moderation = source.choice("moderation", moderations);
    query.uploader = source.text("uploader", most_bytes).value_or("");
    query.from = source.time("from");
    query.to = source.time("to");
    query.camera = source.text("camera", most_bytes).value_or("");
    query.place = source.text("place", most_bytes).value_or("");
    query.text = source.text("q", most_bytes).value_or("");
    query.tags = split(source.text("tag", most_bytes).value_or(""));
    query.has_faces = source.flag("hasFaces");
    query.person = source.template id<PersonId>("person");
    if (query.uploader == "me") query.uploader = uploader_of(caller).id;
    return query;
}

}  // namespace snapory
