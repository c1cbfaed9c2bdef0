package io.aftercare.casebook;

import io.aftercare.casebook.EvidenceType.Size;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Looks;
import io.aftercare.platform.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes and shows what proves a case. Who may know what is personal in the case sees its evidence (see {@link EngineCaseAccess}), who
 * works on it adds some, and nobody deletes any. Each look at the list, a photo or a document is recorded (P1).
 *
 * <p>Files are kept as they came, so that they prove something: also with the place that a phone wrote into a photo.
 */
@Service
class EvidenceDesk {

    /**
     * A file as somebody sent it.
     *
     * @param name as the browser names it, may be null
     */
    record Upload(String name, byte[] content) {}

    private static final String COLUMNS =
            "select e.id, e.case_number, e.name, e.media_type, e.size, e.sha256, e.uploaded_at, e.uploaded_by"
                    + " from aftercare.evidence e where ";

    private final JdbcClient jdbc;
    private final EvidenceStore store;
    private final EngineCaseAccess access;
    private final Customers customers;
    private final Looks looks;
    private final EvidenceProperties limits;
    private final Clock clock;

    EvidenceDesk(
            JdbcClient jdbc,
            EvidenceStore store,
            EngineCaseAccess access,
            Customers customers,
            Looks looks,
            EvidenceProperties limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.access = access;
        this.customers = customers;
        this.looks = looks;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * A look at the list of a case's evidence, in the order in which it came; nobody looks at an empty one.
     *
     * @param target a case that {@link EngineCaseAccess#mayKnow the person may know}
     */
    @Transactional
    public List<Evidence> list(CaseSummary target, String person) {
        String caseNumber = target.caseNumber();
        List<Evidence> all = jdbc.sql(COLUMNS + "e.case_number = ? order by e.number")
                .param(caseNumber)
                .query(EvidenceDesk::evidence)
                .list();
        if (!all.isEmpty()) {
            looks.record(person, customer(target), caseNumber, Looks.What.EVIDENCE, null);
        }
        Set<UUID> kept = store.kept(all.stream().map(Evidence::id).toList());
        return all.stream()
                .map(e -> kept.contains(e.id()) ? e : e.withoutContent())
                .toList();
    }

    /** Why the person cannot add evidence to the case now, in a sentence; empty if they can. */
    Optional<Refusal> obstacle(CaseSummary target, String person) {
        if (!access.worksOn(target, person)) {
            return Optional.of(new Refusal(403, "只有办理或接待过这件个案的客服人员和正在办理它的同事可以上传证据。需要上传时，请先认领它的任务。", List.of()));
        }
        if (target.isFinished()) {
            return Optional.of(new Refusal(
                    409,
                    "个案" + target.caseNumber() + "已经结束（" + CaseLabels.status(target.status()) + "），不能再上传证据。",
                    List.of()));
        }
        return Optional.empty();
    }

    /**
     * The case, for somebody who can add evidence to it now.
     *
     * @throws Refusal 403 without the right, 404 for an unknown case, 409 for a finished one
     */
    CaseSummary addable(String caseNumber, String person) {
        CaseSummary target = access.seen(caseNumber, person);
        obstacle(target, person).ifPresent(refusal -> {
            throw refusal;
        });
        return target;
    }

    /**
     * Adds all of the files or none. A file that the case has already is not kept a second time.
     *
     * @return what the case now holds of these files, in their order
     * @throws Refusal 400 without a file, 403 without the right, 404 for an unknown case, 409 for a finished or full one, 413
     *     for a file too large, 415 for one that is neither photo nor PDF
     */
    @Transactional
    public List<Evidence> add(String caseNumber, List<Upload> uploads, String person) {
        CaseSummary target = addable(caseNumber, person);
        if (uploads.isEmpty()) {
            throw new Refusal("请选择要上传的照片或PDF。", List.of(new Refusal.Field("file", "请选择文件")));
        }
        // two uploads at the same moment must not exceed the limit together
        jdbc.sql("select pg_advisory_xact_lock(hashtext('aftercare.evidence'), hashtext(?))")
                .param(caseNumber)
                .query()
                .listOfRows();
        UUID customerId = customer(target);
        UnaryOperator<String> redactor = customers.redactor(customerId);
        List<Evidence> held = new ArrayList<>();
        for (Upload upload : uploads) {
            EvidenceType type = type(upload);
            String sha256 = sha256(upload.content());
            held.add(find(caseNumber, sha256)
                    .orElseGet(() -> insert(caseNumber, customerId, redactor, upload, type, sha256, person)));
        }
        return held;
    }

    /** A content and what it is. */
    record Content(Evidence evidence, byte[] bytes) {}

    /**
     * A look at a photo or document.
     *
     * @throws Refusal 403 without the right, 404 if the case has no such evidence or its customer was erased
     */
    @Transactional
    public Content look(String caseNumber, UUID id, String person) {
        CaseSummary target = access.known(caseNumber, person);
        Evidence found = jdbc.sql(COLUMNS + "e.case_number = ? and e.id = ?")
                .params(caseNumber, id)
                .query(EvidenceDesk::evidence)
                .optional()
                .orElseThrow(EvidenceDesk::unknown);
        byte[] bytes = store.get(id).orElseThrow(EvidenceDesk::unknown);
        looks.record(person, customer(target), caseNumber, Looks.What.EVIDENCE, id.toString());
        return new Content(found, bytes);
    }

    private static UUID customer(CaseSummary target) {
        return target.customerId() == null ? null : Casebook.uuid(target.customerId());
    }

    static Refusal unknown() {
        return new Refusal(404, "这件个案没有这份证据，或者它已随客户资料删除。", List.of());
    }

    private EvidenceType type(Upload upload) {
        String name = EvidenceName.clean(upload.name());
        String called = name.isEmpty() ? "文件" : "“" + name + "”";
        if (upload.content().length == 0) {
            throw new Refusal(called + "是空的，请重新选择。", List.of(new Refusal.Field("file", "文件是空的")));
        }
        if (upload.content().length > limits.maxFile().toBytes()) {
            throw new Refusal(
                    413,
                    called + "超过" + limits.maxFile().toMegabytes() + " MB，请压缩或分开后再上传。",
                    List.of(new Refusal.Field(
                            "file", "每个文件最多" + limits.maxFile().toMegabytes() + " MB")));
        }
        EvidenceType type = EvidenceType.of(upload.content())
                .orElseThrow(() -> new Refusal(
                        415,
                        called + "不是照片或PDF，不能作为证据上传。请上传JPG、PNG、GIF、WebP、HEIC照片或PDF文件。",
                        List.of(new Refusal.Field("file", "只接受照片和PDF"))));
        Size size = type.size(upload.content());
        if (size.points() > limits.maxPoints()) {
            String most = limits.maxPoints() / 10_000 + "万像素";
            throw new Refusal(
                    413,
                    called + "的尺寸太大（%d×%d像素），照片最多%s。请缩小后再上传，或者截取要作为证据的部分。".formatted(size.width(), size.height(), most),
                    List.of(new Refusal.Field("file", "照片最多" + most)));
        }
        return type;
    }

    private Evidence insert(
            String caseNumber,
            UUID customerId,
            UnaryOperator<String> redactor,
            Upload upload,
            EvidenceType type,
            String sha256,
            String person) {
        int count = jdbc.sql("select count(*) from aftercare.evidence where case_number = ?")
                .param(caseNumber)
                .query(Integer.class)
                .single();
        if (count >= limits.maxFiles()) {
            throw new Refusal(409, "这件个案已有" + count + "份证据，最多" + limits.maxFiles() + "份，不能再上传。", List.of());
        }
        Evidence added = new Evidence(
                UUID.randomUUID(),
                caseNumber,
                EvidenceName.of(redactor.apply(EvidenceName.clean(upload.name())), type),
                type.mediaType(),
                upload.content().length,
                sha256,
                clock.instant(),
                person,
                true);
        jdbc.sql("insert into aftercare.evidence"
                        + " (id, case_number, name, media_type, size, sha256, uploaded_at, uploaded_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        added.id(),
                        caseNumber,
                        added.name(),
                        added.mediaType(),
                        added.size(),
                        sha256,
                        added.uploadedAt().atZone(clock.getZone()).toOffsetDateTime(),
                        person)
                .update();
        store.put(added.id(), customerId, upload.content());
        return added;
    }

    private Optional<Evidence> find(String caseNumber, String sha256) {
        return jdbc.sql(COLUMNS + "e.case_number = ? and e.sha256 = ?")
                .params(caseNumber, sha256)
                .query(EvidenceDesk::evidence)
                .optional();
    }

    private static Evidence evidence(ResultSet row, int n) throws SQLException {
        return new Evidence(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getString(8),
                true);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
