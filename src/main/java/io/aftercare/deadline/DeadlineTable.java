package io.aftercare.deadline;

import io.aftercare.calendar.Span;
import io.aftercare.deadline.DeadlineRule.Anchor;
import io.aftercare.deadline.DeadlineRule.Warning;
import io.aftercare.deadline.EngineDeadlineOverview.Line;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One version of {@code deadlines.dmn}, read once. A condition is {@code -} or quoted texts, so that two rows overlap or not
 * for certain, and a missing one is found when a model is deployed, not when a case arrives. Rows with the same conditions
 * and different first days stand for a rule that changes: a case is judged by the row in force on the day it began.
 */
final class DeadlineTable {

    /** Columns on the left of the table, by the expression in their head. */
    static final List<String> CONDITIONS = List.of("process", "step", "urgency", "scope", "tier");

    /** Columns on the right of the table, by their name. */
    static final List<String> RESULTS = List.of(
            "duration",
            "calendar",
            "anchor",
            "warning",
            "escalateTo",
            "later",
            "extensions",
            "extendBy",
            "pause",
            "kind",
            "clause",
            "told",
            "validFrom");

    /** What the owner noted at a row, beside the columns. */
    static final String NOTE = "note";

    private static final Map<String, String> HEADINGS = headings();
    /** What the form of a plan takes at most. */
    private static final int MOST_PROMISED_HOURS = 720;

    private static final Set<String> URGENCIES = Set.of("urgent", "normal", "routine");
    private static final Pattern QUOTED = Pattern.compile("(?<!\\s)\\s*+\"([^\"\\\\]*)\"\\s*(,|$)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%");
    /** As for a {@link Span}: a calendar with hours cannot count for ever. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /**
     * A row as the file has it.
     *
     * @param number counted from 1, as the Modeler shows it
     * @param cells by column, the text in them
     */
    record Row(int number, String id, Map<String, String> cells) {

        private String cell(String column) {
            return cells.getOrDefault(column, "").trim();
        }
    }

    private record Condition(Map<String, Set<String>> allowed) {

        boolean holds(Map<String, ?> inputs) {
            return CONDITIONS.stream().allMatch(column -> {
                Set<String> values = allowed.get(column);
                Object input = inputs.get(column);
                return values.isEmpty() || input != null && values.contains(input.toString());
            });
        }

        boolean meets(Condition other) {
            return CONDITIONS.stream().allMatch(column -> {
                Set<String> mine = allowed.get(column);
                Set<String> theirs = other.allowed.get(column);
                return mine.isEmpty() || theirs.isEmpty() || mine.stream().anyMatch(theirs::contains);
            });
        }
    }

    private record Entry(Row row, Condition condition, LocalDate validFrom) {}

    private final String id;
    private final int version;
    private final List<Entry> entries;
    private final BiFunction<String, Map<String, ?>, Object> formula;

    private DeadlineTable(
            String id, int version, List<Entry> entries, BiFunction<String, Map<String, ?>, Object> formula) {
        this.id = id;
        this.version = version;
        this.entries = entries;
        this.formula = formula;
    }

