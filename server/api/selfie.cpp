#include "api/selfie.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/throttle.hpp"
#include "http/form.hpp"

namespace snapory {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::size_t most_pictures = 5;
constexpr std::size_t most_selfie_bytes = 20'000'000;  // of all pictures; a phone's largest is one of these
constexpr std::uint64_t form_overhead = 100'000;
constexpr std::uint32_t selfies_per_person = 20;
constexpr auto selfie_window = 600s;

SelfiePicture bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The pictures of a selfie in memory, as long as the request lives.
class SelfieForm final : public http::BodySink {
public:
    static std::unique_ptr<SelfieForm> open(const http::Request& request) {
        auto form = std::make_unique<SelfieForm>();
        form->form_ = http::FormSink::open(
            request, http::FormLimits{},
            [raw = form.get()](const http::PartHead& part) { return raw->open_file(part); });
        return form->form_ ? std::move(form) : nullptr;
    }

    bool write(std::span<const std::byte> bytes) override { return form_->write(bytes); }
    void finish() override { form_->finish(); }

    bool too_large() const { return held_ > most_selfie_bytes; }
    bool too_many() const { return too_many_; }
    std::vector<SelfiePicture> pictures() const {
        std::vector<SelfiePicture> all;
        for (const auto& image : images_) all.push_back(bytes_of(image));
        return all;
    }
    std::string_view consent() const { return form_->field("consent").value_or(""); }
    std::optional<http::MultipartError> error() const { return form_->error(); }

private:
    class ImageSink final : public http::BodySink {
    public:
        explicit ImageSink(SelfieForm& form) : form_(form) { form_.images_.emplace_back(); }
        bool write(std::span<const std::byte> bytes) override {
            form_.held_ += bytes.size();
            if (form_.too_large()) return false;
            form_.images_.back().append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            return true;
        }

    private:
        SelfieForm& form_;
    };

    std::unique_ptr<http::BodySink> open_file(const http::PartHead& part) {
        if (part.name != "image") return nullptr;
        too_many_ = images_.size() == most_pictures;
        if (too_many_) return nullptr;
        return std::make_unique<ImageSink>(*this);
    }

    std::vector<std::string> images_;
    std::size_t held_ = 0;  // bytes of all of them
    bool too_many_ = false;
    std::unique_ptr<http::FormSink> form_;
};

// What is wrong with the form, if anything.
std::optional<http::Response> form_problem(const http::Request& request, const SelfieForm& form) {
    if (form.too_large())
        return problem(request,
                       Error{Errc::too_large, "The pictures of a selfie have at most 20 MB.", "image"});
    if (auto error = form.error()) return problem(request, malformed_request, http::describe(*error));
    if (form.too_many()) return problem(request, {{"image", "too_many", "Send at most 5 pictures."}});
    if (form.pictures().empty())
        return problem(request, {{"image", "required", "Send a picture of your face."}});
    return std::nullopt;
}

// Best first; equal ones by id, so that every page knows where the next begins.
bool comes_before(const SelfieMatch& left, const SelfieMatch& right) {
    if (left.tier != right.tier) return left.tier == MatchTier::match;
    if (left.score != right.score) return left.score > right.score;
    return left.photo < right.photo;
}

std::string match_cursor(const SelfieMatch& match) {
    std::array<char, 32> score{};
    auto [end, error] = std::to_chars(score.data(), score.data() + score.size(), match.score);
    return std::string(name_of(match_tiers, match.tier)) + "_" + std::string(score.data(), end) + "_" +
           match.photo.text();
}

std::optional<SelfieMatch> parse_match_cursor(std::string_view cursor) {
    auto first = cursor.find('_');
    auto last = cursor.rfind('_');
    if (first == last) return std::nullopt;
    auto tier = value_of(match_tiers, cursor.substr(0, first));
    auto id = parse_id<PhotoId>(cursor.substr(last + 1));
    auto digits = cursor.substr(first + 1, last - first - 1);
    float score = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), score);
    if (!tier || !id || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return SelfieMatch{.photo = *id, .face = {}, .score = score, .tier = *tier};
}

struct MatchPage {
    std::size_t limit;
    std::optional<SelfieMatch> after;
};
MatchPage read_match_page(Query& query) {
    MatchPage page{read_limit(query), std::nullopt};
    auto cursor = query.text("cursor", 200);
    if (cursor) page.after = parse_match_cursor(*cursor);
    if (cursor && !page.after)
        query.note("cursor", "wrong_format", "Send the nextCursor of the page before.");
    return page;
}

