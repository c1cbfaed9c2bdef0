package io.aftercare.casebook;

import io.aftercare.platform.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What changed in policies and prices, to be known before speaking with a customer (K2, S0 1.1). */
@Component
class PolicyNotes {

    private static final int MAX_TITLE = 60;
    private static final int MAX_TEXT = 1000;
    private static final int MAX_CONCERNS = 100;
    private static final int MAX_PAST = 50;

    /**
     * @param concerns which products, orders or customers, in words; may be null
     * @param validTo the last day; null while no end is known
     */
    record PolicyNote(String title, String text, String concerns, LocalDate validFrom, LocalDate validTo) {}

    /**
     * A note with what became of it.
     *
     * @param createdBy user id; null for one that was there before people wrote them
     * @param endedBy user id; null while nobody ended it
     */
    record Entry(
            long id,
            PolicyNote note,
            State state,
            String createdBy,
            Instant createdAt,
            String endedBy,
            Instant endedAt) {}

    enum State {
        CURRENT,
        COMING,
        PAST
    }

    /** A note as typed; nothing in it is null. */
    record Draft(String title, String text, String concerns, String validFrom, String validTo) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    PolicyNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those in force today, the newest first. */
    List<PolicyNote> today() {
        return jdbc.sql("select title, text, concerns, valid_from, valid_to from aftercare.policy_note"
                        + " where valid_from <= :today and (valid_to is null or valid_to >= :today) and ended_at is null"
                        + " order by valid_from desc, id desc")
                .param("today", LocalDate.now(clock))
                .query(PolicyNote.class)
                .list();
    }

    /** How many are over; {@link #all} has the last fifty of them. */
    int past() {
        return jdbc.sql("select count(*) from aftercare.policy_note where ended_at is not null or valid_to < ?")
                .param(LocalDate.now(clock))
                .query(Integer.class)
                .single();
    }

    /** Those in force and to come, and the last fifty of the past, the newest first. */
    List<Entry> all() {
        return jdbc.sql(
                        """
                        select * from (
                            select *, case when ended_at is not null or valid_to < :today then 'PAST'
                                when valid_from > :today then 'COMING' else 'CURRENT' end as state,
                                row_number() over (partition by ended_at is not null or valid_to < :today
                                    order by valid_from desc, id desc) as place
                            from aftercare.policy_note
                        ) note where state <> 'PAST' or place <= :past order by valid_from desc, id desc""")
                .param("today", LocalDate.now(clock))
                .param("past", MAX_PAST)
                .query((row, n) -> new Entry(
                        row.getLong("id"),
                        new PolicyNote(
                                row.getString("title"),
                                row.getString("text"),
                                row.getString("concerns"),
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_to", LocalDate.class)),
                        State.valueOf(row.getString("state")),
                        row.getString("created_by"),
                        instant(row.getObject("created_at", OffsetDateTime.class)),
                        row.getString("ended_by"),
                        instant(row.getObject("ended_at", OffsetDateTime.class))))
                .list();
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * Adds a note. It may begin in the past, but one that is over already would never be shown.
     *
     * @param person user id of who writes it
     * @throws Refusal naming {@code title}, {@code text}, {@code concerns}, {@code validFrom} or {@code validTo}
     */
    @Transactional
    public void add(Draft draft, String person) {
        var findings = new Refusal.Findings();
        String title = text(draft.title(), "title", "标题", MAX_TITLE, true, findings);
        String text = text(draft.text(), "text", "内容", MAX_TEXT, true, findings);
        String concerns = text(draft.concerns(), "concerns", "适用范围", MAX_CONCERNS, false, findings);
        LocalDate from = day(draft.validFrom(), "validFrom", "生效日期", true, findings);
        LocalDate to = day(draft.validTo(), "validTo", "截止日期", false, findings);
        if (to != null && from != null && to.isBefore(from)) {
            findings.add("validTo", "截止日期不能早于生效日期");
        } else if (to != null && to.isBefore(LocalDate.now(clock))) {
            findings.add("validTo", "截止日期已过，这条提醒不会再显示");
        }
        findings.refuse("没有发布");
        jdbc.sql(
                        "insert into aftercare.policy_note (title, text, concerns, valid_from, valid_to, created_by, created_at)"
                                + " values (:title, :text, :concerns, :from, :to, :person, :now)")
                .param("title", title)
                .param("text", text)
                .param("concerns", concerns)
                .param("from", from)
                .param("to", to)
                .param("person", person)
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    /**
     * Ends a note at once. It stays in the list with who ended it and when.
     *
     * @throws Refusal 409 if it is over already or there is none
     */
    @Transactional
    public void end(long id, String person) {
        int ended = jdbc.sql("update aftercare.policy_note set ended_by = :person, ended_at = :now"
                        + " where id = :id and ended_at is null and (valid_to is null or valid_to >= :today)")
                .param("person", person)
                .param("now", OffsetDateTime.now(clock))
                .param("today", LocalDate.now(clock))
                .param("id", id)
                .update();
        if (ended == 0) {
            throw new Refusal(409, "这条提醒已经结束，请刷新页面后再看。", List.of());
        }
    }

    private static String text(
            String typed, String field, String label, int max, boolean required, Refusal.Findings findings) {
        String text = typed.replace("\0", "").replace("\r\n", "\n").strip();
        if (text.isEmpty()) {
            if (required) {
                findings.add(field, "请填写" + label);
            }
            return null;
        }
        if (text.codePointCount(0, text.length()) > max) {
            findings.add(field, label + "不能超过" + max + "个字");
        }
        return text;
    }

    private static LocalDate day(
            String typed, String field, String label, boolean required, Refusal.Findings findings) {
        if (typed.isBlank()) {
            if (required) {
                findings.add(field, "请填写" + label);
            }
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            if (day.getYear() >= 2000 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException e) {
            // told below
        }
        findings.add(field, label + "应为日期，如 2026-11-22");
        return null;
    }
}
