package io.aftercare.casebook;

import io.aftercare.platform.Staff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened in a case, read from the engine's history: phases, tasks, system steps and events that have a name in the
 * diagram, those of called processes among them, in the order in which they began; where a phase starts and ends is told by the phase itself. It shows who and when; whoever may see the page may see that.
 */
@Component
class EngineTimeline {

    /**
     * @param kind {@code phase}, {@code task}, {@code step} (done by the system) or {@code event}
     * @param person name of who has or had the task, null for others and for tasks nobody took
     * @param endedAt null while it goes on
     * @param cancelled ended without being completed, e.g. because the customer withdrew
     */
    record Entry(
            String kind,
            String name,
            String person,
            Instant startedAt,
            Instant endedAt,
            Instant dueAt,
            boolean cancelled) {

        private Entry by(String name) {
            return new Entry(kind, this.name, name, startedAt, endedAt, dueAt, cancelled);
        }
    }

    /** Entries of a page; longer than nearly every case. */
    static final int SIZE = 200;

    private static final String ENTRIES =
            """
            select case
                     when a.act_type_ in ('subProcess', 'callActivity') then 'phase'
                     when a.act_type_ = 'userTask' then 'task'
                     when a.act_type_ in ('serviceTask', 'sendTask', 'businessRuleTask', 'scriptTask') then 'step'
                     else 'event'
                   end as kind,
                   a.act_name_, coalesce(t.assignee_, a.assignee_), a.start_time_::timestamptz, a.end_time_::timestamptz,
                   t.due_date_::timestamptz, a.act_inst_state_ = 2
            """;

    private static final String FROM =
            """
            from act_hi_actinst a left join act_hi_taskinst t on t.id_ = a.task_id_
            where a.root_proc_inst_id_ = :instance and coalesce(a.act_name_, '') <> ''
              and a.act_type_ not like '%Gateway' and a.act_type_ <> 'multiInstanceBody'
              and a.act_type_ !~ '(^start|StartEvent|EndEvent)'
            """;

    private static final String ORDER =
            """
            order by a.start_time_, (a.proc_inst_id_ <> a.root_proc_inst_id_), a.sequence_counter_, a.id_
            """;

    private final JdbcClient jdbc;
    private final Staff staff;

    EngineTimeline(JdbcClient jdbc, Staff staff) {
        this.jdbc = jdbc;
        this.staff = staff;
    }

    /**
     * A part of the course; each ends where the next begins, and none is left out.
     *
     * @param page from 1; one that does not exist becomes the nearest one, so that a very large number is the newest
     */
    Page<Entry> page(String processInstanceId, int page) {
        long total = jdbc.sql("select count(*) " + FROM)
                .param("instance", processInstanceId)
                .query(Long.class)
                .single();
        return Page.of(total, page, SIZE, offset -> read(processInstanceId, " limit " + SIZE + " offset " + offset));
    }

    /** The whole course, however long. */
    List<Entry> all(String processInstanceId) {
        return read(processInstanceId, "");
    }

    private List<Entry> read(String processInstanceId, String part) {
        List<Entry> entries = jdbc.sql(ENTRIES + FROM + ORDER + part)
                .param("instance", processInstanceId)
                .query((row, n) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        instant(row, 4),
                        instant(row, 5),
                        instant(row, 6),
                        row.getBoolean(7)))
                .list();
        Map<String, String> names =
                staff.signatures(entries.stream().map(Entry::person).toList());
        return entries.stream()
                .map(entry -> entry.by(names.get(entry.person())))
                .toList();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
