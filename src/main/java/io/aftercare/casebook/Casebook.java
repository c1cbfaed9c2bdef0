package io.aftercare.casebook;

import io.aftercare.customer.Customers;
import io.aftercare.platform.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Contact records, documents and the register's rows. All changes join the caller's transaction. */
@Service
public class Casebook {

    /** Under which the register's rows change. Taken last of all locks, when the engine has written, just before the commit. */
    static final int REGISTER = 7;

    /** Under which cases are held. Taken before the engine writes, and so apart: whoever writes already never waits for it. */
    private static final int HELD = 8;

    private static final int MAX_TEXT = 2_000;
    private static final int MAX_DOCUMENT = 100_000;

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Clock clock;

    Casebook(JdbcClient jdbc, Customers customers, Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.clock = clock;
    }

    /**
     * Adds a line to 客户沟通记录表 (P3). Its texts are redacted and cut to 2,000 characters.
     *
     * @throws Refusal if case number, means or subject is missing
     */
    @Transactional
    public void recordContact(ContactRecord r) {
        var findings = new Refusal.Findings();
        require(r.caseNumber(), "caseNumber", "请填写个案编号", findings);
        require(r.means(), "means", "请填写沟通方式", findings);
        require(r.subject(), "subject", "请填写沟通事由", findings);
        findings.refuse("沟通记录不完整");
        UnaryOperator<String> redactor = customers.redactor(r.customerId());
        jdbc.sql("insert into aftercare.contact_record"
                        + " (case_number, customer_id, at, means, subject, need, result, follow_up, person)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        r.caseNumber(),
                        r.customerId(),
                        utc(r.at() == null ? clock.instant() : r.at()),
                        r.means(),
                        text(redactor, r.subject()),
                        text(redactor, r.need()),
                        text(redactor, r.result()),
                        text(redactor, r.followUp()),
                        r.person())
                .update();
    }

    /** The contacts of a case, oldest first. */
    public List<ContactRecord> contacts(String caseNumber) {
        return contacts(List.of(caseNumber));
    }

    /** The contacts of several cases together, oldest first. */
    List<ContactRecord> contacts(Collection<String> caseNumbers) {
        return jdbc.sql("select case_number, customer_id, at, means, subject, need, result, follow_up, person"
                        + " from aftercare.contact_record where case_number = any(?) order by at, case_number, id")
                .param(caseNumbers.toArray(String[]::new))
                .query(Casebook::contact)
                .list();
    }

    /**
     * Files a document of a case, redacted for the case's customer.
     *
     * @throws Refusal if case number, kind, title or text is missing, or the text is longer than 100,000 characters
     */
    @Transactional
    public void file(CaseDocument d) {
        var findings = new Refusal.Findings();
        require(d.caseNumber(), "caseNumber", "请填写个案编号", findings);
        require(d.kind(), "kind", "请填写文档类型", findings);
        require(d.title(), "title", "请填写文档标题", findings);
        require(d.text(), "text", "文档内容不能为空", findings);
        if (d.text() != null && d.text().codePointCount(0, d.text().length()) > MAX_DOCUMENT) {
            findings.add("text", "文档内容不能超过" + MAX_DOCUMENT + "个字");
        }
        findings.refuse("文档无法归档");
        UUID customerId = find(d.caseNumber())
                .map(CaseSummary::customerId)
                .map(Casebook::uuid)
                .orElse(null);
        UnaryOperator<String> redactor = customers.redactor(customerId);
        jdbc.sql(
                        "insert into aftercare.case_document (case_number, kind, title, text, created_at) values (?, ?, ?, ?, ?)")
                .params(
                        d.caseNumber(),
                        d.kind(),
                        redactor.apply(d.title()),
                        storable(redactor.apply(d.text())),
                        utc(d.createdAt() == null ? clock.instant() : d.createdAt()))
                .update();
    }

    /** The documents of a case, oldest first. */
    public List<CaseDocument> documents(String caseNumber) {
        return jdbc.sql("select case_number, kind, title, text, created_at from aftercare.case_document"
                        + " where case_number = ? order by created_at, id")
                .param(caseNumber)
                .query((row, n) -> new CaseDocument(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), instant(row, 5)))
                .list();
    }

    /** The register's row of a case; visible from the commit of the transaction that received it. */
    public Optional<CaseSummary> find(String caseNumber) {
        return jdbc.sql("select * from aftercare.case_register where case_number = ?")
                .param(caseNumber)
                .query(new CaseRow())
                .optional();
    }

    /**
     * Keeps cases from ending or being joined to another until the caller's transaction is over. What is asked of the register
     * afterwards is what a transaction that came first has committed, and one that comes later waits.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(String... caseNumbers) {
        String ids = "select process_instance_id as id from aftercare.case_register where case_number = any(?)";
        jdbc.sql(lock(HELD, ids)).param(caseNumbers).query(row -> {});
        // and given back at once: whoever changes a row is about to commit
        jdbc.sql("select pg_advisory_lock(key), pg_advisory_unlock(key)" + " from (select hashtextextended(id, "
                        + REGISTER + ") as key from (" + ids + ") held) locks")
                .param(caseNumbers)
                .query(row -> {});
    }

    /** Takes a lock of the kind for each id, always in the order of the ids. */
    static String lock(int kind, String ids) {
        return "select pg_advisory_xact_lock(hashtextextended(id, " + kind + ")) from (select id from (" + ids
                + ") wanted order by 1) touched";
    }

    /** The cases about an order, newest first. */
    List<CaseSummary> ofOrder(String orderNumber) {
        return jdbc.sql("select * from aftercare.case_register where order_number = ?"
                        + " order by received_at desc, case_number desc")
                .param(orderNumber)
                .query(new CaseRow())
                .list();
    }

    /**
     * For what ends a case: none ends twice, and what another case asks of this one waits for the caller's transaction.
     *
     * @throws Refusal 409 if the case is finished
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireUnfinished(String caseNumber) {
        hold(caseNumber);
        if (find(caseNumber).filter(CaseSummary::isFinished).isPresent()) {
            throw new Refusal(409, "这件个案已经办理完毕，不能再撤诉、取消或并案。", List.of());
        }
    }

    private static String text(UnaryOperator<String> redactor, String text) {
        String redacted = storable(redactor.apply(text));
        if (redacted == null || redacted.codePointCount(0, redacted.length()) <= MAX_TEXT) {
            return redacted;
        }
        return redacted.substring(0, redacted.offsetByCodePoints(0, MAX_TEXT - 1)) + "…";
    }

    /** PostgreSQL's text takes any character but NUL, and no half of a surrogate pair. */
    private static String storable(String text) {
        return text == null ? null : text.replaceAll("[\\x00\\p{Cs}]", "");
    }

    private static void require(String value, String field, String reason, Refusal.Findings findings) {
        if (value == null || value.isBlank()) {
            findings.add(field, reason);
        }
    }

    static ContactRecord contact(ResultSet row, int n) throws SQLException {
        return new ContactRecord(
                row.getString(1),
                row.getObject(2, UUID.class),
                instant(row, 3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
