-- Mails that are owed to somebody: the row is the job, gone when the mail was sent. `not_before` is also the lease of who
-- sends it now.
create table outbox (
    id         text not null primary key,
    kind       text not null,
    recipient  text not null,
    language   text not null,
    created_at integer not null,
    expires_at integer not null,
    attempts   integer not null default 0,
    not_before integer not null
) strict, without rowid;
create index outbox_turn on outbox (not_before, id);

-- Tokens that were mailed, by their SHA-256.
create table one_time_tokens (
    hash       text not null primary key,
    purpose    text not null,
    subject    text not null,  -- of a password reset the account's id
    expires_at integer not null
) strict, without rowid;
create index one_time_tokens_subject on one_time_tokens (subject);
create index one_time_tokens_expiry on one_time_tokens (expires_at);
