#include "api/invitations.hpp"

#include <array>

#include "api/answer.hpp"
#include "api/json.hpp"
#include "api/mail_language.hpp"
#include "application/mail/letter.hpp"

namespace snapory {
namespace {

namespace json = boost::json;

constexpr std::size_t most_addresses = 200;  // of one request

constexpr std::array state_names{
    std::pair<std::string_view, InvitationState>{"waiting", InvitationState::waiting},
    std::pair<std::string_view, InvitationState>{"sent", InvitationState::sent},
    std::pair<std::string_view, InvitationState>{"failed", InvitationState::failed},
};

json::object to_json(const MailedInvitation& invitation) {
    return {{"id", invitation.id.text()},
            {"email", invitation.email},
            {"status", name_of<InvitationState>(state_names, invitation.state)},
            {"createdAt", to_text(invitation.created_at)}};
}

std::vector<std::string> read_emails(Input& input) {
    std::vector<std::string> emails;
    const auto* items = input.require({"emails"}).list("emails", 1, most_addresses);
    if (!items) return emails;
    for (std::size_t i = 0; i < items->size(); ++i) {
        auto name = "emails[" + std::to_string(i) + "]";
        const auto* typed = (*items)[i].if_string();
        emails.emplace_back(typed ? std::string_view(*typed) : std::string_view());
        input.check(name, parse_email(emails.back()));
    }
    return emails;
}

struct InvitationPage {
    std::size_t limit;
    std::optional<InvitationPosition> after;
};
InvitationPage read_invitation_page(Query& query) {
    return {read_limit(query), read_position<InvitationPosition, InvitationId>(query)};
}

json::object page_json(const Page<MailedInvitation, InvitationPosition>& page) {
    json::array items;
    for (const auto& invitation : page.items) items.push_back(to_json(invitation));
    std::optional<std::string> next;
    if (page.next) next = cursor_text(page.next->created_at, page.next->id.text());
    return list_json(std::move(items), next);
}

}  // namespace

InvitationRoutes::InvitationRoutes(const ApiConfig& config, const ApiPorts& ports)
    : languages_(letter_languages()),
      sends_mail_(config.sends_mail),
      invite_guests_(ports.events, ports.invitations, ports.rate_limits, ports.randomness, ports.clock,
                     config.sends_mail),
      list_invitations_(ports.events, ports.invitations, ports.clock),
      withdraw_invitation_(ports.events, ports.invitations, ports.clock) {}

void InvitationRoutes::add_to(http::Scope& v1) {
    v1.get("/events/:event/invitations", [this](http::Request& request) { return list(request); });
    v1.post("/events/:event/invitations", [this](http::Request& request) { return invite(request); });
    v1.del("/events/:event/invitations/:invitation",
           [this](http::Request& request) { return withdraw(request); });
}

http::Response InvitationRoutes::invite(http::Request& request) {
    auto read = [&](Input& input) {
        return InvitedGuests{read_emails(input), read_mail_language(input, request, languages_)};
    };
    return with_body(request, read, [&](const InvitedGuests& guests) {
        auto invited = invite_guests_(caller_of(request), id_of<EventId>(request, "event"), guests);
        return invited ? http::Response(202) : problem(request, invited.error());
    });
}

http::Response InvitationRoutes::list(http::Request& request) {
    return with_query(request, read_invitation_page, [&](const InvitationPage& page) {
        auto event = id_of<EventId>(request, "event");
        return answer(request, list_invitations_(caller_of(request), event, page.limit, page.after),
                      [this](const auto& found) {
                          auto body = page_json(found);
                          body["sendsMail"] = sends_mail_;
                          return json_answer(200, std::move(body));
                      });
    });
}

http::Response InvitationRoutes::withdraw(http::Request& request) {
    return answer(request, withdraw_invitation_(caller_of(request), id_of<EventId>(request, "event"),
                                                id_of<InvitationId>(request, "invitation")));
}

}  // namespace snapory
