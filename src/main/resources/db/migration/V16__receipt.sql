-- orders are found in any case of their letters
create index customer_order_number on aftercare.customer_order (upper(number));

-- Who speaks for a customer in a case: a relative, a colleague. Erased with the customer.
create table aftercare.contact_person (
    id          bigint generated always as identity primary key,
    customer_id uuid        not null references aftercare.customer on delete cascade,
    case_number text        not null,
    relation    text        not null check (relation in ('family', 'colleague', 'other')),
    name        text        not null,
    -- normalised, as in aftercare.customer
    phone       text        not null,
    named_at    timestamptz not null
);

create index contact_person_customer on aftercare.contact_person (customer_id, case_number);
create index contact_person_phone on aftercare.contact_person (phone);
