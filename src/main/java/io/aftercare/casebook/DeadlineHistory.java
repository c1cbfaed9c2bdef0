package io.aftercare.casebook;

import io.aftercare.calendar.Calendars;
import io.aftercare.platform.Staff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every deadline of a case, why it was when it was, and what became of it: what an auditor reads years later. */
@Component
class DeadlineHistory {

    /**
     * A later change of a due date.
     *
     * @param person name of who did it; 系统 where no person did
     * @param what e.g. 暂停计时
     * @param reason in words, or null
     * @param before the due date until then; null where the change left it
     * @param after the due date from then on, or the one asked for; null where the change left it
     */
    record Change(Instant at, String person, String what, String reason, Instant before, Instant after) {}

    /**
     * @param department label of the department whose part it is, or empty
     * @param result e.g. 按时
     * @param tone how the result is coloured: good, wait, bad or empty
     * @param why one sentence: length, calendar, from when, after which clause and which version of the table
     * @param rule id of the table's row
     * @param assignee user id of who has the task now, or null
     * @param asked whether an extension waits for the supervisor's word
     * @param pausable whether the clock can be stopped now
     * @param extendable whether more time can be asked for now
     * @param pauseLimit how long the clock may stand still at most, in words; empty if the table says nothing
     * @param extendBy how long an extension may be at most, in words; empty if the table says nothing
     */
    record Line(
            UUID id,
            String label,
            boolean statutory,
            String department,
            Instant startedAt,
            Instant dueAt,
            Instant warnedAt,
            Instant breachedAt,
            Instant escalatedAt,
            Instant finishedAt,
            String result,
            String tone,
            String why,
            String rule,
            List<Change> changes,
            String assignee,
            boolean asked,
            boolean pausable,
            boolean paused,
            boolean extendable,
            String pauseLimit,
            String extendBy,
            int extensionsLeft) {

        /** Whether people can do anything with it. */
        public boolean offers() {
            return pausable || paused || extendable;
        }
    }

    private record Asked(List<Change> changes, boolean pending) {}

    private static final Asked NONE = new Asked(List.of(), false);

    private final JdbcClient jdbc;
    private final Staff staff;
    private final Calendars calendars;
    private final Times times;
    private final Clock clock;

    DeadlineHistory(JdbcClient jdbc, Staff staff, Calendars calendars, Times times, Clock clock) {
        this.calendars = calendars;
        this.jdbc = jdbc;
        this.staff = staff;
        this.times = times;
        this.clock = clock;
    }

