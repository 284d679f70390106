-- What photos look like, in numbers, by which similar ones are found. Photos that were ready before are looked at again.
create table photo_embeddings (
    photo_id        text primary key references photos on delete cascade,
    organisation_id text not null,
    event_id        text not null,
    model           text not null,
    direction       blob not null                   -- a signed byte a dimension
) strict, without rowid;
create index photo_embeddings_event on photo_embeddings (event_id, model);

update photos set queued = 1, attempts = 0, not_before = 0 where state = 'ready' and deleted_at is null;
