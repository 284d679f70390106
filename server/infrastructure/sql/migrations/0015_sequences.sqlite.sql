-- The number of a change is taken and kept by one statement: whoever adds a change reads the last number, under the lock
-- of its row, and this trigger makes the new one the last.
create trigger changes_tally_insert after insert on changes begin
    update event_tallies set last_sequence = new.sequence where event_id = new.event_id;
end;
