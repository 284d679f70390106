#include "api/photos.hpp"

#include <array>

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/photo_query.hpp"
#include "api/throttle.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::size_t most_ids = 1000;
constexpr std::uint32_t searches_per_person = 120;  // each may ask a model what a text means
constexpr auto search_window = 60s;

constexpr std::array sort_names{
    std::pair<std::string_view, PhotoSort>{"takenAt", PhotoSort::taken_at},
    std::pair<std::string_view, PhotoSort>{"createdAt", PhotoSort::created_at},
};

constexpr std::array decision_names{
    std::pair<std::string_view, Moderation>{"approved", Moderation::approved},
    std::pair<std::string_view, Moderation>{"hidden", Moderation::hidden},
};

enum class BulkAction : std::uint8_t { approve, hide, remove, restore, tag, untag, download };
constexpr std::array bulk_action_names{
    std::pair<std::string_view, BulkAction>{"approve", BulkAction::approve},
    std::pair<std::string_view, BulkAction>{"hide", BulkAction::hide},
    std::pair<std::string_view, BulkAction>{"delete", BulkAction::remove},
    std::pair<std::string_view, BulkAction>{"restore", BulkAction::restore},
    std::pair<std::string_view, BulkAction>{"tag", BulkAction::tag},
    std::pair<std::string_view, BulkAction>{"untag", BulkAction::untag},
    std::pair<std::string_view, BulkAction>{"download", BulkAction::download},
};

PhotoQuery read_list_query(Query& query, const EventId& event, const Caller& caller) {
    auto wanted = read_filter(query, event, caller);
    wanted.sort = query.choice<PhotoSort>("sort", sort_names).value_or(PhotoSort::taken_at);
    wanted.limit = read_limit(query);
    wanted.after = read_position<PhotoPosition, PhotoId>(query);
    wanted.stacks = query.flag("stacks").value_or(false);
    wanted.stack = query.id<StackId>("stack");
    wanted.deleted = query.flag("deleted").value_or(false);
    return wanted;
}

struct SearchWish {
    std::optional<EventId> event;
    std::string text;
    std::size_t limit;
};
SearchWish read_search(Query& query) {
    constexpr std::size_t most_bytes = 128;
    auto text = query.text("q", most_bytes).value_or("");
    if (text.empty()) query.note("q", "required", "Say what is searched for.");
    return {query.id<EventId>("event"), std::move(text), read_limit(query)};
}

Moderation read_decision(Input& input) {
    input.require({"moderation"});
    return input.choice<Moderation>("moderation", decision_names).value_or(Moderation::approved);
}

struct BulkWish {
    BulkAction action;
    std::vector<PhotoId> ids;
    std::string tag;  // of tag and untag
};
BulkWish read_bulk(Input& input) {
    input.require({"action", "ids"});
    auto action = input.choice<BulkAction>("action", bulk_action_names).value_or(BulkAction::approve);
    if (action == BulkAction::tag || action == BulkAction::untag) input.require({"tag"});
    return {action, ids<PhotoId>(input, "ids", 1, most_ids), input.text("tag").value_or("")};
}

json::object to_json(const BulkOutcome& outcome, const std::vector<PhotoId>& asked) {
    json::array done;
    for (const auto& id : outcome.done) done.push_back(json::value(id.text()));
    json::array errors;
    for (const auto& [id, why] : outcome.refused) {
        auto place = std::find(asked.begin(), asked.end(), id) - asked.begin();
        errors.push_back({{"field", "ids[" + std::to_string(place) + "]"},
                          {"code", problem_kind(why.code).code},
                          {"detail", why.detail}});
    }
    return {{"ids", std::move(done)}, {"errors", std::move(errors)}};
}

// The outcome of the one photo that was named.
Result<void> outcome_of_one(const Result<BulkOutcome>& outcome) {
    if (!outcome) return fail(outcome.error());
    if (!outcome->refused.empty()) return fail(outcome->refused.front().why);
    return {};
}

http::Response page_answer(const Page<ShownPhoto, PhotoPosition>& page) {
    json::array items;
    for (const auto& photo : page.items) items.push_back(to_json(photo));
    std::optional<std::string> next;
    if (page.next) next = cursor_text(page.next->at, page.next->id.text());
    return json_answer(200, list_json(std::move(items), next));
}

json::object photos_json(const std::vector<ShownPhoto>& photos) {
    json::array items;
    for (const auto& photo : photos) items.push_back(to_json(photo));
    return list_json(std::move(items));
}

