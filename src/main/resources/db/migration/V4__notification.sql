-- One log row per message. It names the customer by id only and stays when the customer is erased.
create table aftercare.notice (
    id                  uuid        primary key,
    case_number         text        not null,
    process_instance_id text,
    kind                text        not null,
    audience            text        not null check (audience in ('customer', 'staff')),
    customer_id         uuid,
    staff_user_id       text,
    channel             text        not null check (channel in ('email', 'phone')),
    state               text        not null check (state in ('QUEUED', 'SENDING', 'SENT', 'KEPT', 'FAILED', 'PHONED', 'DROPPED')),
    attempts            integer     not null default 0,
    message_id          text        not null unique,
    queued_at           timestamptz not null,
    sent_at             timestamptz,
    last_error          text,
    phoned_at           timestamptz,
    phoned_by           text,
    call_result         text        check (call_result in ('reached', 'unreachable')),
    check ((audience = 'customer') = (customer_id is not null)),
    check ((audience = 'staff') = (staff_user_id is not null))
);

comment on column aftercare.notice.channel is 'phone: there was no valid address when the message was queued';
comment on column aftercare.notice.state is 'SENDING: handed to the mail server, not yet known to be accepted; KEPT: no mail server; FAILED: the customer is to be called; PHONED: called';
comment on column aftercare.notice.attempts is 'how often the message was handed to the mail server';
comment on column aftercare.notice.last_error is 'why the last attempt failed, without addresses';

-- the outbox reads newest first, by case and by state
create index notice_newest on aftercare.notice (queued_at desc, id desc);
create index notice_case on aftercare.notice (case_number text_pattern_ops, queued_at desc);
create index notice_state on aftercare.notice (state, queued_at desc);
-- reminders of one case that still wait
create index notice_waiting on aftercare.notice (process_instance_id) where state in ('QUEUED', 'SENDING');

-- The personal part of a message. Erasing the customer erases it.
create table aftercare.notice_text (
    notice_id   uuid primary key references aftercare.notice (id) on delete cascade,
    customer_id uuid references aftercare.customer (id) on delete cascade,
    recipient   text,
    subject     text not null,
    body_text   text not null,
    body_html   text not null,
    call_note   text
);

create index notice_text_customer on aftercare.notice_text (customer_id);

-- Who opened which message: a look at personal data leaves a trace.
create table aftercare.notice_look (
    notice_id uuid        not null references aftercare.notice (id) on delete cascade,
    looked_by text        not null,
    looked_at timestamptz not null
);

create index notice_look_notice on aftercare.notice_look (notice_id, looked_at);
