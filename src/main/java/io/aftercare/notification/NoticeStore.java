package io.aftercare.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of messages and their texts. */
@Repository
class NoticeStore {

    /** One log row; {@code text} is null once the customer is erased. */
    record Notice(
            UUID id,
            String caseNumber,
            String processInstanceId,
            String kind,
            boolean forStaff,
            UUID customerId,
            String staffUserId,
            String channel,
            NoticeState state,
            int attempts,
            String messageId,
            Instant queuedAt,
            Instant sentAt,
            String lastError,
            Instant phonedAt,
            String phonedBy,
            String callResult,
            Text text) {

        public String kindLabel() {
            return NoticeKind.labelOf(kind);
        }
    }

    /**
     * @param recipient a valid address, or null
     * @param spoken what is told on the phone instead; null for colleagues
     */
    record Text(String recipient, String subject, String plain, String html, String spoken, String callNote) {}

    private static final String SELECT =
            """
            select n.*, t.notice_id as text_id, t.recipient, t.subject, t.body_text, t.body_html, t.spoken, t.call_note
            from aftercare.notice n left join aftercare.notice_text t on t.notice_id = n.id
            """;

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Notice n) {
        jdbc.sql(
                        """
                        insert into aftercare.notice (id, case_number, process_instance_id, kind, audience, customer_id,
                            staff_user_id, channel, state, message_id, queued_at, last_error)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        n.id(),
                        n.caseNumber(),
                        n.processInstanceId(),
                        n.kind(),
                        n.forStaff() ? "staff" : "customer",
                        n.customerId(),
                        n.staffUserId(),
                        n.channel(),
                        n.state().name(),
                        n.messageId(),
                        Timestamp.from(n.queuedAt()),
                        n.lastError())
                .update();
        if (n.text() == null) {
            return;
        }
        jdbc.sql(
                        """
                        insert into aftercare.notice_text (notice_id, customer_id, recipient, subject, body_text, body_html, spoken)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        n.id(),
                        n.customerId(),
                        n.text().recipient(),
                        n.text().subject(),
                        n.text().plain(),
                        n.text().html(),
                        n.text().spoken())
                .update();
    }

    Optional<Notice> find(UUID id) {
        return jdbc.sql(SELECT + " where n.id = ?")
                .param(id)
                .query(NoticeStore::notice)
                .optional();
    }

    /** Waits for whoever else is sending this message, and tells its state then. The row stays locked until the end of the transaction. */
    NoticeState lock(UUID id) {
        return NoticeState.valueOf(jdbc.sql("select state from aftercare.notice where id = ? for update")
                .param(id)
                .query(String.class)
                .single());
    }

    /** Counts an attempt; false if the message is not to be sent any more. */
    boolean startAttempt(UUID id) {
        return jdbc.sql(
                                """
                                update aftercare.notice set state = 'SENDING', attempts = attempts + 1
                                where id = ? and state in ('QUEUED', 'SENDING')
                                """)
                        .param(id)
                        .update()
                == 1;
    }

    void sent(UUID id, Instant at) {
        jdbc.sql("update aftercare.notice set state = 'SENT', sent_at = ?, last_error = null where id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    /** Ends a message that is still open; false if it was not. */
    boolean end(UUID id, NoticeState state, String error) {
        return jdbc.sql(
                                """
                                update aftercare.notice set state = ?, last_error = coalesce(?, last_error)
                                where id = ? and state in ('QUEUED', 'SENDING')
                                """)
                        .params(state.name(), error, id)
                        .update()
                == 1;
    }

    void error(UUID id, String error) {
        jdbc.sql("update aftercare.notice set last_error = ? where id = ?")
                .params(error, id)
                .update();
    }

    void phoned(UUID id, Instant at, String by, String result, String note) {
        jdbc.sql(
                        """
                        update aftercare.notice set state = 'PHONED', phoned_at = ?, phoned_by = ?, call_result = ?
                        where id = ? and state = 'FAILED'
                        """)
                .params(Timestamp.from(at), by, result, id)
                .update();
        jdbc.sql("update aftercare.notice_text set call_note = ? where notice_id = ?")
                .params(note, id)
                .update();
    }

    List<UUID> waitingForStaff(String processInstanceId) {
        return jdbc.sql(
                        """
                        select id from aftercare.notice
                        where process_instance_id = ? and state in ('QUEUED', 'SENDING') and audience = 'staff'
                        order by queued_at, id
                        """)
                .param(processInstanceId)
                .query(UUID.class)
                .list();
    }

    /**
     * Newest first.
     *
     * @param caseNumber the number or its beginning, or null
     * @param state or null
     */
    List<Notice> list(String caseNumber, NoticeState state, int limit, int offset) {
        String prefix = caseNumber == null
                ? null
                : caseNumber.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return jdbc.sql(SELECT
                        + (prefix == null ? " where true" : " where n.case_number like :prefix")
                        + (state == null ? "" : " and n.state = :state")
                        + " order by n.queued_at desc, n.id desc limit :limit offset :offset")
                .param("prefix", prefix)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .param("offset", offset)
                .query(NoticeStore::notice)
                .list();
    }

    void recordLook(UUID id, String by, Instant at) {
        // the page of a message and the frame in it are one look
        jdbc.sql(
                        """
                        insert into aftercare.notice_look (notice_id, looked_by, looked_at) select :id, :by, :at
                        where not exists (select 1 from aftercare.notice_look
                            where notice_id = :id and looked_by = :by and looked_at > :at::timestamptz - interval '1 minute')
                        """)
                .param("id", id)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        Text text = row.getObject("text_id") == null
                ? null
                : new Text(
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body_text"),
                        row.getString("body_html"),
                        row.getString("spoken"),
                        row.getString("call_note"));
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("case_number"),
                row.getString("process_instance_id"),
                row.getString("kind"),
                row.getString("audience").equals("staff"),
                row.getObject("customer_id", UUID.class),
                row.getString("staff_user_id"),
                row.getString("channel"),
                NoticeState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("message_id"),
                instant(row, "queued_at"),
                instant(row, "sent_at"),
                row.getString("last_error"),
                instant(row, "phoned_at"),
                row.getString("phoned_by"),
                row.getString("call_result"),
                text);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