json::array to_json(const std::vector<Facet>& facets) {
    json::array items;
    for (const auto& facet : facets) items.push_back({{"name", facet.name}, {"count", facet.photos}});
    return items;
}

http::Response facets_answer(const Facets& facets) {
    auto body = list_json(to_json(facets.tags));
    body["cameras"] = to_json(facets.cameras);
    body["places"] = to_json(facets.places);
    return json_answer(200, body);
}

http::Response proposals_answer(const TagProposals& proposals) {
    auto body = photos_json(proposals.photos);
    body["examples"] = proposals.examples;
    body["needed"] = TagExamples::fewest - std::min(TagExamples::fewest, proposals.examples);
    return json_answer(200, body);
}

http::Response photo_answer(const ShownPhoto& photo) { return json_answer(200, to_json(photo)); }

http::Response photos_answer(const std::vector<ShownPhoto>& photos) {
    return json_answer(200, photos_json(photos));
}

}  // namespace

PhotoRoutes::PhotoRoutes(const ApiPorts& ports, DownloadRoutes& downloads)
    : downloads_(downloads),
      limits_(ports.rate_limits),
      list_photos_(ports.events, ports.photos, ports.text_reader, ports.blobs, ports.clock),
      search_photos_(ports.events, ports.photos, ports.text_reader, ports.blobs, ports.clock),
      list_facets_(ports.events, ports.photos, ports.clock),
      read_photo_(ports.events, ports.photos, ports.blobs, ports.clock),
      moderate_photos_(ports.events, ports.photos, ports.bell, ports.clock),
      delete_photos_(ports.events, ports.photos, ports.bell, ports.clock),
      restore_photos_(ports.events, ports.photos, ports.bell, ports.clock),
      tag_photos_(ports.events, ports.photos, ports.host_tags, ports.bell, ports.clock),
      propose_tag_(ports.events, ports.photos, ports.host_tags, ports.blobs, ports.clock),
      retry_photo_(ports.events, ports.photos, ports.jobs, ports.queue, ports.blobs, ports.bell, ports.clock),
      put_on_top_(ports.events, ports.photos, ports.bell, ports.clock),
      list_best_(ports.events, ports.photos, ports.blobs, ports.clock),
      find_similar_(ports.events, ports.photos, ports.blobs, ports.clock),
      sign_media_(ports.events, ports.photos, ports.blobs, ports.clock) {}

void PhotoRoutes::add_to(http::Scope& v1) {
    v1.get("/events/:event/photos", [this](http::Request& request) { return list(request); });
    v1.get("/search", [this](http::Request& request) { return search(request); });
    v1.get("/events/:event/tags", [this](http::Request& request) { return facets(request); });
    v1.get("/events/:event/tags/:tag/proposals",
           [this](http::Request& request) { return proposals(request); });
    v1.post("/events/:event/photos/bulk", [this](http::Request& request) { return change_many(request); });
    v1.get("/events/:event/photos/:photo", [this](http::Request& request) { return read(request); });
    v1.patch("/events/:event/photos/:photo", [this](http::Request& request) { return moderate(request); });
    v1.del("/events/:event/photos/:photo", [this](http::Request& request) { return remove(request); });
    v1.post("/events/:event/photos/:photo/retry", [this](http::Request& request) { return retry(request); });
    v1.post("/events/:event/photos/:photo/top", [this](http::Request& request) { return raise(request); });
    v1.get("/events/:event/photos/:photo/similar",
           [this](http::Request& request) { return similar(request); });
    v1.get("/events/:event/best", [this](http::Request& request) { return best(request); });
    v1.get("/events/:event/photos/:photo/thumbnail",
           [this](http::Request& request) { return media(request, Variant::thumbnail); });
    v1.get("/events/:event/photos/:photo/preview",
           [this](http::Request& request) { return media(request, Variant::preview); });
    v1.get("/events/:event/photos/:photo/original",
           [this](http::Request& request) { return media(request, Variant::original); });
}

http::Response PhotoRoutes::list(http::Request& request) {
    auto read = [&](Query& query) {
        return read_list_query(query, id_of<EventId>(request, "event"), caller_of(request));
    };
    return with_query(request, read, [&](const PhotoQuery& query) {
        const auto list = [&] {
            return answer(request, list_photos_(caller_of(request), query), page_answer);
        };
        return query.text.empty() ? list() : searched(request, list);
    });
}

