-- What an agent has to know of a customer's age: a group, no date of birth (Personal Information Protection Law, art. 6).
alter table aftercare.customer add column age_group text check (age_group in ('young', 'adult', 'senior'));

comment on column aftercare.customer.age_group is 'as the customer table of the CRM or the agent judges it; null while not known';

-- Notes on policies are written on a page, and ended there, by somebody who can be asked.
alter table aftercare.policy_note
    add column concerns   text,
    add column created_by text,
    add column created_at timestamptz,
    add column ended_by   text,
    add column ended_at   timestamptz,
    add constraint policy_note_ended_by_somebody check ((ended_by is null) = (ended_at is null));

comment on column aftercare.policy_note.concerns is 'which products, orders or customers, in words';
comment on column aftercare.policy_note.ended_at is 'it has not been in force since, whatever its days say';

-- Who had which customer erased, when and why. No reference to the customer, who is gone.
create table aftercare.erasure (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    person      text        not null,
    customer_id uuid        not null,
    case_number text        not null,
    reason      text        not null
);

create index erasure_customer on aftercare.erasure (customer_id);
