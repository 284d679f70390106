#include "api/digests.hpp"

#include "api/answer.hpp"
#include "api/mail_language.hpp"
#include "application/mail/letter.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

struct DigestWish {
    std::string email;
    std::string language;
};
DigestWish read_wish(Input& input, const http::Request& request, const http::Languages& languages) {
    input.require({"email"});
    DigestWish wish{input.text("email").value_or(""), read_mail_language(input, request, languages)};
    if (input.has("email")) input.check("email", parse_email(wish.email));
    return wish;
}

}  // namespace

DigestRoutes::DigestRoutes(const ApiConfig& config, const ApiPorts& ports)
    : languages_(letter_languages()),
      sends_mail_(config.sends_mail),
      ask_digest_(ports.events, ports.digests,
                  MatchFinder{ports.photos, ports.selfies, ports.face_index, ports.blobs}, ports.rate_limits,
                  ports.clock, config.sends_mail),
      read_digest_(ports.events, ports.digests, ports.clock),
      stop_digest_(ports.events, ports.digests, ports.signatures, ports.clock) {}

void DigestRoutes::add_to(http::Scope& v1) {
    v1.get("/events/:event/selfie/mail", [this](http::Request& request) { return read(request); });
    v1.put("/events/:event/selfie/mail", [this](http::Request& request) { return ask(request); });
    v1.del("/events/:event/selfie/mail", [this](http::Request& request) { return stop(request); });
    v1.post("/unsubscribe/:token", [this](http::Request& request) { return unsubscribe(request); });
}

http::Response DigestRoutes::read(http::Request& request) {
    return answer(request, read_digest_(caller_of(request), id_of<EventId>(request, "event")),
                  [this](const std::optional<std::string>& email) {
                      return json_answer(200, {{"email", email ? json::value(*email) : json::value()},
                                               {"sendsMail", sends_mail_}});
                  });
}

http::Response DigestRoutes::ask(http::Request& request) {
    auto read = [&](Input& input) { return read_wish(input, request, languages_); };
    return with_body(request, read, [&](const DigestWish& wish) {
        return answer(request, ask_digest_(caller_of(request), id_of<EventId>(request, "event"), wish.email,
                                           wish.language));
    });
}

http::Response DigestRoutes::stop(http::Request& request) {
    return answer(request, stop_digest_(caller_of(request), id_of<EventId>(request, "event")));
}

// Mail programs post a form of their own here, which says nothing more.
http::Response DigestRoutes::unsubscribe(http::Request& request) {
    return answer(request, stop_digest_.by_token(request.param("token")));
}

}  // namespace snapory
