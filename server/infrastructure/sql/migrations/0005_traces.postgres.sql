-- The trace of the request that brought a photo, as the W3C's `traceparent`; empty without one. Whoever processes the photo goes on in it.
alter table photos add column traceparent text collate "C" not null default '';
