-- Stages of ready photos that are to be done again when nothing else is to do, a bit each: 1 faces, 2 tags; and the models
-- that did them last. Those of photos that were ready before are not known.
alter table photos add column stages_due bigint not null default 0;
alter table photos add column faces_model text collate "C" not null default '';
alter table photos add column tags_model text collate "C" not null default '';
create index photos_late on photos (created_at, id) where stages_due <> 0 and deleted_at is null;
