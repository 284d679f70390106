-- From which cosine on pictures look alike, as the model that looked at them has it.
alter table photo_embeddings add column alike double precision not null default 0.6;
