package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what was ordered and what became of it. Each change joins the caller's transaction. */
@Repository
class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else counts the refunds of this order. */
    void lockRefundsOf(String orderNumber) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('aftercare.fulfilment_order'), hashtext(?))")
                .param(orderNumber)
                .query()
                .listOfRows();
    }

    /** What was, or may have been, paid back of an order, in CNY, besides the row {@code except}. */
    BigDecimal refunds(String orderNumber, long except) {
        return jdbc.sql("select coalesce(sum(amount), 0) from aftercare.fulfilment_order"
                        + " where kind = 'refund' and order_number = ? and state <> 'DECLINED' and id <> ?")
                .params(orderNumber, except)
                .query(BigDecimal.class)
                .single();
    }

    Optional<Entry> find(String caseNumber, String decision, Kind kind) {
        return jdbc.sql("select * from aftercare.fulfilment_order where case_number = ? and decision = ? and kind = ?")
                .params(caseNumber, decision, kind.key())
                .query(Ledger::entry)
                .optional();
    }

    Optional<Entry> findByReference(String caseNumber, Kind kind, String reference) {
        return jdbc.sql("select * from aftercare.fulfilment_order where case_number = ? and kind = ? and reference = ?")
                .params(caseNumber, kind.key(), reference)
                .query(Ledger::entry)
                .optional();
    }

    /** Whether another order of this kind has this reference. */
    boolean referenceTaken(Kind kind, String reference, long except) {
        return jdbc.sql("select exists (select 1 from aftercare.fulfilment_order"
                        + " where kind = ? and reference = ? and id <> ?)")
                .params(kind.key(), reference, except)
                .query(Boolean.class)
                .single();
    }

    /** Waits for whoever carries this order out at the moment, and tells how it stands then. The row stays locked. */
    Entry lock(long id) {
        return jdbc.sql("select * from aftercare.fulfilment_order where id = ? for update")
                .param(id)
                .query(Ledger::entry)
                .single();
    }

    /** Writes the order unless its key is there already, and returns what is there. */
    Entry insert(Entry e, Instant now) {
        jdbc.sql(
                        """
                        insert into aftercare.fulfilment_order (case_number, decision, kind, order_number, customer_id, amount,
                            product, quantity, proposer, approved_by, ordered_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        e.caseNumber(),
                        e.decision(),
                        e.kind().key(),
                        e.orderNumber(),
                        e.customerId(),
                        e.amount(),
                        e.product(),
                        e.quantity(),
                        e.proposer(),
                        e.approvedBy(),
                        Timestamp.from(now))
                .update();
        return find(e.caseNumber(), e.decision(), e.kind()).orElseThrow();
    }

    /** Counts an attempt of an order that may be carried out, and returns the row as it is then. */
    Entry startAttempt(long id, boolean againAfterNo, Instant now) {
        jdbc.sql("update aftercare.fulfilment_order set state = 'ASKED', attempts = attempts + 1, asked_at = ?"
                        + " where id = ? and (state in ('OPEN', 'ASKED') or state = 'DECLINED' and ?)")
                .params(Timestamp.from(now), id, againAfterNo)
                .update();
        return jdbc.sql("select * from aftercare.fulfilment_order where id = ?")
                .param(id)
                .query(Ledger::entry)
                .single();
    }

    Entry done(long id, Confirmation confirmation, Instant now) {
        return changed(
                id,
                "state = 'DONE', reference = ?, courier = ?, finished_at = ?, last_answer = null",
                confirmation.reference(),
                confirmation.courier(),
                Timestamp.from(now));
    }

    Entry doneByHand(long id, String reference, String by, Instant now) {
        return changed(
                id,
                "state = 'BY_HAND', reference = ?, finished_by = ?, finished_at = ?",
                reference,
                by,
                Timestamp.from(now));
    }

    Entry unanswered(long id, State state, String reason) {
        return changed(id, "state = ?, last_answer = ?", state.name(), reason);
    }

    Entry state(long id, State state) {
        return changed(id, "state = ?", state.name());
    }

    void undone(long id, Instant now) {
        changed(id, "undone_at = coalesce(undone_at, ?)", Timestamp.from(now));
    }

    /** Refunds, coupons and points of a case, oldest first. */
    List<Entry> payouts(String caseNumber) {
        return jdbc.sql("select * from aftercare.fulfilment_order where case_number = ?"
                        + " and kind in ('refund', 'coupon', 'points') order by ordered_at, id")
                .param(caseNumber)
                .query(Ledger::entry)
                .list();
    }

    /**
     * Refunds, coupons and points, newest first.
     *
     * @param prefix how the case number begins; empty for all
     * @param kind or null for all of money
     * @param state or null for all
     */
    List<Entry> payouts(String prefix, Kind kind, State state, int limit, int offset) {
        return jdbc.sql(
                        "select * from aftercare.fulfilment_order where (starts_with(case_number, :prefix) or upper(order_number) = :prefix)"
                                + (kind == null ? " and kind in ('refund', 'coupon', 'points')" : " and kind = :kind")
                                + (state == null ? "" : " and state = :state")
                                + " order by ordered_at desc, id desc limit :limit offset :offset")
                .param("prefix", prefix)
                .param("kind", kind == null ? null : kind.key())
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(Ledger::entry)
                .list();
    }

    private Entry changed(long id, String set, Object... values) {
        return jdbc.sql("update aftercare.fulfilment_order set " + set + " where id = ? returning *")
                .params(values(values, id))
                .query(Ledger::entry)
                .single();
    }

    private static List<Object> values(Object[] values, long id) {
        List<Object> all = new ArrayList<>(Arrays.asList(values));
        all.add(id);
        return all;
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getString("case_number"),
                row.getString("decision"),
                Kind.of(row.getString("kind")),
                row.getString("order_number"),
                row.getObject("customer_id", UUID.class),
                row.getBigDecimal("amount"),
                row.getString("product"),
                row.getObject("quantity", Integer.class),
                row.getString("proposer"),
                row.getString("approved_by"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("reference"),
                row.getString("courier"),
                row.getString("last_answer"),
                instant(row, "ordered_at"),
                instant(row, "finished_at"),
                row.getString("finished_by"),
                instant(row, "undone_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
