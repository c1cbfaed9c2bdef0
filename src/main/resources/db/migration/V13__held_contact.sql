-- How to write or send to a customer, as a later caller says it: used once the identity was checked for that case.
create table aftercare.held_contact (
    customer_id uuid        not null references aftercare.customer on delete cascade,
    case_number text        not null,
    email       text,
    address     text,
    given_at    timestamptz not null,
    primary key (customer_id, case_number)
);

comment on column aftercare.held_contact.email is 'null where none was given, or the one that is known';
comment on column aftercare.held_contact.address is 'null where none was given, or the one that is known';
