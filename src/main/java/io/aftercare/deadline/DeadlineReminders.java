package io.aftercare.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who is to be told of which deadline. A reminder waits a moment so that those of many cases reach a person in one message;
 * each is carried by exactly one message.
 */
@Repository
class DeadlineReminders {

    /** What a reminder is about. The escalation's steps; the names are those of the table. */
    enum Level {
        WARNING,
        MISSED,
        MANAGER;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A reminder that waits.
     *
     * @param assignee who has the task now, or null
     */
    record Waiting(
            UUID occurrence,
            Level level,
            String caseNumber,
            String label,
            Instant dueAt,
            String urgency,
            String customer,
            String product,
            String assignee) {}

    private final JdbcClient jdbc;

    DeadlineReminders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks for a person to be told; a deadline that was extended may remind the same person again. */
    void write(UUID occurrence, Level level, String recipient, Instant now) {
        jdbc.sql(
                        """
                        insert into aftercare.deadline_reminder (occurrence_id, level, recipient, written_at)
                        values (?, ?, ?, ?)
                        on conflict (occurrence_id, level, recipient)
                        do update set written_at = excluded.written_at, notice_id = null""")
                .params(occurrence, level.key(), recipient, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Who waits to be told something of this case. */
    List<String> recipients(String caseNumber) {
        return jdbc.sql("select distinct r.recipient from aftercare.deadline_reminder r"
                        + " join aftercare.deadline_occurrence o on o.id = r.occurrence_id"
                        + " where o.case_number = ? and r.notice_id is null order by 1")
                .param(caseNumber)
                .query(String.class)
                .list();
    }

    /**
     * Everything that a person waits to be told, of all cases, locked for the caller's transaction; what another node has taken
     * at the same moment is left out. Deadlines that were met before anybody was told of them are not worth a message, nor is the warning of one that is missed
     * meanwhile.
     */
    List<Waiting> take(String recipient, Instant now) {
        jdbc.sql("delete from aftercare.deadline_reminder r using aftercare.deadline_occurrence o"
                        + " where o.id = r.occurrence_id and r.recipient = ? and r.notice_id is null"
                        + " and (o.state in ('met', 'cancelled') or r.level = 'warning' and o.due_at <= ?)")
                .params(recipient, now.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql(
                        """
                        select r.occurrence_id, r.level, o.case_number, o.label, o.due_at, c.urgency, c.customer_label, c.product,
                               (select max(t.assignee_) from act_ru_task t
                                 where t.execution_id_ = o.scope_execution_id and t.task_def_key_ = o.activity_id) as assignee
                          from aftercare.deadline_reminder r
                          join aftercare.deadline_occurrence o on o.id = r.occurrence_id
                          left join aftercare.case_register c on c.case_number = o.case_number
                         where r.recipient = ? and r.notice_id is null
                         order by case r.level when 'manager' then 0 when 'missed' then 1 else 2 end, o.due_at, o.number
                           for update of r skip locked""")
                .param(recipient)
                .query(DeadlineReminders::waiting)
                .list();
    }

    /** Notes which message carries them. */
    void carriedBy(UUID notice, String recipient, List<Waiting> told) {
        jdbc.sql("update aftercare.deadline_reminder r set notice_id = :notice"
                        + " from unnest(:occurrences::uuid[], :levels::text[]) as t (occurrence, level)"
                        + " where r.recipient = :recipient and r.occurrence_id = t.occurrence and r.level = t.level")
                .param("notice", notice)
                .param("recipient", recipient)
                .param("occurrences", told.stream().map(Waiting::occurrence).toArray(UUID[]::new))
                .param("levels", told.stream().map(w -> w.level().key()).toArray(String[]::new))
                .update();
    }

    private static Waiting waiting(ResultSet r, int n) throws SQLException {
        return new Waiting(
                r.getObject("occurrence_id", UUID.class),
                Level.valueOf(r.getString("level").toUpperCase(java.util.Locale.ROOT)),
                r.getString("case_number"),
                r.getString("label"),
                r.getObject("due_at", OffsetDateTime.class).toInstant(),
                r.getString("urgency"),
                r.getString("customer_label"),
                r.getString("product"),
                r.getString("assignee"));
    }
}
