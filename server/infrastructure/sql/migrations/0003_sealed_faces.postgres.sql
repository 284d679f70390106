-- Face codes rest sealed under a key of their event from here on, and go with it. Plain ones are erased, since SQL cannot
-- seal them: photos are read again for their faces, guests are asked for a new selfie.
create table face_keys (
    event_id        text collate "C" not null primary key references events on delete cascade,
    organisation_id text collate "C" not null,
    wrapped         bytea not null                 -- the key, sealed under the installation's secret key
);

delete from selfies;
delete from faces;
update photos set queued = 1, attempts = 0, not_before = 0
where state = 'ready' and deleted_at is null and event_id in (select id from events where face_search = 1);
update photos set face_count = 0 where face_count > 0;

alter table face_codes rename column code to sealed;
alter table selfies rename column code to sealed;
