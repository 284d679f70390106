-- Times are milliseconds since 1970 UTC, truth values 0 and 1, sizes bytes. Every row names its organisation, but
-- those of people and their sessions, who may belong to several.

create table organisations (
    id         text not null primary key,
    name       text not null,
    created_at integer not null
) strict, without rowid;

create table accounts (
    id             text not null primary key,
    email          text not null unique,
    name           text not null,
    password_hash  text not null,
    instance_admin integer not null,
    created_at     integer not null
) strict;

create table members (
    organisation_id text not null references organisations on delete cascade,
    account_id      text not null references accounts on delete cascade,
    role            text not null check (role in ('owner', 'admin', 'photographer')),
    primary key (account_id, organisation_id)
) strict, without rowid;

create table sessions (
    token_hash text not null primary key,
    id         text not null,
    family     text not null,
    account_id text not null references accounts on delete cascade,
    user_agent text not null,
    created_at integer not null,
    used_at    integer not null,
    expires_at integer not null,
    replaced   integer not null
) strict;
create index sessions_family on sessions (family);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table idempotency_keys (
    scope      text not null,
    key        text not null,
    content    text not null,
    claimed_at integer not null,
    status     integer,           -- null while the first request is answered
    location   text not null,
    body       text not null,
    primary key (scope, key)
) strict;
create index idempotency_keys_age on idempotency_keys (claimed_at);

create table events (
    id               text not null primary key,
    organisation_id  text not null,
    code             text not null unique,
    title            text not null,
    starts_at        integer,
    ends_at          integer,
    time_zone        text not null,
    state            text not null check (state in ('draft', 'open', 'closed', 'archived', 'deleted')),
    pin_hash         text not null,
    face_search      integer not null,
    guest_upload     integer not null,
    guest_view       integer not null,
    guest_download   integer not null,
    approval         text not null check (approval in ('automatic', 'host')),
    location         text not null check (location in ('off', 'city', 'exact')),
    photos_per_guest integer not null,
    reveal_at        integer,
    faces_expire_at  integer not null,
    created_at       integer not null,
    deleted_at       integer
) strict;
create index events_age on events (organisation_id, created_at, id) where deleted_at is null;
create index events_deleted on events (deleted_at) where deleted_at is not null;
create index events_faces on events (faces_expire_at) where face_search = 1 and deleted_at is null;

-- What changes with every photo of an event, apart from it so that these writes stay small. Triggers below keep the
-- figures, so that no statement can forget to.
create table event_tallies (
    event_id        text not null primary key references events on delete cascade,
    organisation_id text not null,
    last_sequence   integer not null default 0,   -- of changes
    photos          integer not null default 0,   -- these count photos that are not deleted
    processing      integer not null default 0,
    failed          integer not null default 0,
    pending         integer not null default 0,
    shown           integer not null default 0,   -- ready and approved
    faces           integer not null default 0,
    bytes           integer not null default 0,
    guests          integer not null default 0
) strict, without rowid;

create trigger events_tally after insert on events begin
    insert into event_tallies (event_id, organisation_id) values (new.id, new.organisation_id);
end;

create table guests (
    id              text not null primary key,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    display_name    text not null,
    joined_at       integer not null,
    revoked_at      integer
) strict;
create index guests_age on guests (event_id, joined_at, id);

create trigger guests_tally_insert after insert on guests begin
    update event_tallies set guests = guests + 1 where event_id = new.event_id;
end;
create trigger guests_tally_delete after delete on guests begin
    update event_tallies set guests = guests - 1 where event_id = old.event_id;
end;

create table uploads (
    id               text not null primary key,
    organisation_id  text not null,
    event_id         text not null references events on delete cascade,
    photo_id         text not null,
    uploader_kind    text not null check (uploader_kind in ('guest', 'account')),
    uploader_id      text not null,
    uploader_name    text not null,
    file_name        text not null,
    content_type     text not null,
    bytes            integer not null,
    digest           text not null,
    file_modified_at integer,
    state            text not null check (state in ('open', 'completed', 'aborted')),
    created_at       integer not null,
    expires_at       integer not null
) strict;
create index uploads_open on uploads (event_id, digest) where state = 'open';
create index uploads_event on uploads (event_id);
create index uploads_photo on uploads (photo_id);
create index uploads_expiry on uploads (expires_at) where state = 'open';
create index uploads_ended on uploads (expires_at) where state <> 'open';

-- The photo and, by `queued` and what follows it, the job of processing it.
create table photos (
    id              text not null primary key,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    uploader_kind   text not null check (uploader_kind in ('guest', 'account')),
    uploader_id     text not null,
    uploader_name   text not null,
    file_name       text not null,
    media_type      text not null,
    bytes           integer not null,
    digest          text not null,
    state           text not null check (state in ('processing', 'ready', 'failed')),
    failure         text not null,
    moderation      text not null check (moderation in ('approved', 'pending', 'hidden')),
    taken_at        integer not null,
    taken_source    text not null,
    created_at      integer not null,
    ready_at        integer,
    deleted_at      integer,
    face_count      integer not null default 0,

    queued          integer not null default 1,
    claimed_by      text,
    lease_until     integer,
    attempts        integer not null default 0,
    not_before      integer not null default 0,

    width           integer,                      -- null until it was processed, as is all that follows
    height          integer,
    capture_at      integer,                      -- the camera's own words; taken_at is what came of them
    capture_offset  integer,                      -- minutes east of Greenwich
    capture_source  text,
    camera_make     text,
    camera_model    text,
    camera_lens     text,
    exposure_time   real,                         -- seconds
    f_number        real,
    iso             real,
    focal_length    real,                         -- millimetres
    focal_length_35 real,
    flash           integer,
    latitude        real,
    longitude       real,
    altitude        real,
    orientation     integer,
    preview_key     text,
    thumbnail_key   text,
    thumbhash       text,
    dominant_color  text,
    perceptual_hash integer,
    sharpness       real,
    crc32           integer,
    preview_bytes   integer,
    preview_crc32   integer
) strict;
create unique index photos_digest on photos (event_id, digest) where deleted_at is null;
create index photos_taken on photos (event_id, taken_at, id) where deleted_at is null;
create index photos_created on photos (event_id, created_at, id) where deleted_at is null;
create index photos_uploader on photos (event_id, uploader_id, taken_at, id);
create index photos_held_taken on photos (event_id, moderation, taken_at, id)
    where deleted_at is null and moderation <> 'approved';
