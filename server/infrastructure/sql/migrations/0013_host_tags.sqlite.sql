-- What hosts say that photos show, or do not show: it holds whatever models find.
create table tag_verdicts (
    photo_id        text not null references photos on delete cascade,
    name            text not null,
    organisation_id text not null,
    event_id        text not null,
    shows           integer not null,
    primary key (photo_id, name)
) strict, without rowid;
create index tag_verdicts_event on tag_verdicts (event_id, name, photo_id);
