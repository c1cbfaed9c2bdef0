-- Deadlines that run are set anew when their calendar changes; one that cannot be is set aside for a while.
alter table aftercare.deadline_occurrence
    add column calendar_version text,
    add column set_aside_for    text,
    add column set_aside_until  timestamptz,
    add column set_aside_count  integer not null default 0,
    add column set_aside_why    text;

comment on column aftercare.deadline_occurrence.calendar_version is 'what the calendar said when it set the due date; null for rows from before this was kept';
comment on column aftercare.deadline_occurrence.set_aside_for is 'the table and calendars by which it could not be set anew';
comment on column aftercare.deadline_occurrence.set_aside_until is 'when that is tried again; null if it keeps its date';

-- natural time never changes
update aftercare.deadline_occurrence set calendar_version = 'natural' where calendar = 'natural';

alter table aftercare.deadline_change drop constraint deadline_change_kind_check;
alter table aftercare.deadline_change add constraint deadline_change_kind_check
    check (kind in ('paused', 'resumed', 'extension-asked', 'extended', 'extension-refused', 'extension-lapsed', 'replanned',
                    'calendar-changed', 'calendar-kept'));