    /** In the order in which they began. */
    List<Line> of(String caseNumber) {
        Map<UUID, Asked> changes = changes(caseNumber);
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        select o.*, t.assignee_ from aftercare.deadline_occurrence o
                        left join act_ru_task t
                          on o.finished_at is null and t.execution_id_ = o.scope_execution_id and t.task_def_key_ = o.activity_id
                        where o.case_number = ? order by o.number""")
                .param(caseNumber)
                .query((row, n) -> line(row, changes.getOrDefault(row.getObject("id", UUID.class), NONE), now))
                .list();
    }

    private Map<UUID, Asked> changes(String caseNumber) {
        Map<UUID, Asked> found = new HashMap<>();
        Map<String, String> names = staff.signatures(jdbc.sql(
                        """
                        select distinct c.changed_by from aftercare.deadline_change c
                        join aftercare.deadline_occurrence o on o.id = c.occurrence_id
                        where o.case_number = ? and c.changed_by is not null""")
                .param(caseNumber)
                .query(String.class)
                .list());
        jdbc.sql(
                        """
                        select c.* from aftercare.deadline_change c
                        join aftercare.deadline_occurrence o on o.id = c.occurrence_id
                        where o.case_number = ? order by c.id""")
                .param(caseNumber)
                .query(row -> {
                    UUID occurrence = row.getObject("occurrence_id", UUID.class);
                    Asked before = found.getOrDefault(occurrence, NONE);
                    List<Change> changes = new ArrayList<>(before.changes());
                    changes.add(change(row, names));
                    boolean pending =
                            switch (row.getString("kind")) {
                                case "extension-asked" -> true;
                                case "extended", "extension-refused", "extension-lapsed" -> false;
                                default -> before.pending();
                            };
                    found.put(occurrence, new Asked(changes, pending));
                });
        return found;
    }

    private Change change(ResultSet r, Map<String, String> names) throws SQLException {
        String kind = r.getString("kind");
        String by = r.getString("changed_by");
        int version = r.getInt("decision_version");
        String what = DeadlineLabels.change(kind) + (r.wasNull() ? "" : "（第 " + version + " 版）");
        Instant before = instant(r, "due_before");
        Instant after = instant(r, "due_after");
        boolean moved = !before.equals(after);
        return new Change(
                instant(r, "changed_at"),
                by == null ? "系统" : names.get(by),
                what,
                DeadlineLabels.reason(r.getString("reason")),
                moved ? before : null,
                moved ? after : null);
    }

    private Line line(ResultSet r, Asked asked, Instant now) throws SQLException {
        Instant due = instant(r, "due_at");
        Instant breached = instant(r, "breached_at");
        Instant finished = instant(r, "finished_at");
        boolean paused = r.getObject("paused_at") != null;
        boolean late = breached != null || !paused && due.isBefore(now);
        boolean running = finished == null && !late && !paused;
        String calendar = r.getString("calendar");
        String pauseLimit = r.getString("pause_limit");
        String extendBy = r.getString("extend_by");
        int left = r.getInt("extensions_allowed") - r.getInt("extensions");
        String result;
        String tone = "";
        switch (r.getString("state")) {
            case "met" -> {
                result = "按时";
                tone = "good";
            }
            case "breached" -> {
                result = "超时";
                tone = "bad";
            }
            case "cancelled" -> result = "已取消";
            default -> {
                result = paused ? "暂停中" : late ? "超时未完成" : "进行中";
                tone = paused ? "" : late ? "bad" : "wait";
            }
        }
        String department = r.getString("department");
        return new Line(
                r.getObject("id", UUID.class),
                r.getString("label"),
                "statutory".equals(r.getString("kind")),
                department == null ? "" : CaseLabels.department(department),
                instant(r, "started_at"),
                due,
                instant(r, "warned_at"),
                breached,
                instant(r, "escalated_at"),
                finished,
                result,
                tone,
                why(r, calendar),
                r.getString("rule_id"),
                asked.changes(),
                r.getString("assignee_"),
                asked.pending() && finished == null,
                running && pauseLimit != null,
                finished == null && paused,
                running && left > 0 && !asked.pending(),
                pauseLimit == null ? "" : calendars.spoken(pauseLimit, "natural"),
                extendBy == null ? "" : calendars.spoken(extendBy, calendar),
                Math.max(0, left));
    }

    private String why(ResultSet r, String calendar) throws SQLException {
        String span = r.getString("span");
        long paused = r.getLong("paused_seconds");
        Instant until = instant(r, "paused_until");
        StringBuilder why = new StringBuilder();
        why.append("自 ")
                .append(times.minute(instant(r, "anchored_at")))
                .append(" 起算")
                .append(span.isEmpty() ? "" : " " + calendars.spoken(span, calendar))
                .append("，按")
                .append(calendars.label(calendar))
                .append(r.getString("clause").startsWith("《") ? "；依据" : "；依据 ")
                .append(DeadlineLabels.basis(
                        r.getString("clause"),
                        r.getInt("decision_version"),
                        r.getObject("valid_from", LocalDate.class)));
        if (paused > 0) {
            why.append("；暂停累计 ")
                    .append(Times.length(Duration.ofSeconds(paused))
                            + ("natural".equals(calendar) ? "" : "（" + calendars.label(calendar) + "）"));
        }
        if (until != null && r.getObject("finished_at") == null) {
            why.append("；").append(times.minute(instant(r, "paused_at"))).append(" 起暂停，最迟 ");
            why.append(times.until(until)).append(" 恢复计时");
        }
        return why.append("。").toString();
    }

    private static Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime at = r.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
