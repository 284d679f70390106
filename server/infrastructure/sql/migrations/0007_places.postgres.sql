-- The town in or near which a photo was taken, by its coordinates, and its words, which not everybody may search. Photos
-- that tell where they were taken are read again.
alter table photos add column city text collate "C";
alter table photos add column country text collate "C";    -- ISO 3166-1 alpha-2

alter table photo_words drop constraint photo_words_source_check;
alter table photo_words add constraint photo_words_source_check check (source in ('photo', 'uploader', 'place'));
drop index photo_words_event;
create index photo_words_event on photo_words (event_id, word, source, photo_id);

update photos set queued = 1, attempts = 0, not_before = 0
where state = 'ready' and latitude is not null and deleted_at is null;
