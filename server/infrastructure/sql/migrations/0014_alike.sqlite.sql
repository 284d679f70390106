-- From which cosine on pictures look alike, as the model that looked at them has it.
alter table photo_embeddings add column alike real not null default 0.6;
