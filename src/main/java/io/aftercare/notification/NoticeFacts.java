package io.aftercare.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a template may say: the facts of a case that are on the list below, cleaned and put into words. A fact that is
 * missing or blank is absent (null in a template), so that a template can leave its sentence out.
 */
final class NoticeFacts {

    /** A step of the handling and by when it is promised; {@code by} may be null. */
    record Step(String step, String by) {}

    private static final int LINE = 300;
    private static final int TEXT = 4000;
    private static final JsonMapper JSON = new JsonMapper();

    /** Facts of one line. */
    private static final Set<String> LINES = Set.of(
            "receivedText",
            "product",
            "orderNumber",
            "customerLabel",
            "promisedBy",
            "phaseLabel",
            "nextText",
            "delayReason",
            "trackingNumber",
            "originalCase",
            "outcome",
            "deadlineName",
            "dueText",
            "assigneeName",
            "limitText",
            "changedContact",
            "changedAt",
            "deadlineTold",
            "oldDueText",
            "extensionReason",
            "refusalReason",
            "digestTitle",
            "digestMore",
            "planReason",
            "planReference",
            "originCase",
            "complaintCase",
            "returnAddress",
            "returnLabel",
            "returnBy",
            "returnCourier",
            "returnTrackingNumber",
            "freightReason",
            "eligibilityClause",
            "refundReference",
            "courier",
            "couponNumber");

    /** Facts of several lines, for templates a list of lines. */
    private static final Set<String> TEXTS = Set.of(
            "summary",
            "planText",
            "executionSummary",
            "explanation",
            "eligibilityReason",
            "specialReason",
            "offer",
            "differenceNote",
            "repairNote",
            "policyBorder",
            "policyNote");

    private static final Map<String, String> DEMANDS = Map.of(
            "refund", "退款",
            "exchange", "换货",
            "repair", "维修",
            "reship", "补发",
            "apology", "道歉",
            "compensation", "补偿",
            "other", "其他");

    private static final Map<String, String> KINDS = Map.of(
            "return", "退货退款",
            "refund-only", "仅退款",
            "exchange", "换货",
            "reshipment", "补发",
            "repair", "维修",
            "compensation", "价格或运费补偿");

    private static final Map<String, String> REMEDIES = Map.of(
            "refund", "退款",
            "exchange", "换货",
            "reshipment", "补发",
            "repair", "维修",
            "compensation", "补偿");

    private static final Map<String, String> COMPENSATIONS = Map.of("coupon", "优惠券", "points", "积分", "cash", "原路退差价");

    private static final Map<String, String> FREIGHT = Map.of("merchant", "我们承担", "customer", "您承担");

    private static final Map<String, String> OUTCOMES = Map.of(
            "refunded", "已退款",
            "exchanged", "已换货",
            "reshipped", "已补发",
            "repaired", "已维修",
            "compensated", "已补偿",
            "rejected", "商品已寄还",
            "refused", "未能办理",
            "expired", "逾期未寄回",
            "cancelled", "已取消");

    private static final Map<String, String> GROUNDS = Map.of(
            "hardship", "客户确有困难",
            "promise", "我方承诺不清",
            "loyalty", "老客户、重要客户",
            "gap", "政策没有规定",
            "other", "其他");

    /** What a case is called, by the first letters of its number. */
    private static final Map<String, String> CASES = Map.of("CP", "投诉", "SH", "售后");

    private static final Map<String, String> URGENCIES = Map.of("urgent", "紧急", "normal", "一般", "routine", "常规");

    /** Names of the facts that are taken; everything else is left where it is. */
    static final Set<String> NAMES;

    static {
        Set<String> names = new TreeSet<>(LINES);
        names.addAll(TEXTS);
        names.addAll(List.of(
                "demandType",
                "urgency",
                "kind",
                "remedy",
                "compensationKind",
                "freightPayer",
                "grounds",
                "amount",
                "points",
                "promisedHours",
                "promisedTimes",
                "deadlines",
                "handler"));
        NAMES = Set.copyOf(names);
    }

    private final Clock clock;

    NoticeFacts(Clock clock) {
        this.clock = clock;
    }

