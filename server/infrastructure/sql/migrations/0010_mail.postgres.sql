-- Mails that are owed to somebody: the row is the job, gone when the mail was sent. `not_before` is also the lease of who
-- sends it now.
create table outbox (
    id         text collate "C" not null primary key,
    kind       text collate "C" not null,
    recipient  text collate "C" not null,
    language   text collate "C" not null,
    created_at bigint not null,
    expires_at bigint not null,
    attempts   bigint not null default 0,
    not_before bigint not null
);
create index outbox_turn on outbox (not_before, id);

-- Tokens that were mailed, by their SHA-256.
create table one_time_tokens (
    hash       text collate "C" not null primary key,
    purpose    text collate "C" not null,
    subject    text collate "C" not null,  -- of a password reset the account's id
    expires_at bigint not null
);
create index one_time_tokens_subject on one_time_tokens (subject);
create index one_time_tokens_expiry on one_time_tokens (expires_at);
