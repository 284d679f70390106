-- Photos of one moment lie in one stack. Of those that somebody may see, the one that a host put on top last is shown, else
-- the best. Photos join when they are processed; those that were ready before are looked at again.
alter table photos add column stack_id text not null default '';
alter table photos add column stack_top_at integer not null default 0;
alter table photos add column appeal real;        -- 0 to 1
create index photos_stack on photos (event_id, stack_id) where stack_id <> '' and deleted_at is null;

update photos set queued = 1, attempts = 0, not_before = 0 where state = 'ready' and deleted_at is null;
