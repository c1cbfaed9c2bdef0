package io.aftercare.casebook;

import io.aftercare.notification.Notifications;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages of a case, for its page; contents and addresses are shown by the outbox only. */
@Component
class CaseNotices {

    /** As the outbox calls them; what is new there is shown by its key. */
    private static final Map<String, String> STATES = Map.of(
            "QUEUED", "待发送",
            "SENDING", "发送中",
            "SENT", "已发送",
            "KEPT", "已保存，未寄出",
            "FAILED", "未送达，待致电",
            "PHONED", "已致电",
            "DROPPED", "已取消");

    /** @param sentAt null until it was sent */
    record Notice(String kind, String audience, String state, boolean failed, Instant queuedAt, Instant sentAt) {}

    private final JdbcClient jdbc;

    CaseNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Notice> of(String caseNumber) {
        return jdbc.sql("select kind, audience, state, queued_at, sent_at from aftercare.notice where case_number = ?"
                        + " order by queued_at, id")
                .param(caseNumber)
                .query((row, n) -> {
                    OffsetDateTime sent = row.getObject(5, OffsetDateTime.class);
                    return new Notice(
                            Notifications.label(row.getString(1)),
                            row.getString(2).equals("customer") ? "客户" : "员工",
                            STATES.getOrDefault(row.getString(3), row.getString(3)),
                            row.getString(3).equals("FAILED"),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            sent == null ? null : sent.toInstant());
                })
                .list();
    }
}
