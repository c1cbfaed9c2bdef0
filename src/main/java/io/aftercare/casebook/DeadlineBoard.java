package io.aftercare.casebook;

import io.aftercare.calendar.Calendars;
import io.aftercare.casebook.DeadlineFilter.Due;
import io.aftercare.platform.Staff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 时限看板: what is not finished yet and when it is due (C12, Q5). Overdue steps first, then by due date, at the same the
 * urgent first (C5).
 */
@Service
class DeadlineBoard {

    /** Groups that see the deadlines of everybody. */
    private static final Set<String> SEE_ALL =
            Set.of("supervisor", "manager", "auditor", "process-owner", "camunda-admin");

    /** The groups that people call customer service. */
    private static final Set<String> SERVICE = Set.of("agent", "specialist");

    /** What the ledger's department and a task's candidate group make of themselves. */
    private static final String SERVICE_DEPARTMENT = "service";

    /** Whose a deadline can be. */
    private static final List<String> DEPARTMENTS =
            List.of(SERVICE_DEPARTMENT, "logistics", "product", "warehouse", "finance", "legal", "training");

    /**
     * The open rows of the ledger with who has the step. A deadline without a task, such as a statutory one, is the
     * handler's of the case. Whose it is when the ledger names no department, the task's candidates tell; an escalation adds
     * supervisor or manager to them, so any other group goes before.
     */
    private static final String OPEN =
            """
            (select o.number, o.case_number, o.kind, o.label, o.clause, o.decision_version, o.calendar, o.started_at, o.due_at,
                    o.warned_at, o.escalated_at, o.paused_at, o.paused_until, c.customer_label, c.customer_id, c.order_number, c.urgency,
                    t.id_ is not null and t.assignee_ is null as waiting,
                    case when t.id_ is null then c.handler else t.assignee_ end as assignee,
                    coalesce(
                      case when o.department in ('agent', 'specialist', 'supervisor', 'manager') then 'service' else o.department end,
                      (select min(l.group_id_) from act_ru_identitylink l
                        where l.task_id_ = t.id_ and l.type_ = 'candidate'
                          and l.group_id_ not in ('agent', 'specialist', 'supervisor', 'manager')),
                      'service') as department,
                    o.breached_at is not null or o.paused_at is null and o.due_at < now.at as overdue,
                    o.breached_at is null and o.paused_at is null
                      and o.due_at >= now.at and o.due_at < now.at + interval '1 hour' as within_hour,
                    o.breached_at is null and o.paused_at is null
                      and o.due_at >= now.at and o.due_at < now.tomorrow as within_day
             from (select ?::timestamptz as at, ?::timestamptz as tomorrow) now
             cross join aftercare.deadline_occurrence o
             left join act_ru_task t on t.execution_id_ = o.scope_execution_id and t.task_def_key_ = o.activity_id
             left join aftercare.case_register c on c.case_number = o.case_number
             where o.finished_at is null)
            """;

    private static final String ORDER = " order by d.overdue desc, d.due_at,"
            + " (case d.urgency when 'urgent' then 0 when 'normal' then 1 when 'routine' then 2 else 1 end), d.number";

    /**
     * Who looks.
     *
     * @param all whether the person sees everybody's
     * @param departments whose deadlines the person sees beside the own
     */
    record Viewer(String person, boolean all, Set<String> departments) {

        static Viewer of(String person, Collection<String> groups) {
            Set<String> departments = new TreeSet<>(groups);
            if (departments.removeAll(SERVICE)) {
                departments.add(SERVICE_DEPARTMENT);
            }
            return new Viewer(person, !Collections.disjoint(groups, SEE_ALL), departments);
        }
    }

    /** What can be chosen in the filters: code and label, ordered by label. */
    record Choices(Map<String, String> departments, Map<String, String> people, Set<String> steps) {}

    private final JdbcTemplate jdbc;
    private final JdbcTemplate streaming;
    private final CaseDesk desk;
    private final Staff staff;
    private final Calendars calendars;
    private final Times times;
    private final Clock clock;

    DeadlineBoard(JdbcTemplate jdbc, CaseDesk desk, Staff staff, Calendars calendars, Times times, Clock clock) {
        this.desk = desk;
        this.calendars = calendars;
        this.jdbc = jdbc;
        this.streaming = new JdbcTemplate(jdbc.getDataSource());
        this.streaming.setFetchSize(500);
        this.staff = staff;
        this.times = times;
        this.clock = clock;
    }

    /** How many are how pressing, whatever of it the filter's {@code due} picks. */
    Map<Due, Long> counts(DeadlineFilter filter, Viewer viewer) {
        Condition wanted = visible(filter.condition(desk.called(filter.text())), viewer);
        List<String> counts = new ArrayList<>();
        for (Due due : Due.values()) {
            counts.add("count(*) filter (where " + due.sql + ")");
        }
        return jdbc.queryForObject(
                "select " + String.join(", ", counts) + " from " + OPEN + " d where " + wanted.sql(),
                (row, n) -> {
                    Map<Due, Long> found = new EnumMap<>(Due.class);
                    for (Due due : Due.values()) {
                        found.put(due, row.getLong(due.ordinal() + 1));
                    }
                    return found;
                },
                parameters(wanted));
    }

