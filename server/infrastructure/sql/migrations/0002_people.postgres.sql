-- The people of an event: faces that look alike, grouped as they come. They go with the event's face data.
create table people (
    id              text collate "C" not null primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    name            text collate "C" not null,
    hidden          bigint not null,
    settled         bigint not null,             -- a host has shaped it: no grouping merges it
    cover_face_id   text collate "C",                         -- chosen by a host; else the best face
    created_at      bigint not null
);
create index people_event on people (event_id, id);

alter table faces add column person_id text collate "C" references people on delete set null;
create index faces_person on faces (person_id, quality) where person_id is not null;

-- How far into an event's changes its faces are grouped, and how often people were changed beside that.
create table people_progress (
    event_id        text collate "C" not null primary key references events on delete cascade,
    organisation_id text collate "C" not null,
    position        bigint not null,
    revision        bigint not null
);
