#include "infrastructure/sql/invitations.hpp"

#include "infrastructure/sql/outbox.hpp"

namespace snapory {
namespace {

const std::string invitation_columns = "id, event_id, account_id, email, language, state, created_at";

const Statement add_invitation{
    "invitations.add",
    "insert into invitations (organisation_id, " + invitation_columns +
        ") select organisation_id, $1, id, $3, $4, $5, $6, $7 from events where id = $2 "
        "on conflict (event_id, email) do update set id = excluded.id, account_id = excluded.account_id, "
        "language = excluded.language, state = excluded.state, created_at = excluded.created_at "
        "where invitations.state = 'failed'"};
const Statement find_invitation{"invitations.find",
                                "select " + invitation_columns +
                                    " from invitations where id = $1 and exists (select 1 from events "
                                    "where events.id = invitations.event_id and events.deleted_at is null)"};
const Statement settle_invitation{"invitations.settle", "update invitations set state = $2 where id = $1"};
const Statement remove_invitation{"invitations.remove",
                                  "delete from invitations where event_id = $1 and id = $2"};

Statement list_invitations(std::string_view beyond) {
    return {"invitations.list", "select " + invitation_columns + " from invitations where event_id = $1" +
                                    std::string(beyond) + " order by created_at desc, id desc limit $2"};
}

MailedInvitation invitation_of_row(const Row& row) {
    MailedInvitation invitation;
    Columns(row).read(invitation.id, invitation.event, invitation.host, invitation.email, invitation.language,
                      invitation.state, invitation.created_at);
    return invitation;
}

}  // namespace

void SqlInvitations::add(const std::vector<MailedInvitation>& invitations) {
    database_.write([&](Connection& connection) {
        for (const auto& added : invitations) {
            bool is_new = connection.run(add_invitation, {added.id, added.event, added.host, added.email,
                                                          added.language, added.state, added.created_at}) > 0;
            if (is_new && added.state == InvitationState::waiting) owe(connection, mail_of(added));
        }
    });
}

std::optional<MailedInvitation> SqlInvitations::find(const InvitationId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_invitation, {id}, invitation_of_row); });
}

Page<MailedInvitation, InvitationPosition> SqlInvitations::list(
    const EventId& event, std::size_t limit, const std::optional<InvitationPosition>& after) {
    Page<MailedInvitation, InvitationPosition> page;
    page.items = database_.read([&](Connection& connection) {
        if (!after) return connection.all(list_invitations(""), {event, limit + 1}, invitation_of_row);
        return connection.all(list_invitations(" and (created_at, id) < ($3, $4)"),
                              {event, limit + 1, after->created_at, after->id}, invitation_of_row);
    });
    if (page.items.size() > limit) {
        page.items.resize(limit);
        if (limit > 0) page.next = {page.items.back().created_at, page.items.back().id};
    }
    return page;
}

void SqlInvitations::settle(const InvitationId& id, InvitationState state) {
    database_.write([&](Connection& connection) { connection.run(settle_invitation, {id, state}); });
}

bool SqlInvitations::remove(const EventId& event, const InvitationId& id) {
    return database_.write([&](Connection& connection) {
        if (connection.run(remove_invitation, {event, id}) == 0) return false;
        owe_no_more(connection, MailId(id.text()));
        return true;
    });
}

}  // namespace snapory
