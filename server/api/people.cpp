#include "api/people.hpp"

#include <charconv>

#include "api/answer.hpp"
#include "api/json.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::size_t most_merged = 100;
constexpr std::size_t most_split = 1000;

json::object to_json(const ShownPerson& shown) {
    const auto& photo = shown.cover_photo;
    const auto size = photo.photo.details.value_or(PhotoDetails{}).size;
    auto url = [](const std::optional<std::string>& there) {
        return there ? json::value(*there) : json::value();
    };
    return {{"id", shown.person.id.text()},
            {"name", shown.person.name.empty() ? json::value() : json::value(shown.person.name)},
            {"hidden", shown.person.hidden},
            {"photoCount", shown.photos},
            {"cover",
             {{"faceId", shown.cover.id.text()},
              {"photoId", photo.photo.id.text()},
              {"box", to_json(shown.cover.box)},
              {"width", size.width},
              {"height", size.height},
              {"urls", {{"thumbnail", url(photo.urls.thumbnail)}, {"preview", url(photo.urls.preview)}}}}}};
}

http::Response person_answer(const ShownPerson& person) { return json_answer(200, to_json(person)); }

std::string people_cursor(const PersonPosition& position) {
    return std::to_string(position.photos) + "_" + position.id.text();
}

std::optional<PersonPosition> parse_people_cursor(std::string_view cursor) {
    auto line = cursor.find('_');
    if (line == std::string_view::npos) return std::nullopt;
    std::uint32_t photos = 0;
    auto digits = cursor.substr(0, line);
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), photos);
    auto id = parse_id<PersonId>(cursor.substr(line + 1));
    if (!id || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return PersonPosition{photos, *id};
}

struct PeoplePage {
    bool hidden;
    std::size_t limit;
    std::optional<PersonPosition> after;
};
PeoplePage read_people_page(Query& query) {
    PeoplePage page{query.flag("hidden").value_or(false), read_limit(query), std::nullopt};
    auto cursor = query.text("cursor", 200);
    if (cursor) page.after = parse_people_cursor(*cursor);
    if (cursor && !page.after)
        query.note("cursor", "wrong_format", "Send the nextCursor of the page before.");
    return page;
}

http::Response page_answer(const Page<ShownPerson, PersonPosition>& page) {
    json::array items;
    for (const auto& person : page.items) items.push_back(to_json(person));
    std::optional<std::string> next;
    if (page.next) next = people_cursor(*page.next);
    return json_answer(200, list_json(std::move(items), next));
}

PersonChange read_person_change(Input& input) {
    PersonChange change;
    if (input.is_null("name"))
        change.name = "";
    else
        change.name = input.text("name");
    change.hidden = input.flag("hidden");
    if (input.is_null("coverFaceId"))
        change.cover.emplace();
    else if (auto face = input.id<FaceId>("coverFaceId"))
        change.cover = face;
    return change;
}

struct Merger {
    PersonId into;
    std::vector<PersonId> ids;
};
Merger read_merger(Input& input) {
    input.require({"into", "ids"});
    return {input.id<PersonId>("into").value_or(PersonId()), ids<PersonId>(input, "ids", 1, most_merged)};
}

std::vector<FaceId> read_split(Input& input) {
    input.require({"faceIds"});
    return ids<FaceId>(input, "faceIds", 1, most_split);
}

PersonGallery gallery_of(const ApiPorts& ports) { return {ports.people, ports.photos, ports.blobs}; }

}  // namespace

PeopleRoutes::PeopleRoutes(const ApiPorts& ports, Repeats& repeats)
    : list_people_(ports.events, gallery_of(ports), ports.clock),
      change_person_(ports.events, gallery_of(ports), ports.bell, ports.clock),
      merge_people_(ports.events, gallery_of(ports), ports.bell, ports.clock),
      split_person_(ports.events, gallery_of(ports), ports.bell, ports.randomness, ports.clock),
      repeats_(repeats) {}

void PeopleRoutes::add_to(http::Scope& v1) {
    v1.get("/events/:event/people", [this](http::Request& request) { return list(request); });
    v1.post("/events/:event/people/merge", [this](http::Request& request) { return merge(request); });
    v1.patch("/events/:event/people/:person", [this](http::Request& request) { return change(request); });
    v1.post("/events/:event/people/:person/split", [this](http::Request& request) { return split(request); });
}

http::Response PeopleRoutes::list(http::Request& request) {
    return with_query(request, read_people_page, [&](const PeoplePage& page) {
        auto people = list_people_(caller_of(request), id_of<EventId>(request, "event"), page.hidden,
                                   page.limit, page.after);
        return answer(request, people, page_answer);
    });
}

http::Response PeopleRoutes::change(http::Request& request) {
    return with_body(request, read_person_change, [&](const PersonChange& change) {
        auto person = change_person_(caller_of(request), id_of<EventId>(request, "event"),
                                     id_of<PersonId>(request, "person"), change);
        return answer(request, person, person_answer);
    });
}

http::Response PeopleRoutes::merge(http::Request& request) {
    return with_body(request, read_merger, [&](const Merger& merger) {
        auto person =
            merge_people_(caller_of(request), id_of<EventId>(request, "event"), merger.into, merger.ids);
        return answer(request, person, person_answer);
    });
}

http::Response PeopleRoutes::split(http::Request& request) {
    const auto& caller = caller_of(request);
    return repeats_.once(request, caller, [&] {
        return with_body(request, read_split, [&](const std::vector<FaceId>& faces) {
            auto made = split_person_(caller, id_of<EventId>(request, "event"),
                                      id_of<PersonId>(request, "person"), faces);
            return answer(request, made,
                          [](const ShownPerson& person) { return json_answer(201, to_json(person)); });
        });
    });
}

}  // namespace snapory