http::Response PhotoRoutes::search(http::Request& request) {
    return with_query(request, read_search, [&](const SearchWish& wish) {
        return searched(request, [&] {
            return answer(request, search_photos_(caller_of(request), wish.event, wish.text, wish.limit),
                          photos_answer);
        });
    });
}

http::Response PhotoRoutes::searched(http::Request& request, const std::function<http::Response()>& answer) {
    const std::string key = "search " + uploader_of(caller_of(request)).id;
    return throttled(limits_, request, {{key, searches_per_person, search_window}}, answer);
}

http::Response PhotoRoutes::facets(http::Request& request) {
    return answer(request, list_facets_(caller_of(request), id_of<EventId>(request, "event")), facets_answer);
}

http::Response PhotoRoutes::proposals(http::Request& request) {
    return with_query(request, read_limit, [&](std::size_t limit) {
        return answer(request,
                      propose_tag_(caller_of(request), id_of<EventId>(request, "event"),
                                   std::string(request.param("tag")), limit),
                      proposals_answer);
    });
}

http::Response PhotoRoutes::read(http::Request& request) {
    auto photo =
        read_photo_(caller_of(request), id_of<EventId>(request, "event"), id_of<PhotoId>(request, "photo"));
    return answer(request, photo, photo_answer);
}

http::Response PhotoRoutes::moderate(http::Request& request) {
    return with_body(request, read_decision, [&](Moderation decision) {
        auto id = id_of<PhotoId>(request, "photo");
        auto outcome = moderate_photos_(caller_of(request), id_of<EventId>(request, "event"), {id}, decision);
        auto done = outcome_of_one(outcome);
        return done ? read(request) : problem(request, done.error());
    });
}

http::Response PhotoRoutes::remove(http::Request& request) {
    auto id = id_of<PhotoId>(request, "photo");
    return answer(request,
                  outcome_of_one(delete_photos_(caller_of(request), id_of<EventId>(request, "event"), {id})));
}

http::Response PhotoRoutes::retry(http::Request& request) {
    auto photo =
        retry_photo_(caller_of(request), id_of<EventId>(request, "event"), id_of<PhotoId>(request, "photo"));
    return answer(request, photo, photo_answer);
}

http::Response PhotoRoutes::raise(http::Request& request) {
    return answer(request, put_on_top_(caller_of(request), id_of<EventId>(request, "event"),
                                       id_of<PhotoId>(request, "photo")));
}

http::Response PhotoRoutes::best(http::Request& request) {
    return with_query(request, read_limit, [&](std::size_t limit) {
        return answer(request, list_best_(caller_of(request), id_of<EventId>(request, "event"), limit),
                      photos_answer);
    });
}

http::Response PhotoRoutes::similar(http::Request& request) {
    return with_query(request, read_limit, [&](std::size_t limit) {
        return answer(request,
                      find_similar_(caller_of(request), id_of<EventId>(request, "event"),
                                    id_of<PhotoId>(request, "photo"), limit),
                      photos_answer);
    });
}

http::Response PhotoRoutes::change_many(http::Request& request) {
    return with_body(request, read_bulk, [&](const BulkWish& wish) {
        auto event = id_of<EventId>(request, "event");
        if (wish.action == BulkAction::download) return downloads_.offer(request, event, {wish.ids});
        auto act = [&] {
            const auto& caller = caller_of(request);
            switch (wish.action) {
                case BulkAction::approve:
                    return moderate_photos_(caller, event, wish.ids, Moderation::approved);
                case BulkAction::hide: return moderate_photos_(caller, event, wish.ids, Moderation::hidden);
                case BulkAction::remove: return delete_photos_(caller, event, wish.ids);
                case BulkAction::tag: return tag_photos_(caller, event, wish.ids, {wish.tag, true});
                case BulkAction::untag: return tag_photos_(caller, event, wish.ids, {wish.tag, false});
                case BulkAction::restore:
                case BulkAction::download: break;
            }
            return restore_photos_(caller, event, wish.ids);
        };
        return answer(request, act(), [&](const BulkOutcome& outcome) {
            return json_answer(200, to_json(outcome, wish.ids));
        });
    });
}

http::Response PhotoRoutes::media(http::Request& request, Variant variant) {
    auto url = sign_media_(caller_of(request), id_of<EventId>(request, "event"),
                           id_of<PhotoId>(request, "photo"), variant);
    return answer(request, url,
                  [](const std::string& location) { return http::Response::redirect(location, 302); });
}

}  // namespace snapory
