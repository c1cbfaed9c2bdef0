package io.aftercare.deadline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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

    DeadlineOccurrence open(Entry entry, DeadlineRule rule, DeadlinePoints points, String calendarVersion) {
        return jdbc.sql(
                        """
                        insert into aftercare.deadline_occurrence
                          (id, case_number, process_key, process_instance_id, scope_execution_id, activity_id, label, step,
                           department, inputs, anchored_at, started_at, warn_at, due_at, later_at,
                           decision_id, decision_version, rule_id, clause, told, calendar, escalate_to,
                           kind, span, valid_from, extensions_allowed, extend_by, pause_limit, calendar_version)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
                        rule.pause() == null ? null : rule.pause().toString(),
                        calendarVersion)
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

    /**
     * Sets a running deadline by another version of the table or of the calendar; who was reminded too early is reminded again.
     *
     * @param change null if nobody needs to know: no point has moved
     */
    DeadlineOccurrence replan(
            DeadlineOccurrence deadline,
            DeadlineRule rule,
            DeadlinePoints points,
            String calendarVersion,
            Instant now,
            Change change) {
        boolean otherTable = !rule.decisionId().equals(deadline.decisionId());
        if (change != null) {
            note(deadline, change, points.dueAt(), otherTable ? rule.decisionVersion() : null);
        }
        return jdbc.sql(
                        """
                        update aftercare.deadline_occurrence
                           set warned_at = case when ? > ? then null else warned_at end,
                               warn_at = ?, due_at = ?, later_at = ?, decision_id = ?, decision_version = ?, rule_id = ?,
                               clause = ?, told = ?, calendar = ?, escalate_to = ?, kind = ?, span = ?, valid_from = ?,
                               extensions_allowed = ?, extend_by = ?, pause_limit = ?, calendar_version = ?,
                               set_aside_for = null, set_aside_until = null, set_aside_count = 0, set_aside_why = null
                         where id = ? returning *""")
                .params(
                        utc(points.warnAt()),
                        utc(now),
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
                        calendarVersion,
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

    /**
     * By what the deadlines that run are to be set.
     *
     * @param tableId the newest table for running cases, or null if there is none
     * @param calendars what each calendar counts, by name
     */
    record Plan(String tableId, int tableVersion, Map<String, String> calendars) {

        /** The same for the same table and calendars. */
        String key() {
            return tableId + " " + calendars;
        }
    }

    /** Running deadlines that nobody has paused or extended and that are not missed. */
    private static final String MOVABLE = " o.finished_at is null and o.breached_at is null and o.due_at > :now"
            + " and o.inputs like '{\"%' and o.paused_at is null and o.extensions = 0 and not exists"
            + " (select 1 from aftercare.deadline_change c where c.occurrence_id = o.id and c.kind = 'paused')"
            + " and (select count(*) filter (where c.kind = 'extension-asked') = count(*) filter (where c.kind in"
            + " ('extension-refused', 'extension-lapsed')) from aftercare.deadline_change c where c.occurrence_id = o.id)";

    /** Those that an earlier calendar has set. */
    private static final String BY_EARLIER_CALENDAR =
            " o.calendar <> 'natural' and o.calendar_version is distinct from (select v.version"
                    + " from unnest(:names::text[], :versions::text[]) as v (name, version) where v.name = o.calendar)";

    private static final String BEHIND =
            " (o.decision_id <> :table and o.decision_version <= :tableVersion or" + BY_EARLIER_CALENDAR + ")";

    /** Ids of the deadlines to be set by the plan, in the order in which they began, without those that are set aside. */
    List<UUID> behind(Plan plan, Instant now, int limit) {
        return asked(
                        plan,
                        now,
                        "select o.id from aftercare.deadline_occurrence o where" + MOVABLE + " and" + BEHIND
                                + " and (o.set_aside_for is distinct from :plan or o.set_aside_until <= :now)"
                                + " order by o.number limit :limit")
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** One of them, locked; empty if it has ended or somebody has agreed on a date meanwhile. */
    Optional<Basis> lockBehind(UUID id, Plan plan, Instant now) {
        return asked(
                        plan,
                        now,
                        "select o.* from aftercare.deadline_occurrence o where o.id = :id and" + MOVABLE + " and"
                                + BEHIND + " for update")
                .param("id", id)
                .query((r, n) -> new Basis(row(r, n), inputs(r.getString("inputs")), instant(r, "anchored_at")))
                .optional();
    }

    private JdbcClient.StatementSpec asked(Plan plan, Instant now, String sql) {
        return jdbc.sql(sql)
                .param("now", utc(now))
                .param("table", plan.tableId(), Types.VARCHAR)
                .param("tableVersion", plan.tableVersion())
                .param("plan", plan.key())
                .param("names", plan.calendars().keySet().toArray(String[]::new))
                .param("versions", plan.calendars().values().toArray(String[]::new));
    }

    /** A deadline that keeps its own date, whatever the plan says of it. */
    void keep(DeadlineOccurrence deadline, Plan plan, Change change) {
        note(deadline, change);
        jdbc.sql("update aftercare.deadline_occurrence set set_aside_for = ?, set_aside_until = null,"
                        + " set_aside_count = 0, set_aside_why = null where id = ?")
                .params(plan.key(), deadline.id())
                .update();
    }

    /** Lets the others go first: a deadline that could not be set is tried again, each time after twice the time, at last daily. */
    void setAside(UUID id, Plan plan, Instant now, String why) {
        jdbc.sql(
                        """
                        update aftercare.deadline_occurrence o
                           set set_aside_count = n.count, set_aside_for = :plan, set_aside_why = :why,
                               set_aside_until = cast(:now as timestamptz)
                                   + least(interval '5 minutes' * power(2, least(n.count - 1, 20)), interval '1 day')
                          from (select case when set_aside_for = :plan then set_aside_count + 1 else 1 end as count
                                  from aftercare.deadline_occurrence where id = :id) n
                         where o.id = :id""")
                .param("id", id)
                .param("plan", plan.key())
                .param("now", utc(now))
                .param("why", why)
                .update();
    }

    /** When the first of those that are set aside is to be tried again. */
    Optional<Instant> nextAttempt(Plan plan) {
        return jdbc.sql("select min(set_aside_until) at from aftercare.deadline_occurrence"
                        + " where finished_at is null and set_aside_for = ?")
                .param(plan.key())
                .query((r, n) -> Optional.ofNullable(instant(r, "at")))
                .single();
    }

    /** Why running deadlines are set aside, each reason once, the most frequent first; empty if none is. */
    Map<String, Integer> setAside() {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        jdbc.sql("select set_aside_why, count(*) from aftercare.deadline_occurrence"
                        + " where finished_at is null and set_aside_count > 0 group by 1 order by 2 desc, 1 limit 10")
                .query(r -> {
                    reasons.put(r.getString(1), r.getInt(2));
                });
        return reasons;
    }

    /** How many running deadlines an earlier version of their calendar has set. */
    int onEarlierCalendar(Map<String, String> calendars) {
        return jdbc.sql("select count(*) from aftercare.deadline_occurrence o where o.finished_at is null"
                        + " and o.breached_at is null and" + BY_EARLIER_CALENDAR)
                .param("names", calendars.keySet().toArray(String[]::new))
                .param("versions", calendars.values().toArray(String[]::new))
                .query(Integer.class)
                .single();
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
