-- Guests who want to be mailed when there are more photos of them. Goes with the standing query.
create table digests (
    guest_id        text not null primary key references guests on delete cascade,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    selfie_id       text not null references selfies on delete cascade on update cascade,
    email           text not null,
    language        text not null,
    told            integer not null,  -- photos of them that they know of
    sequence        integer not null,  -- of the event's changes when these were counted
    due_at          integer not null,
    mail_id         text not null   -- the last one; empty before the first
) strict, without rowid;
create index digests_due on digests (due_at);
create index digests_mail on digests (mail_id);
create index digests_selfie on digests (selfie_id);
create index digests_event on digests (event_id);
