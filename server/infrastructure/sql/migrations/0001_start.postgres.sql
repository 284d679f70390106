-- Times are milliseconds since 1970 UTC, truth values 0 and 1, sizes bytes. Every row names its organisation, but
-- those of people and their sessions, who may belong to several. Texts are compared byte by byte, as in SQLite, so that
-- no locale of the server changes an order, and no update of its operating system damages an index.

create table organisations (
    id         text collate "C" not null primary key,
    name       text collate "C" not null,
    created_at bigint not null
);

create table accounts (
    id             text collate "C" not null primary key,
    email          text collate "C" not null unique,
    name           text collate "C" not null,
    password_hash  text collate "C" not null,
    instance_admin bigint not null,
    created_at     bigint not null
);

create table members (
    organisation_id text collate "C" not null references organisations on delete cascade,
    account_id      text collate "C" not null references accounts on delete cascade,
    role            text collate "C" not null check (role in ('owner', 'admin', 'photographer')),
    primary key (account_id, organisation_id)
);

create table sessions (
    token_hash text collate "C" not null primary key,
    id         text collate "C" not null,
    family     text collate "C" not null,
    account_id text collate "C" not null references accounts on delete cascade,
    user_agent text collate "C" not null,
    created_at bigint not null,
    used_at    bigint not null,
    expires_at bigint not null,
    replaced   bigint not null
);
create index sessions_family on sessions (family);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table idempotency_keys (
    scope      text collate "C" not null,
    key        text collate "C" not null,
    content    text collate "C" not null,
    claimed_at bigint not null,
    status     bigint,  -- null while the first request is answered
    location   text collate "C" not null,
    body       text collate "C" not null,
    primary key (scope, key)
);
create index idempotency_keys_age on idempotency_keys (claimed_at);

create table events (
    id               text collate "C" not null primary key,
    organisation_id  text collate "C" not null,
    code             text collate "C" not null unique,
    title            text collate "C" not null,
    starts_at        bigint,
    ends_at          bigint,
    time_zone        text collate "C" not null,
    state            text collate "C" not null check (state in ('draft', 'open', 'closed', 'archived', 'deleted')),
    pin_hash         text collate "C" not null,
    face_search      bigint not null,
    guest_upload     bigint not null,
    guest_view       bigint not null,
    guest_download   bigint not null,
    approval         text collate "C" not null check (approval in ('automatic', 'host')),
    location         text collate "C" not null check (location in ('off', 'city', 'exact')),
    photos_per_guest bigint not null,
    reveal_at        bigint,
    faces_expire_at  bigint not null,
    created_at       bigint not null,
    deleted_at       bigint
);
create index events_age on events (organisation_id, created_at, id) where deleted_at is null;
create index events_deleted on events (deleted_at) where deleted_at is not null;
create index events_faces on events (faces_expire_at) where face_search = 1 and deleted_at is null;

-- What changes with every photo of an event, apart from it so that these writes stay small. Triggers below keep the
-- figures, so that no statement can forget to.
create table event_tallies (
    event_id        text collate "C" not null primary key references events on delete cascade,
    organisation_id text collate "C" not null,
    last_sequence   bigint not null default 0,  -- of changes
    photos          bigint not null default 0,  -- these count photos that are not deleted
    processing      bigint not null default 0,
    failed          bigint not null default 0,
    pending         bigint not null default 0,
    shown           bigint not null default 0,  -- ready and approved
    faces           bigint not null default 0,
    bytes           bigint not null default 0,
    guests          bigint not null default 0
) with (fillfactor = 50);  -- room on the page for the next version of a busy row

create function events_tally() returns trigger language plpgsql as $$
begin
    insert into event_tallies (event_id, organisation_id) values (new.id, new.organisation_id);
    return null;
end $$;
create trigger events_tally after insert on events for each row execute function events_tally();

create table guests (
    id              text collate "C" not null primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    display_name    text collate "C" not null,
    joined_at       bigint not null,
    revoked_at      bigint
);
create index guests_age on guests (event_id, joined_at, id);

-- Tallies are changed once a statement: a row that one transaction changes a thousand times leaves a thousand versions
-- for the next change to step over.
create function guests_tally_insert() returns trigger language plpgsql as $$
begin
    update event_tallies t set guests = t.guests + c.guests
    from (select event_id, count(*) as guests from added group by event_id) c where t.event_id = c.event_id;
    return null;
end $$;
create trigger guests_tally_insert after insert on guests
    referencing new table as added for each statement execute function guests_tally_insert();

