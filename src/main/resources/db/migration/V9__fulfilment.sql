-- Money and goods that leave the house (A6, A7): one row for each thing that was decided, whoever carries it out.
create table aftercare.fulfilment_order (
    id           bigint generated always as identity primary key,
    case_number  text        not null,
    decision     text        not null,
    kind         text        not null check (kind in ('refund', 'coupon', 'points', 'coupon-void', 'reservation', 'release',
        'return-label', 'ship-exchange', 'ship-reshipment', 'ship-repaired', 'ship-send-back')),
    order_number text,
    customer_id  uuid,
    amount       numeric(12, 2) check (amount > 0),
    product      text,
    quantity     integer        check (quantity > 0),
    proposer     text,
    approved_by  text,
    state        text        not null default 'OPEN'
        check (state in ('OPEN', 'ASKED', 'DONE', 'BY_HAND', 'DECLINED', 'FAILED')),
    attempts     integer     not null default 0,
    reference    text,
    courier      text,
    last_answer  text,
    ordered_at   timestamptz not null,
    asked_at     timestamptz,
    finished_at  timestamptz,
    finished_by  text,
    undone_at    timestamptz,
    constraint fulfilment_once_per_decision unique (case_number, decision, kind),
    constraint fulfilment_done_has_reference check (state not in ('DONE', 'BY_HAND') or (reference is not null and finished_at is not null)),
    -- a person confirms refunds and compensation, and not the one who proposed them (C10, GB/T 47746-2026)
    constraint fulfilment_money_is_approved check (kind not in ('refund', 'coupon', 'points')
        or (amount is not null and approved_by is not null and proposer is not null and approved_by <> proposer)),
    constraint fulfilment_refund_has_order check (kind <> 'refund' or order_number is not null)
);

comment on column aftercare.fulfilment_order.amount is 'in CNY; for points what they stand for';
comment on column aftercare.fulfilment_order.quantity is 'pieces; for points how many';
comment on column aftercare.fulfilment_order.state is 'ASKED: what became of the last attempt is not known for certain; DECLINED: known not to be done; FAILED: handed to a person';
comment on column aftercare.fulfilment_order.attempts is 'how often somebody was about to be asked';
comment on column aftercare.fulfilment_order.last_answer is 'why the last attempt did not succeed, in our words';
comment on column aftercare.fulfilment_order.finished_by is 'who carried it out by hand';
comment on column aftercare.fulfilment_order.undone_at is 'when a coupon was voided or a reservation released';

create index fulfilment_order_refunds on aftercare.fulfilment_order (order_number) where kind = 'refund';
create unique index fulfilment_order_reference on aftercare.fulfilment_order (kind, reference) where kind in ('refund', 'coupon', 'points');
create index fulfilment_order_newest on aftercare.fulfilment_order (ordered_at desc, id desc);

-- What the embedded payment channel, voucher system, stock and courier booked, where none is configured.
create table aftercare.embedded_booking (
    key          text        primary key,
    kind         text        not null,
    reference    text        not null unique,
    order_number text,
    customer_id  uuid,
    product      text,
    quantity     integer,
    amount       numeric(12, 2),
    -- whether a reservation was taken from embedded_stock
    counted      boolean     not null default false,
    booked_at    timestamptz not null,
    undone_at    timestamptz
);

create sequence aftercare.embedded_reference;

-- Products whose pieces are counted. One without a row is not counted: there is always enough of it.
create table aftercare.embedded_stock (
    product   text primary key,
    available integer not null check (available >= 0)
);