    /**
     * Reads the rows, whatever is wrong with them; {@link #findings} says what.
     *
     * @param formula works out a cell that is not a quoted text, with the case's inputs
     */
    static DeadlineTable of(
            String id, int version, List<Row> rows, BiFunction<String, Map<String, ?>, Object> formula) {
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Set<String>> allowed = new LinkedHashMap<>();
            CONDITIONS.forEach(
                    column -> allowed.put(column, texts(row.cell(column)).orElse(Set.of("\0"))));
            entries.add(new Entry(row, new Condition(allowed), date(row).orElse(LocalDate.MAX)));
        }
        return new DeadlineTable(id, version, entries, formula);
    }

    String id() {
        return id;
    }

    int version() {
        return version;
    }

    /**
     * The row in force for a step.
     *
     * @param inputs the conditions' values and whatever a formula names
     * @param day on which the case began
     * @throws IllegalStateException if there is none; the message names the step
     */
    DeadlineRule rule(Map<String, ?> inputs, LocalDate day) {
        return entries.stream()
                .filter(entry -> entry.condition.holds(inputs) && !entry.validFrom.isAfter(day))
                .max(Comparator.comparing(Entry::validFrom))
                .map(entry -> rule(entry.row, inputs))
                .orElseThrow(() -> new IllegalStateException(
                        "deadlines.dmn version " + version + " has no row in force on " + day + " for " + inputs));
    }

    /** The rows for cases that begin on a day: of those with the same conditions the one with the latest first day. */
    List<Line> inForce(LocalDate day) {
        return entries.stream()
                .filter(entry -> !entry.validFrom.isAfter(day)
                        && entries.stream()
                                .noneMatch(later -> later.condition.equals(entry.condition)
                                        && later.validFrom.isAfter(entry.validFrom)
                                        && !later.validFrom.isAfter(day)))
                .map(this::line)
                .toList();
    }

    private Line line(Entry entry) {
        // a formula's promise is not known before the plan, so its length is left open
        DeadlineRule rule = rule(entry.row, Map.of("promisedHours", 1));
        String duration = entry.row.cell("duration");
        Map<String, Set<String>> allowed = entry.condition.allowed;
        return new Line(
                allowed.get("process"),
                allowed.get("step"),
                allowed.get("urgency"),
                allowed.get("scope"),
                allowed.get("tier"),
                isText(duration) ? duration.substring(1, duration.length() - 1).trim() : "",
                rule.calendar(),
                rule.anchor().name().toLowerCase(Locale.ROOT),
                rule.escalateTo(),
                rule.statutory(),
                rule.clause(),
                // the number of the requirement at its end is for engineers
                entry.row.cell(NOTE).replaceFirst("（[A-Z]\\d+）$", ""));
    }

    private DeadlineRule rule(Row row, Map<String, ?> inputs) {
        Reader cells = new Reader(row, inputs);
        DeadlineRule rule = cells.rule();
        if (!cells.problems.isEmpty()) {
            throw new IllegalStateException("deadlines.dmn version " + version + ", " + cells.problems);
        }
        return rule;
    }

    /**
     * What is wrong with the table by itself, as sentences that name the row; empty if nothing.
     *
     * @param calendars names of the calendars there are
     * @param groups names of the groups there are
     */
    List<String> findings(Collection<String> calendars, Collection<String> groups) {
        List<String> findings = new ArrayList<>();
        for (Entry entry : entries) {
            Row row = entry.row;
            for (String column : CONDITIONS) {
                if (texts(row.cell(column)).isEmpty()) {
                    findings.add(at(row, column) + "只能填 - 或用英文引号括起的值，多个值用逗号隔开");
                }
            }
            Set<String> processes = entry.condition.allowed.get("process");
            if (processes.isEmpty() || entry.condition.allowed.get("step").isEmpty()) {
                findings.add("第 %d 行：流程和环节必须填写".formatted(row.number));
            }
            Reader cells = new Reader(row, Map.of("promisedHours", 48));
            DeadlineRule rule = cells.rule();
            findings.addAll(cells.problems);
            if (rule == null) {
                continue;
            }
            if (!isText(row.cell("duration"))) {
                findings.addAll(formulaFindings(row, rule));
            }
            if (rule.statutory() && (rule.extensions() > 0 || rule.extendBy() != null || rule.pause() != null)) {
                findings.add("第 %d 行：法定期限不能延期，也不能暂停".formatted(row.number));
            }
            if (!calendars.contains(rule.calendar())) {
                findings.add(at(row, "calendar")
                        + "没有名为“%s”的日历，可用的有 %s".formatted(rule.calendar(), String.join("、", new TreeSet<>(calendars))));
            }
            if (!groups.contains(rule.escalateTo())) {
                findings.add(at(row, "escalateTo") + "没有名为“%s”的组".formatted(rule.escalateTo()));
            }
            if (rule.extensions() > 0 && (rule.extendBy() == null || rule.told().isEmpty())) {
                findings.add("第 %d 行：可延期的环节必须写明每次最长多久，并写明对客户的说法".formatted(row.number));
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                Entry one = entries.get(i);
                Entry other = entries.get(j);
                if (one.condition.meets(other.condition) && one.validFrom.equals(other.validFrom)) {
                    findings.add(
                            "第 %d 行与第 %d 行重叠：同一情况适用两行，请合并，或改一行的条件或生效日期".formatted(one.row.number, other.row.number));
                }
            }
        }
        return findings;
    }

    /** The only value that a formula can count on is the plan's promise, and only once the customer has agreed to it. */
    private List<String> formulaFindings(Row row, DeadlineRule rule) {
        if (rule.anchor() != Anchor.AGREEMENT) {
            return List.of(at(row, "duration") + "只有从约定方案起算（agreement）的行可以用公式，其他行请写固定时长");
        }
        if (fitsEveryPromise(row.cell("duration"))) {
            return List.of();
        }
        // one by one, to say which promise it is
        for (int hours = 1; hours <= MOST_PROMISED_HOURS; hours++) {
            Reader cells = new Reader(row, Map.of("promisedHours", hours));
            if (cells.rule() == null) {
                return List.of(at(row, "duration") + "承诺时限为 " + hours + " 小时时，公式算不出大于零的时长");
            }
        }
        return List.of();
    }

    /** All promises in one evaluation; as many evaluations of their own take a second. */
    private boolean fitsEveryPromise(String cell) {
        String all = "for promisedHours in 1..%d return %s".formatted(MOST_PROMISED_HOURS, cell);
        try {
            if (!(formula.apply(all, Map.of()) instanceof List<?> durations)) {
                return false;
            }
            durations.forEach(duration -> Span.parse(duration.toString()));
            return durations.size() == MOST_PROMISED_HOURS;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean isText(String cell) {
        return cell.matches("\"[^\"]*\"");
    }

    /**
     * Why the table cannot serve a step of a diagram, or empty if it can, whatever the urgency and the customer's tier.
     *
     * @param scope what the diagram names as scope, or null
     * @param day on which the case began; a row that serves it serves or gives way to a later one on every later day
     */
    Optional<String> missing(String process, String step, String scope, LocalDate day) {
        List<Entry> ofStep = entries.stream()
                .filter(entry -> named(entry, "process", process) && named(entry, "step", step))
                .toList();
        List<Entry> inForce =
                ofStep.stream().filter(entry -> !entry.validFrom.isAfter(day)).toList();
        Set<String> tiers = new LinkedHashSet<>(Set.of("\0"));
        inForce.forEach(entry -> tiers.addAll(entry.condition.allowed.get("tier")));
        List<String> without = new ArrayList<>();
        for (String urgency : new TreeSet<>(URGENCIES)) {
            for (String tier : tiers) {
                Map<String, Object> inputs = new LinkedHashMap<>();
                inputs.put("process", process);
                inputs.put("step", step);
                inputs.put("urgency", urgency);
                inputs.put("scope", scope);
                inputs.put("tier", tier);
                if (inForce.stream().noneMatch(entry -> entry.condition.holds(inputs))) {
                    without.add(urgency + (tier.equals("\0") ? "" : "、" + tier));
                }
            }
        }
        if (without.isEmpty()) {
            return Optional.empty();
        }
        String place = "流程 %s 的环节 %s%s".formatted(process, step, scope == null ? "" : "（范围 " + scope + "）");
        if (ofStep.isEmpty()) {
            return Optional.of("时限表没有" + place + " 的行");
        }
        String when = inForce.size() == ofStep.size() ? "" : "（" + day + " 起的个案要用，更晚生效的行不算）";
        return Optional.of("时限表没有" + place + " 在下列情况的行：" + String.join("，", without) + when);
    }

    private static boolean named(Entry entry, String column, String value) {
        Set<String> values = entry.condition.allowed.get(column);
        return values.isEmpty() || values.contains(value);
    }

    /** The texts of a condition; empty set for {@code -}; nothing if it is neither. */
    private static Optional<Set<String>> texts(String cell) {
        if (cell.isEmpty() || cell.equals("-")) {
            return Optional.of(Set.of());
        }
        Set<String> texts = new LinkedHashSet<>();
        Matcher matcher = QUOTED.matcher(cell);
        int end = 0;
        while (end < cell.length()
                && matcher.find(end)
                && matcher.start() == end
                && !matcher.group(1).isBlank()) {
            texts.add(matcher.group(1));
            end = matcher.end();
        }
        return end == cell.length() && !cell.endsWith(",") ? Optional.of(texts) : Optional.empty();
    }

    /** A quoted text and no formula, so that everybody can see from when on a row applies. */
    private static Optional<LocalDate> date(Row row) {
        return texts(row.cell("validFrom")).filter(texts -> texts.size() == 1).flatMap(texts -> {
            try {
                return Optional.of(LocalDate.parse(texts.iterator().next().trim()));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static String at(Row row, String column) {
        return "第 %d 行，%s：".formatted(row.number, HEADINGS.get(column));
    }

    /** Turns the cells of one row into a rule and notes what it cannot read. */
    private final class Reader {

        private final Row row;
        private final Map<String, ?> inputs;
        private final List<String> problems = new ArrayList<>();

        Reader(Row row, Map<String, ?> inputs) {
            this.row = row;
            this.inputs = inputs;
        }

        /** Null if a cell cannot be read. */
        DeadlineRule rule() {
            Span duration = read("duration", Span::parse, "应为大于零的时长，如 \"PT24H\"（24 小时）或 \"P3D\"（3 天）");
            String calendar = read("calendar", Reader::filled, "必须填写日历名，用英文引号括起");
            Anchor anchor = read(
                    "anchor",
                    text -> Anchor.valueOf(text.toUpperCase(Locale.ROOT)),
                    "只能是 receipt、registration、agreement、goods 或 step");
            Warning warning = read("warning", Reader::warning, "应为 1% 到 100%，或到期前的时长，如 \"PT30M\"");
            String escalateTo = read("escalateTo", Reader::filled, "必须填写组名，用英文引号括起");
            Duration later = read("later", Reader::notNegative, "应为不小于零的时长，如 \"PT4H\"");
            Integer extensions = read("extensions", Reader::count, "应为 0 到 9 的整数");
            Span extendBy = read("extendBy", Span::parse, "应为大于零的时长，或留空", true);
            Span pause = read("pause", Span::parse, "应为大于零的时长，或留空", true);
            Boolean statutory = read("kind", Reader::statutory, "只能是 internal 或 statutory");
            String clause = read("clause", Reader::filled, "必须写明依据，用英文引号括起");
            String told = read("told", text -> text, "必须是文字，可以为空");
            LocalDate validFrom = read("validFrom", text -> date(row).orElseThrow(), "应为日期，如 \"2026-01-01\"");
            if (!problems.isEmpty()) {
                return null;
            }
            return new DeadlineRule(
                    duration,
                    calendar,
                    anchor,
                    warning,
                    escalateTo,
                    later,
                    extensions,
                    extendBy,
                    pause,
                    statutory,
                    clause,
                    told,
                    validFrom,
                    id,
                    version,
                    row.id);
        }

        private <T> T read(String column, Function<String, T> reading, String expected) {
            return read(column, reading, expected, false);
        }

        private <T> T read(String column, Function<String, T> reading, String expected, boolean optional) {
            String text = null;
            try {
                text = text(row.cell(column));
                return optional && text.isEmpty() ? null : reading.apply(text);
            } catch (RuntimeException e) {
                problems.add(at(row, column) + expected + (text == null ? "" : "，现为“" + text + "”"));
                return null;
            }
        }

        private String text(String cell) {
            Matcher quoted = QUOTED.matcher(cell);
            if (quoted.matches() && quoted.group(2).isEmpty()) {
                return quoted.group(1).trim();
            }
            if (cell.matches("\\d{1,3}")) {
                return cell;
            }
            if (cell.isEmpty() || cell.equals("-")) {
                return "";
            }
            Object result = formula.apply(cell, inputs);
            if (result == null) {
                // FEEL's answer to a name that it does not know, such as a text without quotation marks
                throw new IllegalArgumentException(cell);
            }
            return result.toString();
        }

        private static String filled(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("empty");
            }
            return text;
        }

        private static Warning warning(String text) {
            Matcher share = SHARE.matcher(text);
            if (share.matches()) {
                int percent = Integer.parseInt(share.group(1));
                if (percent < 1 || percent > 100) {
                    throw new IllegalArgumentException(text);
                }
                return new Warning(percent / 100.0, null);
            }
            Duration before = Duration.parse(text);
            if (before.isNegative() || before.isZero() || before.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(text);
            }
            return new Warning(0, before);
        }

        private static Duration notNegative(String text) {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        }

        private static int count(String text) {
            if (!text.matches("\\d")) {
                throw new IllegalArgumentException(text);
            }
            return Integer.parseInt(text);
        }

        private static boolean statutory(String text) {
            return switch (text) {
                case "statutory" -> true;
                case "internal" -> false;
                default -> throw new IllegalArgumentException(text);
            };
        }
    }

    private static Map<String, String> headings() {
        List<String> columns = new ArrayList<>(CONDITIONS);
        columns.addAll(RESULTS);
        List<String> names = List.of(
                "流程", "环节", "紧急程度", "范围", "客户等级", "时限", "日历", "起算点", "预警点", "超时升级给", "上报经理", "可延期次数", "每次最长", "最长暂停",
                "性质", "依据", "对客户的说法", "生效日期");
        return java.util.stream.IntStream.range(0, columns.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(columns::get, names::get));
    }
}
