-- The one place of personal data: everything else carries a customer's id and a masked label. Erasing a person is one row.

create table aftercare.customer (
    id                uuid primary key,
    name              text        not null,
    -- null for those who only write
    phone             text,
    email             text,
    address           text,
    gender            text check (gender in ('female', 'male')),
    tier              text        not null default 'standard' check (tier in ('standard', 'vip')),
    preferred_channel text check (preferred_channel in ('phone', 'email', 'chat')),
    preferred_hours   text,
    created_at        timestamptz not null
);

-- phones are stored normalised (digits, extension after a hyphen), so this is also what makes two calls at once one customer
create unique index customer_phone on aftercare.customer (phone, name);
create index customer_email on aftercare.customer (lower(email));

create table aftercare.customer_order (
    number          text primary key,
    customer_id     uuid           not null references aftercare.customer on delete cascade,
    product         text           not null,
    amount          numeric(12, 2) not null check (amount >= 0),
    paid_at         timestamptz,
    signed_at       timestamptz,
    courier         text,
    tracking_number text
);

create index customer_order_customer on aftercare.customer_order (customer_id);

-- what a customer said, in full; cases show the redacted summary
create table aftercare.statement (
    id          bigint generated always as identity primary key,
    customer_id uuid        not null references aftercare.customer on delete cascade,
    case_number text        not null,
    text        text        not null,
    said_at     timestamptz not null
);

create index statement_customer on aftercare.statement (customer_id);
create index statement_case on aftercare.statement (case_number);