    /**
     * @param total how many rows the filter finds, from {@link #counts}
     * @param number page from 1; a page that does not exist becomes the nearest one
     */
    Page<DeadlineRow> page(DeadlineFilter filter, Viewer viewer, long total, int number) {
        Condition wanted = visible(filter.condition(desk.called(filter.text())).and(filter.wanted().sql), viewer);
        RowMapper<DeadlineRow> reader = reader(wanted);
        return Page.of(
                total,
                number,
                offset -> jdbc.query(
                        rows(wanted) + " limit " + Page.SIZE + " offset " + offset, reader, parameters(wanted)));
    }

    /** All rows, one after the other, without holding them in memory. */
    @Transactional(readOnly = true)
    public void each(DeadlineFilter filter, Viewer viewer, Consumer<DeadlineRow> reader) {
        Condition wanted = visible(filter.condition(desk.called(filter.text())).and(filter.wanted().sql), viewer);
        try (Stream<DeadlineRow> rows = streaming.queryForStream(rows(wanted), reader(wanted), parameters(wanted))) {
            rows.forEach(reader);
        }
    }

    /** The departments, what occurs among all that the viewer sees, and what the filter names already. */
    Choices choices(DeadlineFilter filter, Viewer viewer) {
        Condition wanted = visible(new Condition(), viewer);
        Set<String> departments = new TreeSet<>(DEPARTMENTS);
        Set<String> people = new TreeSet<>();
        Set<String> steps = new TreeSet<>();
        jdbc.query(
                "select distinct d.assignee, d.label from " + OPEN + " d where " + wanted.sql(),
                row -> {
                    if (row.getString(1) != null) {
                        people.add(row.getString(1));
                    }
                    steps.add(row.getString(2));
                },
                parameters(wanted));
        keep(departments, filter.department());
        if (!DeadlineFilter.NOBODY.equals(filter.person())) {
            keep(people, filter.person());
        }
        keep(steps, filter.step());
        return new Choices(
                labelled(departments, CaseLabels::department), labelled(people, staff.signatures(people)::get), steps);
    }

    private static void keep(Set<String> choices, String chosen) {
        if (chosen != null && !chosen.isBlank()) {
            choices.add(chosen);
        }
    }

    private static Map<String, String> labelled(Set<String> codes, UnaryOperator<String> label) {
        Map<String, String> labels = new TreeMap<>();
        codes.forEach(code -> labels.put(label.apply(code) + "\0" + code, code));
        Map<String, String> ordered = new LinkedHashMap<>();
        labels.forEach((key, code) -> ordered.put(code, key.substring(0, key.indexOf('\0'))));
        return ordered;
    }

    private static Condition visible(Condition wanted, Viewer viewer) {
        return viewer.all()
                ? wanted
                : wanted.and(
                        "d.department = any(?) or d.assignee = ?",
                        viewer.departments().toArray(String[]::new),
                        viewer.person());
    }

    private static String rows(Condition wanted) {
        return "select d.*, (select min(l.due_at) from aftercare.deadline_occurrence l where l.case_number = d.case_number"
                + " and l.kind = 'statutory' and l.finished_at is null) as law from " + OPEN + " d where "
                + wanted.sql()
                + ORDER;
    }

    private Object[] parameters(Condition wanted) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime tomorrow =
                now.toLocalDate().plusDays(1).atStartOfDay(clock.getZone()).toOffsetDateTime();
        return Stream.concat(Stream.of(now, tomorrow), Arrays.stream(wanted.parameters()))
                .toArray();
    }

    /** Whoever has one of the rows is asked for at once, before them. */
    private RowMapper<DeadlineRow> reader(Condition wanted) {
        Map<String, String> names = staff.signatures(jdbc.queryForList(
                "select distinct d.assignee from " + OPEN + " d where d.assignee is not null and (" + wanted.sql()
                        + ")",
                String.class,
                parameters(wanted)));
        return (row, n) -> row(row, names);
    }

    private DeadlineRow row(ResultSet r, Map<String, String> names) throws SQLException {
        Instant due = instant(r, "due_at");
        Instant pausedUntil = instant(r, "paused_until");
        boolean paused = r.getObject("paused_at") != null;
        boolean overdue = r.getBoolean("overdue");
        boolean waiting = r.getBoolean("waiting");
        String assignee = r.getString("assignee");
        String kind = r.getString("kind");
        String state;
        String tone = "bad";
        if (paused) {
            state = "暂停中至 " + times.until(pausedUntil);
            tone = "";
        } else if (r.getObject("escalated_at") != null) {
            state = "已上报经理";
        } else if (overdue) {
            state = "已超时";
        } else if (r.getObject("warned_at") != null) {
            state = "已预警";
            tone = "wait";
        } else {
            state = "进行中";
            tone = "good";
        }
        return new DeadlineRow(
                r.getString("case_number"),
                r.getString("urgency"),
                CaseLabels.urgency(r.getString("urgency")),
                r.getString("customer_label") == null ? "" : r.getString("customer_label"),
                kind,
                DeadlineLabels.kind(kind),
                r.getString("label"),
                CaseLabels.department(r.getString("department")),
                assignee != null ? names.get(assignee) : waiting ? "待认领" : "—",
                waiting,
                instant(r, "started_at"),
                due,
                paused ? "计时暂停" : times.left(due),
                overdue,
                state,
                tone,
                DeadlineLabels.basis(r.getString("clause"), r.getInt("decision_version")),
                calendars.label(r.getString("calendar")),
                instant(r, "law"));
    }

    private static Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime at = r.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
