#include "infrastructure/sql/accounts.hpp"

#include <array>
#include <utility>

#include "infrastructure/sql/one_time_tokens.hpp"

namespace snapory {
namespace {

const std::string account_columns = "id, email, name, instance_admin, created_at";

const Statement any_account{"accounts.any", "select 1 from accounts limit 1"};
const Statement add_account{
    "accounts.add",
    "insert into accounts (id, email, name, password_hash, instance_admin, created_at) "
    "values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing"};
const Statement add_organisation{"organisations.add",
                                 "insert into organisations (id, name, created_at) values ($1, $2, $3)"};
const Statement add_member{"members.add",
                           "insert into members (organisation_id, account_id, role) values ($1, $2, $3)"};
const Statement find_by_email_statement{
    "accounts.find_by_email", "select " + account_columns + ", password_hash from accounts where email = $1"};
const Statement find_account{"accounts.find", "select " + account_columns + " from accounts where id = $1"};
const Statement find_signed_in{
    "accounts.signed_in",
    "select found.*, o.id, o.name, m.role from (select " + account_columns +
        " from accounts where id = $1 and exists (select 1 from sessions "
        "where account_id = $1 and family = $2 and replaced = 0 and expires_at > $3)) found "
        "left join members m on m.account_id = found.id left join organisations o on o.id = "
        "m.organisation_id "
        "order by o.id"};
const Statement list_accounts{"accounts.list",
                              "select " + account_columns + " from accounts order by created_at, id"};
const Statement find_memberships{
    "accounts.memberships",
    "select o.id, o.name, m.role from members m join organisations o on o.id = m.organisation_id "
    "where m.account_id = $1 order by o.id"};
const Statement set_hash{"accounts.set_password", "update accounts set password_hash = $2 where id = $1"};
const Statement end_sessions{"sessions.end_all", "delete from sessions where account_id = $1"};

Account read_account(Columns& columns) {
    Account account;
    columns.read(account.id, account.email, account.name, account.instance_admin, account.created_at);
    return account;
}

Account account_of_row(const Row& row) {
    Columns columns(row);
    return read_account(columns);
}

AccountWithPassword account_with_password(const Row& row) {
    Columns columns(row);
    auto account = read_account(columns);
    return {std::move(account), columns.next<std::string>()};
}

Membership read_membership(Columns& columns) {
    Membership membership;
    columns.read(membership.organisation, membership.organisation_name, membership.role);
    return membership;
}

Membership membership_of_row(const Row& row) {
    Columns columns(row);
    return read_membership(columns);
}

// A row is the account with one of its memberships, or without any.
void add_membership(const Row& row, std::optional<SignedInAccount>& found) {
    Columns columns(row);
    auto account = read_account(columns);
    if (!found) found.emplace(std::move(account));
    if (constexpr int organisation = 5; !row.is_null(organisation))
        found->memberships.push_back(read_membership(columns));
}

}  // namespace

Result<Account> SqlAccounts::add(const AccountWithPassword& account, const OrganisationId& personal,
                                 bool only_first) {
    return database_.write_alone([&](Connection& connection) -> Result<Account> {
        auto added = account.account;
        added.instance_admin = !connection.one(any_account, {}, first_column<int>);
        if (only_first && !added.instance_admin)
            return fail(Errc::forbidden, "This Snapory takes no new accounts; ask its admin.");
        auto rows = connection.run(add_account, {added.id, added.email, added.name, account.password_hash,
                                                 added.instance_admin, added.created_at});
        if (rows == 0) return fail(Errc::conflict, "This address has an account already.", "email");
        connection.run(add_organisation, {personal, added.name, added.created_at});
        connection.run(add_member, {personal, added.id, Role::owner});
        return added;
    });
}

std::optional<AccountWithPassword> SqlAccounts::find_by_email(std::string_view email) {
    return database_.read([&](Connection& connection) {
        return connection.one(find_by_email_statement, {email}, account_with_password);
    });
}

std::optional<Account> SqlAccounts::find(const AccountId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.one(find_account, {id}, account_of_row); });
}

std::optional<SignedInAccount> SqlAccounts::signed_in(const AccountId& id, const SessionId& family,
                                                      TimePoint now) {
    return database_.read([&](Connection& connection) {
        std::optional<SignedInAccount> found;
        const std::array<Parameter, 3> parameters{id, family, now};
        connection.run(find_signed_in, parameters, [&](const Row& row) { add_membership(row, found); });
        return found;
    });
}

std::vector<Account> SqlAccounts::list() {
    return database_.read(
        [&](Connection& connection) { return connection.all(list_accounts, {}, account_of_row); });
}

std::vector<Membership> SqlAccounts::memberships(const AccountId& id) {
    return database_.read(
        [&](Connection& connection) { return connection.all(find_memberships, {id}, membership_of_row); });
}

void SqlAccounts::set_password(const AccountId& id, const std::string& password_hash) {
    database_.write([&](Connection& connection) {
        connection.run(set_hash, {id, password_hash});
        connection.run(end_sessions, {id});
        end_tokens(connection, TokenPurpose::password_reset, id.text());
    });
}

}  // namespace snapory
