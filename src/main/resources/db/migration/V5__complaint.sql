-- What departments found and did, one row per department and round; texts are too long for engine variables.
create table aftercare.complaint_finding (
    id          bigint generated always as identity primary key,
    case_number text        not null,
    level       integer     not null,
    department  text        not null,
    person      text        not null,
    found_at    timestamptz not null,
    responsible text        not null,
    finding     text        not null,
    cause       text        not null,
    suggestion  text
);

create index complaint_finding_case on aftercare.complaint_finding (case_number, level, id);

create table aftercare.complaint_execution (
    id              bigint generated always as identity primary key,
    case_number     text        not null,
    plan            text        not null,
    department      text        not null,
    person          text        not null,
    executed_at     timestamptz not null,
    result          text        not null,
    note            text        not null,
    tracking_number text
);

create index complaint_execution_case on aftercare.complaint_execution (case_number, plan, id);