create function guests_tally_delete() returns trigger language plpgsql as $$
begin
    update event_tallies t set guests = t.guests - c.guests
    from (select event_id, count(*) as guests from removed group by event_id) c where t.event_id = c.event_id;
    return null;
end $$;
create trigger guests_tally_delete after delete on guests
    referencing old table as removed for each statement execute function guests_tally_delete();

create table uploads (
    id               text collate "C" not null primary key,
    organisation_id  text collate "C" not null,
    event_id         text collate "C" not null references events on delete cascade,
    photo_id         text collate "C" not null,
    uploader_kind    text collate "C" not null check (uploader_kind in ('guest', 'account')),
    uploader_id      text collate "C" not null,
    uploader_name    text collate "C" not null,
    file_name        text collate "C" not null,
    content_type     text collate "C" not null,
    bytes            bigint not null,
    digest           text collate "C" not null,
    file_modified_at bigint,
    state            text collate "C" not null check (state in ('open', 'completed', 'aborted')),
    created_at       bigint not null,
    expires_at       bigint not null
);
create index uploads_open on uploads (event_id, digest) where state = 'open';
create index uploads_event on uploads (event_id);
create index uploads_photo on uploads (photo_id);
create index uploads_expiry on uploads (expires_at) where state = 'open';
create index uploads_ended on uploads (expires_at) where state <> 'open';

-- The photo and, by `queued` and what follows it, the job of processing it.
create table photos (
    id              text collate "C" not null primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    uploader_kind   text collate "C" not null check (uploader_kind in ('guest', 'account')),
    uploader_id     text collate "C" not null,
    uploader_name   text collate "C" not null,
    file_name       text collate "C" not null,
    media_type      text collate "C" not null,
    bytes           bigint not null,
    digest          text collate "C" not null,
    state           text collate "C" not null check (state in ('processing', 'ready', 'failed')),
    failure         text collate "C" not null,
    moderation      text collate "C" not null check (moderation in ('approved', 'pending', 'hidden')),
    taken_at        bigint not null,
    taken_source    text collate "C" not null,
    created_at      bigint not null,
    ready_at        bigint,
    deleted_at      bigint,
    face_count      bigint not null default 0,

    queued          bigint not null default 1,
    claimed_by      text collate "C",
    lease_until     bigint,
    attempts        bigint not null default 0,
    not_before      bigint not null default 0,

    width           bigint,  -- null until it was processed, as is all that follows
    height          bigint,
    capture_at      bigint,  -- the camera's own words; taken_at is what came of them
    capture_offset  bigint,  -- minutes east of Greenwich
    capture_source  text collate "C",
    camera_make     text collate "C",
    camera_model    text collate "C",
    camera_lens     text collate "C",
    exposure_time   double precision,  -- seconds
    f_number        double precision,
    iso             double precision,
    focal_length    double precision,  -- millimetres
    focal_length_35 double precision,
    flash           bigint,
    latitude        double precision,
    longitude       double precision,
    altitude        double precision,
    orientation     bigint,
    preview_key     text collate "C",
    thumbnail_key   text collate "C",
    thumbhash       text collate "C",
    dominant_color  text collate "C",
    perceptual_hash bigint,
    sharpness       double precision,
    crc32           bigint,
    preview_bytes   bigint,
    preview_crc32   bigint
);
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

create function photos_tally_insert() returns trigger language plpgsql as $$
begin
    update event_tallies t set
        photos = t.photos + c.photos, processing = t.processing + c.processing, failed = t.failed + c.failed,
        pending = t.pending + c.pending, shown = t.shown + c.shown, faces = t.faces + c.faces, bytes = t.bytes + c.bytes
    from (
        select event_id, count(*) as photos, count(*) filter (where state = 'processing') as processing,
            count(*) filter (where state = 'failed') as failed, count(*) filter (where moderation = 'pending') as pending,
            count(*) filter (where state = 'ready' and moderation = 'approved') as shown,
            sum(face_count) as faces, sum(bytes) as bytes
        from added where deleted_at is null group by event_id
    ) c where t.event_id = c.event_id;
    return null;
end $$;
create trigger photos_tally_insert after insert on photos
    referencing new table as added for each statement execute function photos_tally_insert();

create function photos_tally_delete() returns trigger language plpgsql as $$
begin
    update event_tallies t set
        photos = t.photos - c.photos, processing = t.processing - c.processing, failed = t.failed - c.failed,
        pending = t.pending - c.pending, shown = t.shown - c.shown, faces = t.faces - c.faces, bytes = t.bytes - c.bytes
    from (
        select event_id, count(*) as photos, count(*) filter (where state = 'processing') as processing,
            count(*) filter (where state = 'failed') as failed, count(*) filter (where moderation = 'pending') as pending,
            count(*) filter (where state = 'ready' and moderation = 'approved') as shown,
            sum(face_count) as faces, sum(bytes) as bytes
        from removed where deleted_at is null group by event_id
    ) c where t.event_id = c.event_id;
    return null;
