package io.aftercare.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The forms in {@code forms} as files, what each is agreed to submit, and a check without an engine. */
final class FormFiles {

    static final Path DIRECTORY = Path.of("forms");
    static final Instant NOW = Instant.parse("2025-11-21T06:00:00Z");

    /** What the process, the tables and the services rely on: the inputs of each form, and a valid submission. */
    static final Map<String, Map<String, Object>> SAMPLES = samples();

    private static final Conditions CONDITIONS = new EngineConditions();
    private static final Map<String, Form> READ = new LinkedHashMap<>();

    private FormFiles() {}

    static Stream<String> ids() {
        return SAMPLES.keySet().stream();
    }

    /** Every form there is, whichever process it belongs to. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".form")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String id) {
        return files().stream()
                .filter(file -> file.endsWith(id + ".form"))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode json(String id) {
        try {
            return new ObjectMapper().readTree(Files.readString(file(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized Form form(String id) {
        if (!SAMPLES.containsKey(id)) {
            throw new Refusal(404, "没有这张表单：" + id, List.of());
        }
        return READ.computeIfAbsent(id, each -> {
            try (InputStream in = Files.newInputStream(file(each))) {
                return FormReader.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static FormCheck check() {
        return new FormCheck(FormFiles::form, CONDITIONS, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));
    }

    /** Variables of the case that the forms' own rules look at. */
    static Map<String, Object> known() {
        return Map.of("specialistOptions", List.of(Map.of("label", "赵敏", "value", "zhao")));
    }

    private static Map<String, Map<String, Object>> samples() {
        Map<String, Map<String, Object>> forms = new LinkedHashMap<>();
        forms.put(
                "complaint-receive",
                sample(
                        "channel", "phone",
                        "receivedAt", "2025-11-21T13:30+08:00",
                        "customerId", null,
                        "customerName", "王芳",
                        "customerPhone", "13812345678",
                        "customerEmail", "wang@example.com",
                        "customerAddress", "杭州市西湖区文三路 1 号",
                        "callerRelation", "family",
                        "samePerson", "same",
                        "callerName", "李强",
                        "callerPhone", "13912345678",
                        "orderNumber", "DD2025111800123",
                        "product", "陶瓷餐具套装",
                        "description", "收到的餐具碎了两只碗，要求换货。"));
        forms.put(
                "complaint-register",
                sample(
                        "demandType", "exchange",
                        "category", "logistics",
                        "faultKind", "service-slip",
                        "emotion", "angry",
                        "emotionNote", "着急用",
                        "incidentTime", "昨天收到",
                        "facts", "两只碗碎裂，外箱压塌。",
                        "demand", "换一套完好的。",
                        "undertone", "担心只管卖不管售后",
                        "safety", false,
                        "affectedCustomers", 1,
                        "litigation", false,
                        "repeatedBack", true));
        forms.put("complaint-assign-specialist", sample("specialist", "zhao"));
        forms.put(
                "complaint-first-response",
                sample("stepsExplained", true, "preferredContact", "phone", "responseNote", "已说明三个步骤。"));
        forms.put(
                "complaint-verify",
                sample(
                        "finding", "分拨中心有跌落记录。",
                        "responsible", "yes",
                        "findingCause", "缓冲不足。",
                        "suggestion", null));
        forms.put(
                "complaint-conclude",
                sample("verdict", "company", "responsibleDepartment", "logistics", "cause", "运输途中跌落。"));
        forms.put(
                "complaint-explain",
                sample(
                        "explanation", "对照订单截图说明了赠品规则。",
                        "evidence", List.of("order-screenshot", "manual"),
                        "explanationAccepted", "yes"));
        Map<String, Object> proposal = plan();
        proposal.put("outsidePolicy", true);
        proposal.put("outsideReason", "客户要求的补偿超过政策上限。");
        forms.put("complaint-propose-plan", proposal);
        forms.put("complaint-approve-plan", sample("approval", "return", "approvalReason", "时限太长。"));
        forms.put("case-approve-extension", sample("extensionApproval", "refuse", "extensionOpinion", "由周涛协助，今天内完成。"));
        forms.put("complaint-legal-review", sample("legalOpinion", "return", "legalReason", "补充三包依据。"));
        forms.put(
                "complaint-plan-answer",
                sample("planAnswer", "refused", "answerReason", "寄到太晚。", "answerNote", "周末在家"));
        Map<String, Object> talk = sample("negotiation", "agreed", "negotiationNote", "同意加急补发。");
        talk.putAll(plan());
        forms.put("complaint-manager-talk", talk);
        forms.put(
                "complaint-execute",
                sample("executionResult", "done", "executionNote", "已发出。", "trackingNumber", "SF1234567890"));
        forms.put(
                "complaint-confirm-execution",
                sample("executionVerdict", "ok", "executionSummary", "新餐具已发出。", "replanReason", null));
        forms.put("complaint-satisfaction", sample("satisfaction", "2", "feedback", "晚了一天。"));
        forms.put("complaint-second-callback", sample("secondSatisfaction", "5", "secondFeedback", null));
        forms.put("complaint-manager-closing", sample("closingNote", "已道歉并告知 12315。"));
        forms.put(
                "complaint-archive",
                sample(
                        "rootCause", "logistics",
                        "lesson", "易碎品加固包装",
                        "trainingNeeded", true,
                        "improvement", "出库加气柱袋。"));
        forms.put("complaint-training", sample("trainingAction", "下周二组织包装规范培训。"));
        forms.put("case-call-customer", sample("callResult", "reached", "callNote", "客户表示知道了。"));
        AfterSalesSamples.addTo(forms);
        return forms;
    }

    private static Map<String, Object> plan() {
        return sample(
                "planMeasures",
                List.of("exchange", "coupon"),
                "goodsHandling",
                "departments",
                "planText",
                "为您换一套全新餐具，48 小时内发出。",
                "amount",
                50.5,
                "promisedHours",
                48,
                "executionDepartments",
                List.of("logistics", "warehouse"),
                "faultReason",
                "运输途中外箱跌落。");
    }

    static Map<String, Object> sample(Object... pairs) {
        Map<String, Object> sample = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            sample.put((String) pairs[i], pairs[i + 1]);
        }
        return sample;
    }
}
