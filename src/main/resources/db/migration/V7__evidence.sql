-- What proves a case: photos and PDF. The content stands apart, so that lists never read it and another store may keep it.
create table aftercare.evidence (
    id          uuid primary key,
    -- the order in which they came; several come in one instant
    number      bigint generated always as identity,
    case_number text        not null,
    name        text        not null,
    media_type  text        not null,
    size        bigint      not null check (size > 0),
    sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    uploaded_at timestamptz not null,
    uploaded_by text        not null,
    constraint evidence_once_per_case unique (case_number, sha256)
);

create index evidence_case on aftercare.evidence (case_number, number);

create table aftercare.evidence_content (
    evidence_id uuid primary key references aftercare.evidence on delete cascade,
    -- photos show persons and homes: erasing the customer erases them too, and leaves who brought what when
    customer_id uuid references aftercare.customer on delete cascade,
    content     bytea not null
);

-- photos and PDF are compressed already
alter table aftercare.evidence_content alter column content set storage external;
create index evidence_content_customer on aftercare.evidence_content (customer_id);

-- Who looked at whose personal data, when and for which case. No reference to the customer: the log outlives an erasure.
create table aftercare.personal_data_look (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    person      text        not null,
    customer_id uuid,
    case_number text,
    what        text        not null check (what in ('contact', 'dossier', 'evidence')),
    -- id of the one thing looked at, where there are several
    subject     text
);

create index personal_data_look_case on aftercare.personal_data_look (case_number, at);
create index personal_data_look_customer on aftercare.personal_data_look (customer_id, at);

-- Each check of who somebody is, the failed ones too; what the caller said is not kept.
create table aftercare.identity_check (
    id          bigint generated always as identity primary key,
    case_number text        not null,
    customer_id uuid        not null,
    method      text        not null check (method in ('order', 'phone', 'email', 'other')),
    passed      boolean     not null,
    note        text,
    checked_by  text        not null,
    checked_at  timestamptz not null
);

create index identity_check_case on aftercare.identity_check (case_number, checked_at);

-- What changed in the company's policies and prices, for those who speak with customers today.
create table aftercare.policy_note (
    id         bigint generated always as identity primary key,
    title      text not null,
    text       text not null,
    valid_from date not null,
    valid_to   date,
    constraint policy_note_days_in_order check (valid_to is null or valid_to >= valid_from)
);

comment on column aftercare.policy_note.valid_to is 'the last day; null while no end is known';
