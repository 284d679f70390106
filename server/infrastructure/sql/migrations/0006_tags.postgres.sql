-- What photos show and how they look, and the words by which they are found. Photos that were ready before are read again
-- for both.
create table photo_tags (
    photo_id        text collate "C" not null references photos on delete cascade,
    name            text collate "C" not null,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null,
    score           double precision not null,
    model           text collate "C" not null,
    primary key (photo_id, name)
);
create index photo_tags_event on photo_tags (event_id, name, photo_id);

create table photo_words (
    photo_id        text collate "C" not null references photos on delete cascade,
    source          text collate "C" not null check (source in ('photo', 'uploader')),
    word            text collate "C" not null,                -- folded, as domain/words.hpp says
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null,
    primary key (photo_id, source, word)
);
create index photo_words_event on photo_words (event_id, word, photo_id);

update photos set queued = 1, attempts = 0, not_before = 0 where state = 'ready' and deleted_at is null;
