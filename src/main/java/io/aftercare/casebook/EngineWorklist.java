package io.aftercare.casebook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 当日待跟进清单 (K2): what a person has to do today, the urgent first (C5), then by due date. */
@Component
class EngineWorklist {

    /**
     * @param mine whether the person has the task already; the others wait for somebody of a group to take them
     * @param caseNumber null for a task of a process without a case number
     */
    record Item(
            String taskId,
            String name,
            boolean mine,
            Instant dueAt,
            String caseNumber,
            String customer,
            String summary,
            String urgency,
            boolean overdue) {

        public String urgencyLabel() {
            return CaseLabels.urgency(urgency);
        }
    }

    private static final int MAX = 200;
    private static final int FIRST_COUNT = 9;

    private static final String ITEMS =
            """
            select t.id_, t.name_, t.assignee_ is not null, t.due_date_::timestamptz, c.case_number, c.customer_label, c.summary, c.urgency,
                   count(*) filter (where t.assignee_ is not null) over (), count(*) filter (where t.assignee_ is null) over (),
                   count(*) filter (where t.due_date_::timestamptz < :now) over ()
            from act_ru_task t left join act_ru_execution i on i.id_ = t.proc_inst_id_
            left join aftercare.case_register c on c.process_instance_id = i.root_proc_inst_id_
            where t.suspension_state_ = 1
              and (t.assignee_ = :user
                or t.assignee_ is null and t.due_date_::timestamptz < :tomorrow and exists (
                  select 1 from act_ru_identitylink l
                  where l.task_id_ = t.id_ and l.type_ = 'candidate' and (l.group_id_ = any(:groups) or l.user_id_ = :user)))
            order by (t.assignee_ is null), case c.urgency when 'urgent' then 0 when 'normal' then 1 when 'routine' then 2 else 1 end,
                     t.due_date_, t.priority_ desc, t.create_time_
            limit %d
            """
                    .formatted(MAX);

    private final JdbcClient jdbc;
    private final IdentityService identity;
    private final Clock clock;

    EngineWorklist(JdbcClient jdbc, IdentityService identity, Clock clock) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * What a person has to do today.
     *
     * @param items at most 200, the person's own before those of the groups, each the most urgent first
     * @param mine how many the person has
     * @param waiting how many of the person's groups wait for somebody
     * @param overdue how many of both are overdue
     */
    record Today(List<Item> items, long mine, long waiting, long overdue) {}

    /** All that the person has, and those of the person's groups that are due today or overdue. */
    Today of(String user) {
        Instant now = clock.instant();
        ZonedDateTime tomorrow = now.atZone(clock.getZone())
                .toLocalDate()
                .plusDays(1)
                .atTime(LocalTime.MIN)
                .atZone(clock.getZone());
        return jdbc.sql(ITEMS)
                .param("now", now.atZone(clock.getZone()).toOffsetDateTime())
                .param("user", user)
                .param("groups", groups(user).toArray(String[]::new))
                .param("tomorrow", tomorrow.toOffsetDateTime())
                .query(rows -> {
                    List<Item> items = new ArrayList<>();
                    long[] counts = new long[3];
                    while (rows.next()) {
                        items.add(item(rows, now));
                        for (int i = 0; i < counts.length; i++) {
                            counts[i] = rows.getLong(FIRST_COUNT + i);
                        }
                    }
                    return new Today(items, counts[0], counts[1], counts[2]);
                });
    }

    /** The groups that a person is in now. */
    List<String> groups(String user) {
        Authentication current = identity.getCurrentAuthentication();
        if (current != null && user.equals(current.getUserId()) && current.getGroupIds() != null) {
            return current.getGroupIds();
        }
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
    }

    private static Item item(ResultSet row, Instant now) throws SQLException {
        OffsetDateTime time = row.getObject(4, OffsetDateTime.class);
        Instant due = time == null ? null : time.toInstant();
        return new Item(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                due,
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                due != null && due.isBefore(now));
    }
}
