-- The town in or near which a photo was taken, by its coordinates, and its words, which not everybody may search. Photos
-- that tell where they were taken are read again.
alter table photos add column city text;
alter table photos add column country text;       -- ISO 3166-1 alpha-2

alter table photo_words rename to photo_words_before;
create table photo_words (
    photo_id        text not null references photos on delete cascade,
    source          text not null check (source in ('photo', 'uploader', 'place')),
    word            text not null,                -- folded, as domain/words.hpp says
    organisation_id text not null,
    event_id        text not null,
    primary key (photo_id, source, word)
) strict, without rowid;
insert into photo_words select photo_id, source, word, organisation_id, event_id from photo_words_before;
drop table photo_words_before;
create index photo_words_event on photo_words (event_id, word, source, photo_id);

update photos set queued = 1, attempts = 0, not_before = 0
where state = 'ready' and latitude is not null and deleted_at is null;
