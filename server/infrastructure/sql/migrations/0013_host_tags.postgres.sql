-- What hosts say that photos show, or do not show: it holds whatever models find.
create table tag_verdicts (
    photo_id        text collate "C" not null references photos on delete cascade,
    name            text collate "C" not null,
    organisation_id text collate "C" not null,
    event_id        text collate "C" not null,
    shows           bigint not null,
    primary key (photo_id, name)
);
create index tag_verdicts_event on tag_verdicts (event_id, name, photo_id);
