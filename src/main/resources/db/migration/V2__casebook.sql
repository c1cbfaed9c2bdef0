-- The casebook: numbers, the register (one row per case, requirement C15), contact records (P3) and documents. No personal data in clear.

create table aftercare.case_number_sequence (
    prefix text    not null check (prefix ~ '^[A-Z]{2}$'),
    day    date    not null,
    last   integer not null check (last > 0),
    primary key (prefix, day)
);

-- Derived from the engine's history in the transaction that changes it; io.aftercare.casebook.RegisterColumns says from what.
create table aftercare.case_register (
    case_number            text primary key,
    process_key            text        not null,
    process_instance_id    text        not null unique,
    customer_id            text,
    customer_label         text,
    channel                text,
    received_at            timestamptz not null,
    order_number           text,
    product                text,
    summary                text,
    category               text,
    demand_type            text,
    urgency                text,
    severity               text,
    level                  integer,
    responsible_department text,
    departments            text,
    plan_text              text,
    amount                 numeric,
    handler                text,
    phase                  text,
    current_tasks          text,
    assignees              text,
    due_at                 timestamptz,
    satisfaction           text,
    feedback               text,
    outcome                text,
    original_case          text,
    status                 text        not null check (status in ('open', 'closed', 'archived', 'withdrawn', 'duplicate')),
    closed_at              timestamptz,
    archived_at            timestamptz
);

-- the page shows open cases first, the urgent ones on top, then by due date
create index case_register_order on aftercare.case_register
    ((closed_at is not null), (case urgency when 'urgent' then 0 when 'normal' then 1 when 'routine' then 2 else 1 end), due_at, case_number);
create index case_register_customer on aftercare.case_register (customer_id);
create index case_register_received on aftercare.case_register (received_at);

create table aftercare.contact_record (
    id          bigint generated always as identity primary key,
    case_number text        not null,
    customer_id uuid,
    at          timestamptz not null,
    means       text        not null,
    subject     text        not null,
    need        text,
    result      text,
    follow_up   text,
    person      text
);

create index contact_record_case on aftercare.contact_record (case_number, at);
create index contact_record_customer on aftercare.contact_record (customer_id);

create table aftercare.case_document (
    id          bigint generated always as identity primary key,
    case_number text        not null,
    kind        text        not null,
    title       text        not null,
    text        text        not null,
    created_at  timestamptz not null
);

create index case_document_case on aftercare.case_document (case_number, created_at);
