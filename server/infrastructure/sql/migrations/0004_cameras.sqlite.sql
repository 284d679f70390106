-- The cameras of an event, and by how much their clocks are off: taken_at is corrected by it. Photos that came before are
-- of no known camera until they are processed again.
create table cameras (
    event_id        text not null references events on delete cascade,
    id              text not null,                -- keyed hash of event, make, model and serial number
    organisation_id text not null,
    make            text not null,
    model           text not null,
    clock_offset    integer,                      -- seconds, to be added; null: not corrected
    primary key (event_id, id)
) strict, without rowid;

alter table photos add column camera_id text not null default '';
alter table photos add column clock_at integer;   -- what that camera's clock told, uncorrected
alter table photos add column card_at integer;    -- the true time, where the photo shows the event's clock card
alter table photos add column told_at integer;    -- taken_at and taken_source before any correction
alter table photos add column told_source text;
create index photos_camera on photos (event_id, camera_id, clock_at) where deleted_at is null and camera_id <> '';
