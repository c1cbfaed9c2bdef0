-- Cases that belong together: a complaint that led to after-sales work, an after-sales case that became a complaint (A8).
-- One row a pair; each of the two reads it from its side.
create table aftercare.case_link (
    case_number text        not null,
    other_case  text        not null,
    -- how the other case came from this one, e.g. 'after-sales'
    relation    text        not null,
    at          timestamptz not null,
    primary key (case_number, other_case),
    check (case_number <> other_case)
);

create index case_link_other on aftercare.case_link (other_case);

-- after-sales work ends before its time when the customer cancels it
alter table aftercare.case_register drop constraint case_register_status_check;
alter table aftercare.case_register add constraint case_register_status_check
    check (status in ('open', 'closed', 'archived', 'withdrawn', 'duplicate', 'cancelled'));
