-- What photos look like, in numbers, by which similar ones are found. Photos that were ready before are looked at again.
create table photo_embeddings (
    photo_id        text collate "C" primary key references photos on delete cascade,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null,
    model           text collate "C" not null,
    direction       bytea not null                  -- a signed byte a dimension
);
create index photo_embeddings_event on photo_embeddings (event_id, model);

update photos set queued = 1, attempts = 0, not_before = 0 where state = 'ready' and deleted_at is null;
