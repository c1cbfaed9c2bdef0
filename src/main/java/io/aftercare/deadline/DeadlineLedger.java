package io.aftercare.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledger of deadlines. Every change joins the caller's transaction, which is the engine's. */
@Repository
public class DeadlineLedger {

    private final JdbcClient jdbc;

    DeadlineLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a step is when its deadline starts. */
    record Entry(
            String caseNumber,
            String processKey,
            String processInstanceId,
            String scopeExecutionId,
            String activityId,
            String label,
            String step,
            String department,
            String inputs,
            Instant anchoredAt,
            Instant startedAt) {}

    DeadlineOccurrence open(Entry entry, DeadlineRule rule) {
        Instant due = entry.anchoredAt().plus(rule.duration());
        Instant warn = entry.anchoredAt().plusMillis(Math.round(rule.duration().toMillis() * rule.warning()));
        return jdbc.sql(
                        """
                        insert into aftercare.deadline_occurrence
                          (id, case_number, process_key, process_instance_id, scope_execution_id, activity_id, label, step,
                           department, decision_id, decision_version, rule_id, clause, told, inputs, calendar, anchored_at,
                           escalate_to, started_at, warn_at, due_at, later_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        returning *""")
                .params(
                        UUID.randomUUID(),
                        entry.caseNumber(),
                        entry.processKey(),
                        entry.processInstanceId(),
                        entry.scopeExecutionId(),
                        entry.activityId(),
                        entry.label(),
                        entry.step(),
                        entry.department(),
                        rule.decisionId(),
                        rule.decisionVersion(),
                        rule.ruleId(),
                        rule.clause(),
                        rule.told(),
                        entry.inputs(),
                        rule.calendar(),
                        utc(entry.anchoredAt()),
                        rule.escalateTo(),
                        utc(entry.startedAt()),
                        utc(warn),
                        utc(due),
                        utc(due.plus(rule.later())))
                .query(DeadlineLedger::row)
                .single();
    }

    /** The open occurrence of a step in a scope. */
    Optional<DeadlineOccurrence> find(String scopeExecutionId, String step) {
        return jdbc.sql("select * from aftercare.deadline_occurrence where scope_execution_id = ? and step = ?")
                .params(scopeExecutionId, step)
                .query(DeadlineLedger::row)
                .optional();
    }

    /** Ends the deadlines of a scope: met or breached by comparing {@code now} with the due date, or cancelled. */
    void settle(String scopeExecutionId, boolean cancelled, Instant now) {
        jdbc.sql(
                        """
                        update aftercare.deadline_occurrence
                           set finished_at = :now,
                               state = case when :cancelled and breached_at is null then 'cancelled'
                                            when breached_at is not null or due_at < :now then 'breached'
                                            else 'met' end,
                               breached_at = case when not :cancelled and due_at < :now
                                                  then coalesce(breached_at, :now) else breached_at end
                         where scope_execution_id = :scope and finished_at is null""")
                .param("now", utc(now))
                .param("cancelled", cancelled)
                .param("scope", scopeExecutionId)
                .update();
    }

    /** A step that its own message ended, such as the customer's answer, was not cancelled but done. */
    void answered(String processInstanceId, String activityId, Instant now) {
        jdbc.sql(
                        """
                        update aftercare.deadline_occurrence
                           set state = case when due_at < :now then 'breached' else 'met' end,
                               breached_at = case when due_at < :now then coalesce(breached_at, :now) end
                         where id = (select id from aftercare.deadline_occurrence
                                      where process_instance_id = :instance and activity_id = :activity
                                      order by number desc limit 1)
                           and state = 'cancelled'""")
                .param("now", utc(now))
                .param("instance", processInstanceId)
                .param("activity", activityId)
                .update();
    }

    /** Marks every open deadline of the case whose warning point has passed; returns those that this call marked. */
    List<DeadlineOccurrence> warn(String processInstanceId, Instant now) {
        return mark("warned_at", "warn_at", processInstanceId, now);
    }

    /** As {@link #warn}, for the due date. */
    List<DeadlineOccurrence> breach(String processInstanceId, Instant now) {
        return mark("breached_at", "due_at", processInstanceId, now);
    }

    /** As {@link #warn}, for the point at which the manager is called. */
    List<DeadlineOccurrence> escalate(String processInstanceId, Instant now) {
        return mark("escalated_at", "later_at", processInstanceId, now);
    }

    /** The update takes the row lock and tests the mark again, so two nodes never both mark one occurrence. */
    private List<DeadlineOccurrence> mark(String mark, String point, String processInstanceId, Instant now) {
        return jdbc.sql("update aftercare.deadline_occurrence set " + mark + " = :now where process_instance_id = :id"
                        + " and finished_at is null and " + mark + " is null and " + point + " <= :now returning *")
                .param("now", utc(now))
                .param("id", processInstanceId)
                .query(DeadlineLedger::row)
                .list();
    }

    /** Every deadline of a case, in the order in which they began. */
    public List<DeadlineOccurrence> of(String caseNumber) {
        return jdbc.sql("select * from aftercare.deadline_occurrence where case_number = ? order by number")
                .param(caseNumber)
                .query(DeadlineLedger::row)
                .list();
    }

    /** The step of a case that is due next, among those that a customer is told of. */
    public Optional<DeadlineOccurrence> next(String caseNumber) {
        return jdbc.sql("select * from aftercare.deadline_occurrence where case_number = ? and finished_at is null"
                        + " and told <> '' order by due_at limit 1")
                .param(caseNumber)
                .query(DeadlineLedger::row)
                .optional();
    }

    private static DeadlineOccurrence row(ResultSet r, int n) throws SQLException {
        return new DeadlineOccurrence(
                r.getObject("id", UUID.class),
                r.getString("case_number"),
                r.getString("activity_id"),
                r.getString("label"),
                r.getString("step"),
                r.getString("department"),
                r.getString("clause"),
                r.getString("told"),
                r.getInt("decision_version"),
                r.getString("escalate_to"),
                instant(r, "started_at"),
                instant(r, "warn_at"),
                instant(r, "due_at"),
                instant(r, "later_at"),
                instant(r, "warned_at"),
                instant(r, "breached_at"),
                instant(r, "escalated_at"),
                instant(r, "finished_at"),
                r.getString("state"),
                r.getString("scope_execution_id"));
    }

    private static Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime at = r.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