create index photos_held_created on photos (event_id, moderation, created_at, id)
    where deleted_at is null and moderation <> 'approved';
create index photos_unready on photos (event_id, state, created_at, id) where deleted_at is null and state <> 'ready';
create index photos_failed on photos (id) where state = 'failed' and deleted_at is null;
create index photos_queue on photos (state, created_at, id) where queued = 1 and deleted_at is null;
create index photos_deleted on photos (deleted_at) where deleted_at is not null;
create index photos_deleted_event on photos (event_id, taken_at, id) where deleted_at is not null;

create trigger photos_tally_insert after insert on photos when new.deleted_at is null begin
    update event_tallies set
        photos = photos + 1,
        processing = processing + (new.state = 'processing'),
        failed = failed + (new.state = 'failed'),
        pending = pending + (new.moderation = 'pending'),
        shown = shown + (new.state = 'ready' and new.moderation = 'approved'),
        faces = faces + new.face_count,
        bytes = bytes + new.bytes
    where event_id = new.event_id;
end;
create trigger photos_tally_update after update of state, moderation, deleted_at, face_count on photos begin
    update event_tallies set
        photos = photos + (new.deleted_at is null) - (old.deleted_at is null),
        processing = processing + (new.deleted_at is null and new.state = 'processing')
            - (old.deleted_at is null and old.state = 'processing'),
        failed = failed + (new.deleted_at is null and new.state = 'failed')
            - (old.deleted_at is null and old.state = 'failed'),
        pending = pending + (new.deleted_at is null and new.moderation = 'pending')
            - (old.deleted_at is null and old.moderation = 'pending'),
        shown = shown + (new.deleted_at is null and new.state = 'ready' and new.moderation = 'approved')
            - (old.deleted_at is null and old.state = 'ready' and old.moderation = 'approved'),
        faces = faces + (new.deleted_at is null) * new.face_count - (old.deleted_at is null) * old.face_count,
        bytes = bytes + (new.deleted_at is null) * new.bytes - (old.deleted_at is null) * old.bytes
    where event_id = new.event_id;
end;
create trigger photos_tally_delete after delete on photos when old.deleted_at is null begin
    update event_tallies set
        photos = photos - 1,
        processing = processing - (old.state = 'processing'),
        failed = failed - (old.state = 'failed'),
        pending = pending - (old.moderation = 'pending'),
        shown = shown - (old.state = 'ready' and old.moderation = 'approved'),
        faces = faces - old.face_count,
        bytes = bytes - old.bytes
    where event_id = old.event_id;
end;

create table faces (
    photo_id        text not null references photos on delete cascade,
    id              text not null,
    organisation_id text not null,
    x               real not null,                -- of the box, as fractions of the upright image
    y               real not null,
    width           real not null,
    height          real not null,
    score           real not null,
    quality         real not null,
    model           text not null,
    primary key (photo_id, id)
) strict, without rowid;

-- Apart from the faces, so that a gallery page does not read over two kilobytes a face.
create table face_codes (
    position        integer not null primary key,
    organisation_id text not null,
    event_id        text not null,
    sequence        integer not null,             -- of the change that told of the face
    photo_id        text not null,
    face_id         text not null,
    code            blob not null,                -- 32-bit floats, little-endian
    foreign key (photo_id, face_id) references faces on delete cascade
) strict;
create index face_codes_event on face_codes (event_id, sequence);
create index face_codes_face on face_codes (photo_id, face_id);

create table changes (
    event_id        text not null references events on delete cascade,
    sequence        integer not null,
    organisation_id text not null,
    type            text not null,
    photo_id        text,
    guest_id        text,
    at              integer not null,
    primary key (event_id, sequence)
) strict, without rowid;

create table selfies (
    id              text not null primary key,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    owner           text not null,
    code            blob not null,
    model           text not null,
    match_from      real not null,                -- cosines
    maybe_from      real not null,
    created_at      integer not null,
    expires_at      integer not null,
    unique (event_id, owner)
) strict;
create index selfies_expiry on selfies (expires_at);

create table judgements (
    selfie_id       text not null references selfies on delete cascade on update cascade,
    photo_id        text not null,
    organisation_id text not null,
    is_me           integer not null,
    primary key (selfie_id, photo_id)
) strict, without rowid;

-- Append-only; outlives the event.
create table consents (
    position        integer not null primary key autoincrement,
    organisation_id text not null,
    event_id        text not null,
    person          text not null,
    act             text not null check (act in ('given', 'withdrawn')),
    policy_version  text not null,
    receipt         text not null,
    at              integer not null
) strict;
create index consents_event on consents (event_id, position);

create table downloads (
    id              text not null primary key,
    organisation_id text not null,
    event_id        text not null references events on delete cascade,
    variant         text not null,
    photos          text not null,                -- ids in the order of the ZIP, each with a space behind it
    guest_id        text,
    created_at      integer not null,
    expires_at      integer not null
) strict;
create index downloads_event on downloads (event_id);
create index downloads_expiry on downloads (expires_at);
