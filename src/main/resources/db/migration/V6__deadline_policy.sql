-- What the deadline table says of an occurrence beside its points in time, and what was changed later.
alter table aftercare.deadline_occurrence
    add column kind               text    not null default 'internal' check (kind in ('internal', 'statutory')),
    add column span               text    not null default '',
    add column valid_from         date,
    add column extensions_allowed integer not null default 0,
    add column extend_by          text,
    add column extensions         integer not null default 0,
    add column pause_limit        text,
    add column paused_at          timestamptz,
    add column paused_until       timestamptz,
    add column paused_seconds     bigint  not null default 0,
    add constraint deadline_pause_has_an_end check ((paused_at is null) = (paused_until is null));

comment on column aftercare.deadline_occurrence.kind is 'statutory: an article of law binds the company, clause names it';
comment on column aftercare.deadline_occurrence.span is 'how long the step may take as the table says it, e.g. PT24H or P15D';
comment on column aftercare.deadline_occurrence.paused_at is 'since when the clock stands still; null while it runs';
comment on column aftercare.deadline_occurrence.paused_seconds is 'time of the row''s calendar that finished pauses took, in seconds';

create index deadline_occurrence_statutory on aftercare.deadline_occurrence (case_number, due_at)
    where kind = 'statutory' and finished_at is null;

-- Every later change of a due date: what, when, who, why, from when to when.
create table aftercare.deadline_change (
    id               bigint generated always as identity primary key,
    occurrence_id    uuid        not null references aftercare.deadline_occurrence (id) on delete cascade,
    kind             text        not null
        check (kind in ('paused', 'resumed', 'extension-asked', 'extended', 'extension-refused', 'extension-lapsed', 'replanned')),
    changed_at       timestamptz not null,
    changed_by       text,
    reason           text,
    due_before       timestamptz not null,
    due_after        timestamptz not null,
    decision_version integer
);

create index deadline_change_occurrence on aftercare.deadline_change (occurrence_id, id);

-- Who is to be told of a deadline at which level, and by which message that happened; one message may carry many.
create table aftercare.deadline_reminder (
    occurrence_id uuid        not null references aftercare.deadline_occurrence (id) on delete cascade,
    level         text        not null check (level in ('warning', 'missed', 'manager')),
    recipient     text        not null,
    written_at    timestamptz not null,
    notice_id     uuid,
    primary key (occurrence_id, level, recipient)
);

create index deadline_reminder_waiting on aftercare.deadline_reminder (recipient) where notice_id is null;
