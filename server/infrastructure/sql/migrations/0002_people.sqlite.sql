-- The people of an event: faces that look alike, grouped as they come. They go with the event's face data.
create table people (
    id              text not null primary key,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    name            text not null,
    hidden          integer not null,
    settled         integer not null,             -- a host has shaped it: no grouping merges it
    cover_face_id   text,                         -- chosen by a host; else the best face
    created_at      integer not null
) strict;
create index people_event on people (event_id, id);

alter table faces add column person_id text references people on delete set null;
create index faces_person on faces (person_id, quality) where person_id is not null;

-- How far into an event's changes its faces are grouped, and how often people were changed beside that.
create table people_progress (
    event_id        text not null primary key references events on delete cascade,
    organisation_id text not null,
    position        integer not null,
    revision        integer not null
) strict, without rowid;
