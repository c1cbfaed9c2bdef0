-- What a receipt proved itself by proves nothing more: another fact is asked for before a held address is used.
alter table aftercare.held_contact add column given text[];
-- of older receipts only what was held is known: the number, and the mail address where no other was given, count as given
update aftercare.held_contact set given = case when email is null then '{phone,email}'::text[] else '{phone}' end;
alter table aftercare.held_contact alter column given set not null;

comment on column aftercare.held_contact.given is 'which of phone and email the receipt gave as they are known';

-- Whether the order number that was compared stands on the page of a case.
alter table aftercare.identity_check add column shown boolean not null default false;