    /** The cleaned facts by name; those that are absent have no entry. */
    Map<String, Object> clean(Map<String, ?> given) {
        Map<String, Object> facts = new HashMap<>();
        for (String name : LINES) {
            put(facts, name, withoutStop(CleanText.line(text(given.get(name)), LINE)));
        }
        for (String name : TEXTS) {
            put(facts, name, CleanText.lines(text(given.get(name)), TEXT));
        }
        put(facts, "demandType", label(DEMANDS, given.get("demandType")));
        put(facts, "demandCode", code(DEMANDS, given.get("demandType")));
        put(facts, "urgency", label(URGENCIES, given.get("urgency")));
        put(facts, "urgencyCode", code(URGENCIES, given.get("urgency")));
        put(facts, "kindText", label(KINDS, given.get("kind")));
        put(facts, "kindCode", code(KINDS, given.get("kind")));
        put(facts, "remedyText", label(REMEDIES, given.get("remedy")));
        put(facts, "remedyCode", code(REMEDIES, given.get("remedy")));
        put(facts, "compensationText", label(COMPENSATIONS, given.get("compensationKind")));
        put(facts, "compensationCode", code(COMPENSATIONS, given.get("compensationKind")));
        put(facts, "freightPayer", label(FREIGHT, given.get("freightPayer")));
        put(facts, "freightCode", code(FREIGHT, given.get("freightPayer")));
        put(facts, "groundsText", label(GROUNDS, given.get("grounds")));
        put(facts, "outcomeText", label(OUTCOMES, given.get("outcome")));
        put(facts, "amount", money(given.get("amount")));
        put(facts, "points", positive(given.get("points")));
        put(facts, "promisedHours", positive(given.get("promisedHours")));
        put(facts, "promisedTimes", steps(given.get("promisedTimes")));
        put(facts, "deadlines", steps(given.get("deadlines")));
        return facts;
    }

    /** What the customer calls a case of this number, such as 投诉; 个案 for one of a number unheard of. */
    static String caseKind(Object caseNumber) {
        return CASES.getOrDefault(casePrefix(caseNumber), "个案");
    }

    /** The letters that tell the kind of a case, such as {@code CP}. */
    static String casePrefix(Object caseNumber) {
        String number = String.valueOf(caseNumber);
        return number.substring(0, Math.min(2, number.length()));
    }

    private static void put(Map<String, Object> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /** The sentence around it has a full stop of its own; a face may stand behind that of the text. */
    private static String withoutStop(String line) {
        String bare = line == null
                ? ""
                : line.replaceFirst(
                        "(?<![。．.；;，,、\\s])[。．.；;，,、\\s]++([\\p{So}\\p{Sk}\\x{200D}\\x{FE0F}]*+)[。．.；;，,、\\s]*+$",
                        "$1");
        return bare.isEmpty() ? null : bare;
    }

    private static String label(Map<String, String> labels, Object code) {
        return code == null ? null : labels.get(code.toString());
    }

    /** What a template asks, so that the words can be changed without it; null for a code that has no words. */
    private static String code(Map<String, String> labels, Object code) {
        return label(labels, code) == null ? null : code.toString();
    }

    private String text(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Date date) {
            return moment(date.toInstant());
        }
        if (value instanceof Instant instant) {
            return moment(instant);
        }
        if (value instanceof Collection<?> many) {
            return String.join("\n", many.stream().map(this::text).toList());
        }
        return value.toString();
    }

    private String moment(Instant instant) {
        return DateTimeFormatter.ofPattern("M月d日 HH:mm").format(instant.atZone(clock.getZone()));
    }

    /** Positive amounts of money as ¥1,234.50; null for anything else. */
    private static String money(Object value) {
        BigDecimal amount = number(value);
        return amount == null || amount.signum() <= 0
                ? null
                : "¥" + String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }

    private static Integer positive(Object value) {
        BigDecimal number = number(value);
        return number == null || number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(100_000)) > 0
                ? null
                : number.intValue();
    }

    private static BigDecimal number(Object value) {
        String text = value == null ? "" : value.toString().strip();
        if (!text.matches("\\d{1,12}(\\.\\d{1,6})?(E\\d{1,2})?")) {
            return null;
        }
        return new BigDecimal(text);
    }

    /**
     * Accepts lines of text, a list of {@code {step, by}} or of texts, and JSON (text, or anything whose {@code toString}
     * is JSON) of either.
     */
    private List<Step> steps(Object value) {
        List<Step> steps = new ArrayList<>();
        if (value instanceof Collection<?> many) {
            many.forEach(each -> addStep(steps, each));
        } else if (value != null) {
            String text = value.toString();
            JsonNode json = text.stripLeading().startsWith("[") ? parse(text) : null;
            if (json != null && json.isArray()) {
                json.forEach(each ->
                        addStep(steps, each.isTextual() ? each.asText() : JSON.convertValue(each, Object.class)));
            } else {
                text.lines().forEach(line -> addStep(steps, line));
            }
        }
        return steps.isEmpty() ? null : List.copyOf(steps);
    }

    private void addStep(List<Step> steps, Object each) {
        Object name = each instanceof Map<?, ?> map ? map.get("step") : each;
        Object by = each instanceof Map<?, ?> map ? map.get("by") : null;
        String step = CleanText.line(text(name), LINE);
        if (step != null && steps.size() < 50) {
            steps.add(new Step(step, CleanText.line(byText(by), LINE)));
        }
    }

    private String byText(Object by) {
        String text = text(by);
        if (text != null && text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            try {
                return moment(OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                        .toInstant());
            } catch (DateTimeException e) {
                return text;
            }
        }
        return text;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
