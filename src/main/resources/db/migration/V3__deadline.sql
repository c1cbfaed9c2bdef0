-- One row per deadline occurrence: which rule set it, when it was due, what became of it.
create table aftercare.deadline_occurrence (
    id                  uuid primary key,
    -- the order in which they began; several begin in one instant
    number              bigint generated always as identity,
    case_number         text        not null,
    process_key         text        not null,
    process_instance_id text        not null,
    scope_execution_id  text        not null,
    activity_id         text        not null,
    label               text        not null,
    step                text        not null,
    department          text,
    -- the rule that set it, and what it was asked with
    decision_id         text        not null,
    decision_version    integer     not null,
    rule_id             text        not null,
    clause              text        not null,
    told                text        not null,
    inputs              text        not null,
    calendar            text        not null,
    anchored_at         timestamptz not null,
    escalate_to         text        not null,
    -- its points in time
    started_at          timestamptz not null,
    warn_at             timestamptz not null,
    due_at              timestamptz not null,
    later_at            timestamptz not null,
    -- what happened
    warned_at           timestamptz,
    breached_at         timestamptz,
    escalated_at        timestamptz,
    finished_at         timestamptz,
    state               text        not null default 'open'
        check (state in ('open', 'met', 'breached', 'cancelled')),
    constraint deadline_points_in_order check (warn_at <= due_at and due_at <= later_at),
    constraint deadline_once_per_scope unique (scope_execution_id, step)
);

create index deadline_occurrence_case on aftercare.deadline_occurrence (case_number, number);
create index deadline_occurrence_open on aftercare.deadline_occurrence (process_instance_id) where finished_at is null;
create index deadline_occurrence_due on aftercare.deadline_occurrence (due_at) where finished_at is null;
