#include "application/accounts/register_account.hpp"

#include "domain/text.hpp"

namespace snapory {

Result<Account> RegisterAccount::operator()(const NewAccount& wanted) const {
    auto email = parse_email(wanted.email);
    if (!email) return fail(email.error());
    auto name = parse_line(wanted.name, 80, "displayName");
    if (!name) return fail(name.error());
    if (auto checked = check_password(wanted.password); !checked) return fail(checked.error());

    auto now = clock_.now();
    Account account{randomness_.next_id<AccountId>(now), *email, *name, false, now};
    return accounts_.add({account, passwords_.hash(wanted.password)},
                         randomness_.next_id<OrganisationId>(now), registration_ != Registration::open);
}

}  // namespace snapory
