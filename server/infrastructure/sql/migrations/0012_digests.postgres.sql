-- Guests who want to be mailed when there are more photos of them. Goes with the standing query.
create table digests (
    guest_id        text collate "C" not null primary key references guests on delete cascade,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    selfie_id       text collate "C" not null references selfies on delete cascade on update cascade,
    email           text collate "C" not null,
    language        text collate "C" not null,
    told            bigint not null,  -- photos of them that they know of
    sequence        bigint not null,  -- of the event's changes when these were counted
    due_at          bigint not null,
    mail_id         text collate "C" not null   -- the last one; empty before the first
);
create index digests_due on digests (due_at);
create index digests_mail on digests (mail_id);
create index digests_selfie on digests (selfie_id);
create index digests_event on digests (event_id);