end $$;
create trigger photos_tally_delete after delete on photos
    referencing old table as removed for each statement execute function photos_tally_delete();

-- Most updates, such as those of leases, change no figure and then leave the busy row alone.
create function photos_tally_update() returns trigger language plpgsql as $$
begin
    update event_tallies t set
        photos = t.photos + c.photos, processing = t.processing + c.processing, failed = t.failed + c.failed,
        pending = t.pending + c.pending, shown = t.shown + c.shown, faces = t.faces + c.faces, bytes = t.bytes + c.bytes
    from (
        select event_id, sum(n) as photos, coalesce(sum(n) filter (where state = 'processing'), 0) as processing,
            coalesce(sum(n) filter (where state = 'failed'), 0) as failed,
            coalesce(sum(n) filter (where moderation = 'pending'), 0) as pending,
            coalesce(sum(n) filter (where state = 'ready' and moderation = 'approved'), 0) as shown,
            sum(n * face_count) as faces, sum(n * bytes) as bytes
        from (
            select 1 as n, event_id, state, moderation, face_count, bytes from after_it where deleted_at is null
            union all
            select -1, event_id, state, moderation, face_count, bytes from before_it where deleted_at is null
        ) versions group by event_id
    ) c where t.event_id = c.event_id
        and (c.photos, c.processing, c.failed, c.pending, c.shown, c.faces, c.bytes) <> (0, 0, 0, 0, 0, 0, 0);
    return null;
end $$;
create trigger photos_tally_update after update on photos
    referencing old table as before_it new table as after_it for each statement execute function photos_tally_update();

create table faces (
    photo_id        text collate "C" not null references photos on delete cascade,
    id              text collate "C" not null,
    organisation_id text collate "C" not null,
    x               double precision not null,  -- of the box, as fractions of the upright image
    y               double precision not null,
    width           double precision not null,
    height          double precision not null,
    score           double precision not null,
    quality         double precision not null,
    model           text collate "C" not null,
    primary key (photo_id, id)
);

-- Apart from the faces, so that a gallery page does not read over two kilobytes a face.
create table face_codes (
    position        bigint generated by default as identity primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null,
    sequence        bigint not null,  -- of the change that told of the face
    photo_id        text collate "C" not null,
    face_id         text collate "C" not null,
    code            bytea not null,  -- 32-bit floats, little-endian
    foreign key (photo_id, face_id) references faces on delete cascade
);
create index face_codes_event on face_codes (event_id, sequence);
create index face_codes_face on face_codes (photo_id, face_id);

create table changes (
    event_id        text collate "C" not null references events on delete cascade,
    sequence        bigint not null,
    organisation_id text collate "C" not null,
    type            text collate "C" not null,
    photo_id        text collate "C",
    guest_id        text collate "C",
    at              bigint not null,
    primary key (event_id, sequence)
);

create table selfies (
    id              text collate "C" not null primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    owner           text collate "C" not null,
    code            bytea not null,
    model           text collate "C" not null,
    match_from      double precision not null,  -- cosines
    maybe_from      double precision not null,
    created_at      bigint not null,
    expires_at      bigint not null,
    unique (event_id, owner)
);
create index selfies_expiry on selfies (expires_at);

create table judgements (
    selfie_id       text collate "C" not null references selfies on delete cascade on update cascade,
    photo_id        text collate "C" not null,
    organisation_id text collate "C" not null,
    is_me           bigint not null,
    primary key (selfie_id, photo_id)
);

-- Append-only; outlives the event.
create table consents (
    position        bigint generated by default as identity primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null,
    person          text collate "C" not null,
    act             text collate "C" not null check (act in ('given', 'withdrawn')),
    policy_version  text collate "C" not null,
    receipt         text collate "C" not null,
    at              bigint not null
);
create index consents_event on consents (event_id, position);

create table downloads (
    id              text collate "C" not null primary key,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null references events on delete cascade,
    variant         text collate "C" not null,
    photos          text collate "C" not null,  -- ids in the order of the ZIP, each with a space behind it
    guest_id        text collate "C",
    created_at      bigint not null,
    expires_at      bigint not null
);
create index downloads_event on downloads (event_id);
create index downloads_expiry on downloads (expires_at);
