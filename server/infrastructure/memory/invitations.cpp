#include "infrastructure/memory/invitations.hpp"

#include <algorithm>
#include <tuple>

namespace snapory {
namespace {

auto age(const MailedInvitation& invitation) { return std::tie(invitation.created_at, invitation.id); }

}  // namespace

void MemoryInvitations::add(const std::vector<MailedInvitation>& invitations) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& added : invitations) {
        std::erase_if(rows_.invitations, [&](const auto& row) {
            return row.event == added.event && row.email == added.email &&
                   row.state == InvitationState::failed;
        });
        bool known = std::ranges::any_of(rows_.invitations, [&](const auto& row) {
            return row.event == added.event && row.email == added.email;
        });
        if (known || !rows_.events.contains(added.event)) continue;
        rows_.invitations.push_back(added);
        if (added.state == InvitationState::waiting)
            rows_.outbox.push_back({mail_of(added), 0, added.created_at});
    }
}

std::optional<MailedInvitation> MemoryInvitations::find(const InvitationId& id) {
    std::lock_guard lock(rows_.mutex);
    for (const auto& row : rows_.invitations)
        if (row.id == id && !rows_.events.at(row.event).deleted_at) return row;
    return std::nullopt;
}

Page<MailedInvitation, InvitationPosition> MemoryInvitations::list(
    const EventId& event, std::size_t limit, const std::optional<InvitationPosition>& after) {
    std::lock_guard lock(rows_.mutex);
    Page<MailedInvitation, InvitationPosition> page;
    for (const auto& row : rows_.invitations)
        if (row.event == event && (!after || age(row) < std::tie(after->created_at, after->id)))
            page.items.push_back(row);
    std::ranges::sort(page.items, [](const auto& a, const auto& b) { return age(a) > age(b); });
    if (page.items.size() > limit) {
        page.items.resize(limit);
        if (limit > 0) page.next = InvitationPosition{page.items.back().created_at, page.items.back().id};
    }
    return page;
}

void MemoryInvitations::settle(const InvitationId& id, InvitationState state) {
    std::lock_guard lock(rows_.mutex);
    for (auto& row : rows_.invitations)
        if (row.id == id) row.state = state;
}

bool MemoryInvitations::remove(const EventId& event, const InvitationId& id) {
    std::lock_guard lock(rows_.mutex);
    auto removed =
        std::erase_if(rows_.invitations, [&](const auto& row) { return row.event == event && row.id == id; });
    if (removed == 0) return false;
    std::erase_if(rows_.outbox, [&](const auto& row) { return row.mail.id.text() == id.text(); });
    return true;
}

}  // namespace snapory
