-- Who was invited to an event by mail; the mail that is owed has the id of its invitation.
create table invitations (
    id              text collate "C" not null primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    account_id      text collate "C" not null references accounts on delete cascade,  -- who invites
    email           text collate "C" not null,
    language        text collate "C" not null,
    state           text collate "C" not null check (state in ('waiting', 'sent', 'failed')),
    created_at      bigint not null,
    unique (event_id, email)
);
create index invitations_age on invitations (event_id, created_at, id);
create index invitations_account on invitations (account_id);
