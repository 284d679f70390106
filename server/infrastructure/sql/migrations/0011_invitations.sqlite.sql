-- Who was invited to an event by mail; the mail that is owed has the id of its invitation.
create table invitations (
    id              text not null primary key,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    account_id      text not null references accounts on delete cascade,  -- who invites
    email           text not null,
    language        text not null,
    state           text not null check (state in ('waiting', 'sent', 'failed')),
    created_at      integer not null,
    unique (event_id, email)
) strict;
create index invitations_age on invitations (event_id, created_at, id);
create index invitations_account on invitations (account_id);
