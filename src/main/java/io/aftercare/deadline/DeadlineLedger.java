package io.aftercare.deadline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledger of deadlines. Every change joins the caller's transaction, which is the engine's. */
@Repository
public class DeadlineLedger {

    private static final JsonMapper JSON = new JsonMapper();

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
            Map<String, Object> inputs,
            Instant anchoredAt,
            Instant startedAt) {}

    /** A later change of a due date: what happened, when, who did it (null: the system) and why. */
    record Change(String kind, Instant at, String by, String reason) {}

    /** A step that is under way somewhere. */
    record OpenStep(String process, String step, String scope) {}

    /** What is needed to count a running deadline anew. */
    record Basis(DeadlineOccurrence occurrence, Map<String, Object> inputs, Instant anchoredAt) {}

    DeadlineOccurrence open(Entry entry, DeadlineRule rule, DeadlinePoints points) {
        return jdbc.sql(
                        """
                        insert into aftercare.deadline_occurrence
                          (id, case_number, process_key, process_instance_id, scope_execution_id, activity_id, label, step,
                           department, inputs, anchored_at, started_at, warn_at, due_at, later_at,
                           decision_id, decision_version, rule_id, clause, told, calendar, escalate_to,
                           kind, span, valid_from, extensions_allowed, extend_by, pause_limit)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
                        json(entry.inputs()),
                        utc(entry.anchoredAt()),
                        utc(entry.startedAt()),
                        utc(points.warnAt()),
                        utc(points.dueAt()),
                        utc(points.laterAt()),
                        rule.decisionId(),
                        rule.decisionVersion(),
                        rule.ruleId(),
                        rule.clause(),
                        rule.told(),
                        rule.calendar(),
                        rule.escalateTo(),
                        rule.statutory() ? "statutory" : "internal",
                        rule.duration().toString(),
                        rule.validFrom(),
                        rule.extensions(),
                        rule.extendBy() == null ? null : rule.extendBy().toString(),
                        rule.pause() == null ? null : rule.pause().toString())
                .query(DeadlineLedger::row)
                .single();
    }

    /** The occurrence of a step in a scope. */
    Optional<DeadlineOccurrence> find(String scopeExecutionId, String step) {
        return jdbc.sql("select * from aftercare.deadline_occurrence where scope_execution_id = ? and step = ?")
                .params(scopeExecutionId, step)
                .query(DeadlineLedger::row)
                .optional();
    }

    /** An occurrence that is not finished, locked until the transaction ends so that two people do not change it at once. */
    Optional<DeadlineOccurrence> lock(UUID id) {
        return jdbc.sql("select * from aftercare.deadline_occurrence where id = ? and finished_at is null for update")
                .param(id)
                .query(DeadlineLedger::row)
                .optional();
    }

    /** Paused occurrences of a scope or, with null, of a whole case, locked. */
    List<DeadlineOccurrence> lockPaused(String processInstanceId, String scopeExecutionId) {
        return jdbc.sql("select * from aftercare.deadline_occurrence where process_instance_id = :instance"
                        + " and (cast(:scope as text) is null or scope_execution_id = :scope)"
                        + " and finished_at is null and paused_at is not null order by number for update")
                .param("instance", processInstanceId)
                .param("scope", scopeExecutionId)
                .query(DeadlineLedger::row)
                .list();
    }

    /** The table that set the latest deadline of a case, by id; empty for a case without deadlines yet. */
    Optional<String> tableOf(String caseNumber) {
        return jdbc.sql("select decision_id from aftercare.deadline_occurrence where case_number = ?"
                        + " order by decision_version desc, number desc limit 1")
                .param(caseNumber)
                .query(String.class)
                .optional();
    }

    /** When the first deadline of a case began. */
    Optional<Instant> began(String caseNumber) {
        return jdbc
                .sql("select min(started_at) at from aftercare.deadline_occurrence where case_number = ?")
                .param(caseNumber)
                .query((r, n) -> instant(r, "at"))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /**
     * Ends the deadlines of a scope: breached if the due date has passed, however the scope ends; met or cancelled otherwise. A
     * statutory duty is not met by the end of a case, only by {@link #fulfil}.
     */
    void settle(String scopeExecutionId, boolean cancelled, Instant now) {
        jdbc.sql(
                        """
                        update aftercare.deadline_occurrence
                           set finished_at = :now,
                               state = case when breached_at is not null or due_at < :now then 'breached'
                                            when :cancelled or kind = 'statutory' then 'cancelled'
                                            else 'met' end,
                               breached_at = case when due_at < :now then coalesce(breached_at, :now) else breached_at end
                         where scope_execution_id = :scope and finished_at is null""")
                .param("now", utc(now))
                .param("cancelled", cancelled)
                .param("scope", scopeExecutionId)
                .update();
    }

    /** Ends a deadline whose step goes on, because what it promised is done. */
    void fulfil(String processInstanceId, String step, Instant now) {
        jdbc.sql(
                        """
                        update aftercare.deadline_occurrence
                           set finished_at = :now,
                               state = case when breached_at is not null or due_at < :now then 'breached' else 'met' end,
                               breached_at = case when due_at < :now then coalesce(breached_at, :now) else breached_at end
                         where process_instance_id = :instance and step = :step and finished_at is null""")
                .param("now", utc(now))
                .param("instance", processInstanceId)
                .param("step", step)
                .update();
    }

    /** A step that its own message ended, such as the customer's answer, was not cancelled but done. */
    void answered(String processInstanceId, String activityId) {
        jdbc.sql(
                        """
                        update aftercare.deadline_occurrence set state = 'met'
                         where id = (select id from aftercare.deadline_occurrence
                                      where process_instance_id = :instance and activity_id = :activity
                                      order by number desc limit 1)
                           and state = 'cancelled'""")
                .param("instance", processInstanceId)
                .param("activity", activityId)
                .update();
    }

    /** Marks every open deadline of the case whose warning point has passed; returns those that this call marked. */
    List<DeadlineOccurrence> warn(String caseNumber, Instant now) {
        return mark("warned_at", "warn_at", caseNumber, now);
    }

    /** As {@link #warn}, for the due date. */
    List<DeadlineOccurrence> breach(String caseNumber, Instant now) {
        return mark("breached_at", "due_at", caseNumber, now);
    }

    /** As {@link #warn}, for the point at which the manager is called. */
    List<DeadlineOccurrence> escalate(String caseNumber, Instant now) {
        return mark("escalated_at", "later_at", caseNumber, now);
    }

    /** The update takes the row lock and tests the mark again, so two nodes never both mark one occurrence. */
    private List<DeadlineOccurrence> mark(String mark, String point, String caseNumber, Instant now) {
        return jdbc.sql("update aftercare.deadline_occurrence set " + mark + " = :now where case_number = :case"
                        + " and finished_at is null and paused_at is null and " + mark + " is null and " + point
                        + " <= :now returning *")
                .param("now", utc(now))
                .param("case", caseNumber)
                .query(DeadlineLedger::row)
                .list();
    }

    /** Stops the clock. The points stay as they are until it goes on. */
    DeadlineOccurrence pause(DeadlineOccurrence deadline, Instant until, Change change) {
        note(deadline, change, deadline.dueAt(), null);
        return jdbc.sql(
                        "update aftercare.deadline_occurrence set paused_at = ?, paused_until = ? where id = ? returning *")
                .params(utc(change.at()), utc(until), deadline.id())
                .query(DeadlineLedger::row)
                .single();
    }

    /** Lets the clock go on from new points. */
    DeadlineOccurrence resume(DeadlineOccurrence deadline, DeadlinePoints points, long pausedSeconds, Change change) {
        note(deadline, change, points.dueAt(), null);
        return jdbc.sql(
                        "update aftercare.deadline_occurrence set paused_at = null, paused_until = null,"
                                + " paused_seconds = paused_seconds + ?, warn_at = ?, due_at = ?, later_at = ? where id = ? returning *")
                .params(pausedSeconds, utc(points.warnAt()), utc(points.dueAt()), utc(points.laterAt()), deadline.id())
                .query(DeadlineLedger::row)
                .single();
    }

    /** Gives more time; the assignee is reminded again before the new date. */
    DeadlineOccurrence extend(DeadlineOccurrence deadline, DeadlinePoints points, Change change) {
        note(deadline, change, points.dueAt(), null);
        return jdbc.sql("update aftercare.deadline_occurrence set extensions = extensions + 1, warned_at = null,"
                        + " warn_at = ?, due_at = ?, later_at = ? where id = ? returning *")
                .params(utc(points.warnAt()), utc(points.dueAt()), utc(points.laterAt()), deadline.id())
                .query(DeadlineLedger::row)
                .single();
    }

    /** Sets a running deadline by another version of the table; who was reminded too early is reminded again. */
    DeadlineOccurrence replan(DeadlineOccurrence deadline, DeadlineRule rule, DeadlinePoints points, Change change) {
        note(deadline, change, points.dueAt(), rule.decisionVersion());
        return jdbc.sql(
                        """
                        update aftercare.deadline_occurrence
                           set warned_at = case when ? > ? then null else warned_at end,
                               warn_at = ?, due_at = ?, later_at = ?, decision_id = ?, decision_version = ?, rule_id = ?,
                               clause = ?, told = ?, calendar = ?, escalate_to = ?, kind = ?, span = ?, valid_from = ?,
                               extensions_allowed = ?, extend_by = ?, pause_limit = ?
                         where id = ? returning *""")
                .params(
                        utc(points.warnAt()),
                        utc(change.at()),
                        utc(points.warnAt()),
                        utc(points.dueAt()),
                        utc(points.laterAt()),
                        rule.decisionId(),
                        rule.decisionVersion(),
                        rule.ruleId(),
                        rule.clause(),
                        rule.told(),
                        rule.calendar(),
                        rule.escalateTo(),
                        rule.statutory() ? "statutory" : "internal",
                        rule.duration().toString(),
                        rule.validFrom(),
                        rule.extensions(),
                        rule.extendBy() == null ? null : rule.extendBy().toString(),
                        rule.pause() == null ? null : rule.pause().toString(),
                        deadline.id())
                .query(DeadlineLedger::row)
                .single();
    }

    /** Notes what moves nothing. */
    void note(DeadlineOccurrence deadline, Change change) {
        note(deadline, change, deadline.dueAt());
    }

    /** Notes what is asked for, which moves nothing yet. */
    void note(DeadlineOccurrence deadline, Change change, Instant dueAsked) {
        note(deadline, change, dueAsked, null);
    }

    private void note(DeadlineOccurrence deadline, Change change, Instant dueAfter, Integer version) {
        jdbc.sql("insert into aftercare.deadline_change"
                        + " (occurrence_id, kind, changed_at, changed_by, reason, due_before, due_after, decision_version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        deadline.id(),
                        change.kind(),
                        utc(change.at()),
                        change.by(),
                        change.reason(),
                        utc(deadline.dueAt()),
                        utc(dueAfter),
                        version)
                .update();
    }

    /** Running deadlines of a scope for which more time was asked and nobody has decided. */
    List<DeadlineOccurrence> withRequest(String scopeExecutionId) {
        return jdbc
                .sql("select * from aftercare.deadline_occurrence where scope_execution_id = ? and finished_at is null")
                .param(scopeExecutionId)
                .query(DeadlineLedger::row)
                .list()
                .stream()
                .filter(deadline -> extensionPending(deadline.id()))
                .toList();
    }

    /** Whether an extension was asked for that nobody has decided on. */
    boolean extensionPending(UUID id) {
        return jdbc.sql("select count(*) filter (where kind = 'extension-asked')"
                        + " > count(*) filter (where kind in ('extended', 'extension-refused', 'extension-lapsed'))"
                        + " from aftercare.deadline_change where occurrence_id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    List<OpenStep> openSteps() {
        return jdbc.sql("select distinct process_key, step, inputs::json ->> 'scope' as scope"
                        + " from aftercare.deadline_occurrence where finished_at is null and inputs like '{\"%'")
                .query((r, n) -> new OpenStep(r.getString(1), r.getString(2), r.getString(3)))
                .list();
    }

    /** When the oldest of the cases began that are under way. */
    Optional<Instant> oldestOpenCase() {
        return jdbc.sql("select min(f.started_at) at from aftercare.deadline_occurrence f where f.case_number in"
                        + " (select o.case_number from aftercare.deadline_occurrence o where o.finished_at is null)")
                .query((r, n) -> Optional.ofNullable(instant(r, "at")))
                .single();
    }

    /** Running deadlines that an earlier version set, that nobody has paused or extended and that are not missed. */
    List<Basis> setByEarlier(String decisionId, int version, int limit) {
        return jdbc.sql(
                        "select * from aftercare.deadline_occurrence o where finished_at is null and breached_at is null"
                                + " and decision_id <> ? and decision_version <= ? and inputs like '{\"%' and paused_at is null and extensions = 0 and not exists"
                                + " (select 1 from aftercare.deadline_change c where c.occurrence_id = o.id and c.kind = 'paused')"
                                + " and (select count(*) filter (where c.kind = 'extension-asked') = count(*) filter (where c.kind in"
                                + " ('extension-refused', 'extension-lapsed')) from aftercare.deadline_change c"
                                + " where c.occurrence_id = o.id) order by number limit ? for update")
                .params(decisionId, version, limit)
                .query((r, n) -> new Basis(row(r, n), inputs(r.getString("inputs")), instant(r, "anchored_at")))
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
                r.getString("process_instance_id"),
                r.getString("scope_execution_id"),
                r.getString("activity_id"),
                r.getString("label"),
                r.getString("step"),
                r.getString("department"),
                r.getString("calendar"),
                r.getString("clause"),
                r.getString("told"),
                r.getString("decision_id"),
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
                r.getInt("extensions_allowed"),
                r.getInt("extensions"),
                r.getString("extend_by"),
                r.getString("pause_limit"),
                instant(r, "paused_at"),
                instant(r, "paused_until"),
                r.getObject("valid_from", LocalDate.class));
    }

    private static String json(Map<String, Object> inputs) {
        try {
            return JSON.writeValueAsString(inputs);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, Object> inputs(String json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime at = r.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
