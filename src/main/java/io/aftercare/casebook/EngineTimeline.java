package io.aftercare.casebook;

import io.aftercare.platform.Staff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
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
            boolean cancelled) {}

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
            from act_hi_actinst a left join act_hi_taskinst t on t.id_ = a.task_id_
            where a.root_proc_inst_id_ = ? and coalesce(a.act_name_, '') <> ''
              and a.act_type_ not like '%Gateway' and a.act_type_ <> 'multiInstanceBody'
              and a.act_type_ !~ '(^start|StartEvent|EndEvent)'
            order by a.start_time_, (a.proc_inst_id_ <> a.root_proc_inst_id_), a.sequence_counter_, a.id_
            limit 500
            """;

    private final JdbcClient jdbc;
    private final Staff staff;

    EngineTimeline(JdbcClient jdbc, Staff staff) {
        this.jdbc = jdbc;
        this.staff = staff;
    }

    List<Entry> of(String processInstanceId) {
        return jdbc.sql(ENTRIES)
                .param(processInstanceId)
                .query((row, n) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3) == null ? null : staff.signature(row.getString(3)),
                        instant(row, 4),
                        instant(row, 5),
                        instant(row, 6),
                        row.getBoolean(7)))
                .list();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