json::object page_json(FoundMe found, const MatchPage& page) {
    auto& photos = found.found;
    std::erase_if(photos, [&](const FoundPhoto& photo) {
        return page.after && !comes_before(*page.after, photo.match);
    });
    std::sort(photos.begin(), photos.end(), [](const FoundPhoto& left, const FoundPhoto& right) {
        return comes_before(left.match, right.match);
    });
    std::optional<std::string> next;
    if (photos.size() > page.limit) next = match_cursor(photos[page.limit - 1].match);
    json::array items;
    for (std::size_t i = 0; i < std::min(photos.size(), page.limit); ++i) {
        auto item = to_json(photos[i].match);
        item["photo"] = to_json(photos[i].photo);
        items.push_back(std::move(item));
    }
    auto body = list_json(std::move(items), next);
    body["expiresAt"] = to_text(found.selfie.expires_at);
    return body;
}

json::object result_json(const FoundMe& found) {
    json::array matches;
    for (const auto& photo : found.found) matches.push_back(to_json(photo.match));
    return {{"selfieId", found.selfie.id.text()},
            {"expiresAt", to_text(found.selfie.expires_at)},
            {"matches", std::move(matches)}};
}

constexpr std::array verdict_names{
    std::pair<std::string_view, bool>{"me", true},
    std::pair<std::string_view, bool>{"notMe", false},
};

struct Verdict {
    PhotoId photo;
    bool is_me;
};
Verdict read_verdict(Input& input) {
    input.require({"photoId", "verdict"});
    return {input.id<PhotoId>("photoId").value_or(PhotoId()),
            input.choice<bool>("verdict", verdict_names).value_or(false)};
}

}  // namespace

SelfieRoutes::SelfieRoutes(const ApiPorts& ports)
    : limits_(ports.rate_limits),
      find_me_(ports.events, ports.selfie_reader,
               MatchFinder{ports.photos, ports.selfies, ports.face_index, ports.blobs}, ports.randomness,
               ports.clock),
      list_matches_(ports.events, MatchFinder{ports.photos, ports.selfies, ports.face_index, ports.blobs},
                    ports.clock),
      judge_match_(ports.events, ports.photos, ports.selfies, ports.clock),
      forget_me_(ports.events, ports.selfies, ports.randomness, ports.clock) {}

void SelfieRoutes::add_to(http::Scope& v1) {
    v1.post("/events/:event/selfie",
            http::Route{.handle = [this](http::Request& request) { return find(request); },
                        .open_sink = [this](http::Request& request) { return open_form(request); },
                        .body_limit = most_selfie_bytes + form_overhead});
    v1.del("/events/:event/selfie", [this](http::Request& request) { return forget(request); });
    v1.get("/events/:event/selfie/matches", [this](http::Request& request) { return matches(request); });
    v1.post("/events/:event/selfie/feedback", [this](http::Request& request) { return judge(request); });
}

std::expected<std::unique_ptr<http::BodySink>, http::Response> SelfieRoutes::open_form(
    http::Request& request) {
    if (std::holds_alternative<Anonymous>(caller_of(request)))
        return std::unexpected(
            problem(request, Error{Errc::unauthenticated, "Join the event by its link first.", ""}));
    auto form = SelfieForm::open(request);
    if (form) return form;
    return std::unexpected(
        problem(request, unsupported_media_type, "Send the selfie as multipart/form-data."));
}

http::Response SelfieRoutes::find(http::Request& request) {
    const auto& form = request.sink<SelfieForm>();
    if (auto wrong = form_problem(request, form)) return std::move(*wrong);
    const auto& caller = caller_of(request);
    std::string key = "selfie " + uploader_of(caller).id;
    return throttled(limits_, request, {{key, selfies_per_person, selfie_window}}, [&] {
        auto found = find_me_(caller, id_of<EventId>(request, "event"), form.consent(), form.pictures());
        return answer(request, found, [](const FoundMe& me) { return json_answer(201, result_json(me)); });
    });
}

http::Response SelfieRoutes::matches(http::Request& request) {
    return with_query(request, read_match_page, [&](const MatchPage& page) {
        return answer(request, list_matches_(caller_of(request), id_of<EventId>(request, "event")),
                      [&](const FoundMe& found) { return json_answer(200, page_json(found, page)); });
    });
}

http::Response SelfieRoutes::judge(http::Request& request) {
    return with_body(request, read_verdict, [&](const Verdict& verdict) {
        return answer(request, judge_match_(caller_of(request), id_of<EventId>(request, "event"),
                                            verdict.photo, verdict.is_me));
    });
}

http::Response SelfieRoutes::forget(http::Request& request) {
    auto event = id_of<EventId>(request, "event");
    return answer(request, forget_me_(caller_of(request), event), [&](const Consent& receipt) {
        return json_answer(200, {{"receiptId", receipt.receipt},
                                 {"eventId", receipt.event.text()},
                                 {"deletedAt", to_text(receipt.at)}});
    });
}

}  // namespace snapory
