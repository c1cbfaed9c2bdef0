package io.aftercare.form;

import io.aftercare.form.Input.Kind;
import io.aftercare.platform.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds what was submitted against the form it was submitted for. All that is wrong is said at once, each with the
 * variable's name and a Chinese sentence that uses the form's label.
 *
 * <p>What comes out, by component:
 *
 * <ul>
 *   <li>text: a string without surrounding blanks, control characters (except line feed and tab in a text area) and
 *       overrides of the writing direction; emoji and right-to-left scripts stay. Lengths are code points. What has a format,
 *       such as a telephone number, in its one spelling
 *   <li>number: {@code Integer} where the form says no decimals, otherwise {@code Double}; never NaN, infinite or a string
 *   <li>checkbox: {@code Boolean}, false where it is missing
 *   <li>radio, select: one of the allowed values; checklist, taglist: a list of them without doubles
 *   <li>date and time: ISO 8601 with the offset of the department's zone, {@code 2025-11-21T14:00:00+08:00}; without an
 *       offset the department's zone is meant. Date {@code 2025-11-21}; time {@code 14:00} as entered
 * </ul>
 *
 * An input that is optional and empty is left out, or null where it takes back an earlier value. A value for an input that
 * its conditions hide is refused, as is a name that is no input of the form. What is hidden is told as form-js 1.8.7 tells it, see
 * {@code judgeConditions}.
 */
public class FormCheck {

    /** What a string variable of the engine can hold; a form that sets no limit has this one. */
    static final int LONGEST = 4000;

    private static final String LEAD = "请更正后再提交";
    private static final int NAMED_UNKNOWN = 20;
    private static final int NAMED_OPTIONS = 30;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final FormSource forms;
    private final Conditions conditions;
    private final Clock clock;

    FormCheck(FormSource forms, Conditions conditions, Clock clock) {
        this.forms = forms;
        this.conditions = conditions;
        this.clock = clock;
    }

    /**
     * Checks a submission against the form in force.
     *
     * @param formId id of the form, such as {@code complaint-plan-answer}
     * @param submitted what was submitted, plain or as typed values of the engine
     * @param known variables the case has already; the form's conditions and option lists may look at them
     * @return the values of the form's inputs, of the types above, in the form's order
     * @throws Refusal anything is wrong with it; {@link Refusal#fields()} names every input
     */
    public Map<String, Object> check(String formId, Map<String, Object> submitted, Map<String, Object> known) {
        return check(forms.form(formId), submitted, name -> EngineValues.plain(known, name));
    }

    /** Whether the form in force has such an input. */
    public boolean asks(String formId, String key) {
        return forms.form(formId).inputs().containsKey(key);
    }

    Map<String, Object> check(Form form, Map<String, Object> submitted, Function<String, Object> known) {
        return new Run(form, EngineValues.plain(submitted), known).result();
    }

    /** One submission. */
    private final class Run {

        private final Form form;
        private final Map<String, Object> submitted;
        private final Function<String, Object> known;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Set<String> wrong = new HashSet<>();
        private Set<String> hidden = Set.of();
        private Set<String> inDoubt = Set.of();
        private final Map<String, String> problems = new LinkedHashMap<>();
        private final Map<String, String> unknown = new LinkedHashMap<>();

        Run(Form form, Map<String, Object> submitted, Function<String, Object> known) {
            this.form = form;
            this.submitted = submitted;
            this.known = known;
        }

        Map<String, Object> result() {
            for (Input input : form.inputs().values()) {
                Object value = submitted.get(input.key());
                values.put(input.key(), isEmpty(value) ? null : typed(input, value));
            }
            judgeConditions();
            Map<String, Object> result = new LinkedHashMap<>();
            for (Input input : form.inputs().values()) {
                if (!hidden.contains(input.key())) {
                    accept(input, result);
                }
            }
            // said only where the choice that hides the input is itself in order
            if (problems.isEmpty()) {
                for (String key : hidden) {
                    Input input = form.inputs().get(key);
                    if (!isMissing(input, values.get(key)) && !inDoubt.contains(key)) {
                        problem(input, name(input) + "在当前选择下不需要填写，请去掉");
                    }
                }
            }
            surplus();
            report();
            return result;
        }

        private void problem(Input input, String reason) {
            problems.put(input.key(), reason);
        }

        private void report() {
            Refusal.Findings findings = new Refusal.Findings();
            for (String key : form.inputs().keySet()) {
                String reason = problems.get(key);
                if (reason != null) {
                    findings.add(key, reason);
                }
            }
            unknown.forEach((key, reason) -> findings.add(key, reason));
            findings.refuse(LEAD);
        }

        private void surplus() {
            int more = 0;
            for (String key : submitted.keySet()) {
                if (!form.inputs().containsKey(key)) {
                    if (unknown.size() < NAMED_UNKNOWN) {
                        String name = Texts.shortened(key);
                        unknown.put(name, "这张表单没有“" + name + "”这一项");
                    } else {
                        more++;
                    }
                }
            }
            if (more > 0) {
                unknown.put("…", "另有 " + more + " 项也不属于这张表单");
            }
        }

        /**
         * A hidden input counts as what it was before the form, in the conditions of others, which may hide or show them in turn: this goes
         * on until nothing changes. form-js asks only twice ({@code Form._getSubmitData} and {@code ConditionChecker.applyConditions} of
         * 1.8.7), which is the same in a form whose conditions hang on one another over two steps at most. Further away its answer
         * hangs on what is hidden and not submitted; there an input is neither demanded nor refused. Conditions that go round
         * in circles are left where form-js leaves them.
         */
        private void judgeConditions() {
            Set<String> once = hiddenWithout(Set.of());
            Set<String> twice = hiddenWithout(once);
            Set<String> touched = new HashSet<>(once);
            Set<String> before = once;
            hidden = twice;
            for (int pass = 2; !hidden.equals(before) && pass <= form.inputs().size(); pass++) {
                touched.addAll(hidden);
                before = hidden;
                hidden = hiddenWithout(before);
            }
            if (!hidden.equals(before)) {
                hidden = twice;
            }
            inDoubt = form.inDoubt(touched);
        }

        private Object before(String name) {
            Object value = known.apply(name);
            Input input = form.inputs().get(name);
            return value == null && input != null ? input.initial() : value;
        }

        private Set<String> hiddenWithout(Set<String> before) {
            Function<String, Object> variables = name -> {
                boolean input = form.inputs().containsKey(name) && !before.contains(name);
                return input ? values.get(name) : before(name);
            };
            Map<String, Boolean> holds = new HashMap<>();
            Set<String> found = new LinkedHashSet<>();
            for (Input input : form.inputs().values()) {
                for (String condition : input.hides()) {
                    if (holds.computeIfAbsent(condition, each -> conditions.holds(each, variables))) {
                        found.add(input.key());
                    }
                }
            }
            return found;
        }

        private void accept(Input input, Map<String, Object> result) {
            Object value = values.get(input.key());
            if (wrong.contains(input.key())) {
                return;
            }
            if (isMissing(input, value)) {
                if (isRequired(input) && !inDoubt.contains(input.key())) {
                    problem(
                            input,
                            (input.kind() == Kind.FLAG ? "请勾选" : input.hasOptions() ? "请选择" : "请填写") + name(input));
                } else if (lacksAlternative(input)) {
                    problem(
                            input,
                            "请至少填写"
                                    + input.atLeastOneOf().stream()
                                            .filter(key -> !hidden.contains(key))
                                            .map(key -> name(form.inputs().get(key)))
                                            .collect(Collectors.joining("、"))
                                    + "中的一项");
                } else if (input.kind() == Kind.FLAG) {
                    result.put(input.key(), Boolean.FALSE);
                } else if (submitted.containsKey(input.key()) && known.apply(input.key()) != null) {
                    result.put(input.key(), null);
                }
                return;
            }
            result.put(input.key(), value);
        }

        private boolean isMissing(Input input, Object value) {
            return value == null || input.kind() == Kind.FLAG && Boolean.FALSE.equals(value);
        }

        private boolean isRequired(Input input) {
            return input.required()
                    || input.requiredWhen() != null
                            && conditions.holds(
                                    input.requiredWhen(),
                                    name -> hidden.contains(name)
                                            ? null
                                            : form.inputs().containsKey(name) ? values.get(name) : known.apply(name));
        }

        private boolean lacksAlternative(Input input) {
            return !input.atLeastOneOf().isEmpty()
                    && input.atLeastOneOf().stream()
                            .filter(key -> !hidden.contains(key))
                            .allMatch(key -> values.get(key) == null && !wrong.contains(key));
        }

        /** The value as the form's type, null where it turns out to be empty; a finding where it is neither. */
        private Object typed(Input input, Object value) {
            try {
                return switch (input.kind()) {
                    case LINE, TEXT -> text(input, value);
                    case NUMBER -> number(input, value);
                    case FLAG -> flag(input, value);
                    case CHOICE -> choice(input, value, options(input));
                    case CHOICES -> choices(input, value);
                    case DATE -> date(input, value);
                    case TIME -> time(input, value);
                    case DATE_TIME -> dateTime(input, value);
                };
            } catch (Wrong e) {
                wrong.add(input.key());
                problem(input, e.getMessage());
                return null;
            }
        }

        private Object text(Input input, Object value) {
            if (!(value instanceof String)) {
                throw new Wrong(name(input) + "应为文字");
            }
            String text = Texts.clean((String) value, input.kind() == Kind.TEXT);
            if (Texts.isBlank(text)) {
                return null;
            }
            int longest = input.maxLength() == null ? LONGEST : Math.min(LONGEST, input.maxLength());
            int length = text.codePointCount(0, text.length());
            if (length > longest) {
                throw new Wrong(name(input) + "不能超过 " + longest + " 个字，现有 " + length + " 个");
            }
            if (input.minLength() != null && length < input.minLength()) {
                throw new Wrong(name(input) + "至少要 " + input.minLength() + " 个字");
            }
            if (input.pattern() != null && !input.pattern().matcher(text).find()) {
                throw new Wrong(name(input) + (input.hint() == null ? "的格式不对" : "应为" + input.hint()));
            }
            return input.format() == null
                    ? text
                    : input.format().read(text).orElseThrow(() -> new Wrong(name(input) + "应为" + input.hint()));
        }

        private Object number(Input input, Object value) {
            String expected = name(input) + "应为" + range(input);
            BigDecimal number = decimal(value);
            if (number == null) {
                throw new Wrong(expected);
            }
            if (input.min() != null && number.compareTo(input.min()) < 0
                    || input.max() != null && number.compareTo(input.max()) > 0) {
                throw new Wrong(expected);
            }
            if (input.decimals() != null && number.stripTrailingZeros().scale() > input.decimals()) {
                throw new Wrong(input.decimals() == 0 ? expected : name(input) + "最多保留 " + input.decimals() + " 位小数");
            }
            if (input.decimals() != null && input.decimals() == 0) {
                if (number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
                    throw new Wrong(name(input) + "的数值太大");
                }
                return number.intValue();
            }
            double result = number.doubleValue();
            if (Double.isInfinite(result)) {
                throw new Wrong(name(input) + "的数值太大");
            }
            return result;
        }

        private Object flag(Input input, Object value) {
            if (!(value instanceof Boolean)) {
                throw new Wrong(name(input) + "应为是或否（true 或 false）");
            }
            return value;
        }

        private Object choice(Input input, Object value, Map<Object, String> options) {
            for (Object option : options.keySet()) {
                if (same(option, value)) {
                    return option;
                }
            }
            if (options.isEmpty()) {
                throw new Wrong(name(input) + "目前没有可选项，请联系主管");
            }
            throw new Wrong(name(input) + "应为以下之一："
                    + options.entrySet().stream()
                            .limit(NAMED_OPTIONS)
                            .map(option -> option.getKey() + "（" + option.getValue() + "）")
                            .collect(Collectors.joining("、"))
                    + (options.size() > NAMED_OPTIONS ? "等 " + options.size() + " 项" : ""));
        }

        private Object choices(Input input, Object value) {
            if (!(value instanceof Collection<?> list)) {
                throw new Wrong(name(input) + "应为列表");
            }
            Map<Object, String> options = options(input);
            List<Object> chosen = new ArrayList<>();
            for (Object each : list) {
                Object option = choice(input, each, options);
                if (!chosen.contains(option)) {
                    chosen.add(option);
                }
            }
            return chosen;
        }

        private Map<Object, String> options(Input input) {
            if (input.optionsVariable() == null) {
                return input.options();
            }
            Map<Object, String> options = new LinkedHashMap<>();
            if (known.apply(input.optionsVariable()) instanceof Collection<?> list) {
                for (Object each : list) {
                    if (each instanceof Map<?, ?> option) {
                        options.put(option.get("value"), String.valueOf(option.get("label")));
                    } else if (each != null) {
                        options.put(each, each.toString());
                    }
                }
            }
            return options;
        }

        private Object date(Input input, Object value) {
            LocalDate date;
            try {
                date = value instanceof Date moment
                        ? LocalDate.ofInstant(moment.toInstant(), clock.getZone())
                        : LocalDate.parse(string(value));
            } catch (DateTimeException e) {
                throw new Wrong(name(input) + "应为日期，如 2025-11-21");
            }
            requireKnownYear(input, date.getYear());
            if (input.notAfterNow() && date.isAfter(LocalDate.now(clock))) {
                throw new Wrong(name(input) + "不能晚于今天");
            }
            return date.toString();
        }

        private void requireKnownYear(Input input, int year) {
            if (year < 2000 || year > 9999) {
                throw new Wrong(name(input) + "的年份不对");
            }
        }

        private Object time(Input input, Object value) {
            try {
                String text = string(value);
                DateTimeFormatter.ISO_TIME.parse(text, LocalTime::from);
                return text;
            } catch (DateTimeException e) {
                throw new Wrong(name(input) + "应为时间，如 14:00");
            }
        }

        private Object dateTime(Input input, Object value) {
            OffsetDateTime time;
            try {
                Instant instant = value instanceof Date date
                        ? date.toInstant()
                        : DateTimeFormatter.ISO_DATE_TIME.parseBest(
                                                string(value), OffsetDateTime::from, LocalDateTime::from)
                                        instanceof OffsetDateTime offset
                                ? offset.toInstant()
                                : LocalDateTime.parse(string(value))
                                        .atZone(clock.getZone())
                                        .toInstant();
                time = instant.truncatedTo(ChronoUnit.SECONDS)
                        .atZone(clock.getZone())
                        .toOffsetDateTime();
            } catch (DateTimeException e) {
                throw new Wrong(name(input) + "应为日期和时间，如 2025-11-21T14:00:00+08:00");
            }
            requireKnownYear(input, time.getYear());
            if (input.notAfterNow() && time.toInstant().isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
                throw new Wrong(name(input) + "不能晚于现在");
            }
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
    }

    private static boolean isEmpty(Object value) {
        return value == null || "".equals(value) || value instanceof Collection<?> list && list.isEmpty();
    }

    private static String name(Input input) {
        return "“" + input.label() + "”";
    }

    private static String range(Input input) {
        boolean whole = input.decimals() != null && input.decimals() == 0;
        String kind = whole ? "整数" : "数";
        if (input.min() != null && input.max() != null) {
            return " " + input.min().toPlainString() + " 到 " + input.max().toPlainString() + " 之间的" + kind;
        }
        if (input.min() != null) {
            return "不小于 " + input.min().toPlainString() + " 的" + kind;
        }
        return input.max() != null ? "不大于 " + input.max().toPlainString() + " 的" + kind : whole ? kind : "数字";
    }

    /** Null where the value is no finite number. A number in quotation marks is text, and text is not money. */
    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(value.toString()) : null;
        }
        boolean whole =
                value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
        return whole ? BigDecimal.valueOf(((Number) value).longValue()) : null;
    }

    private static boolean same(Object option, Object value) {
        if (option instanceof Number && value instanceof Number) {
            BigDecimal left = decimal(option);
            BigDecimal right = decimal(value);
            return left != null && right != null && left.compareTo(right) == 0;
        }
        return Objects.equals(option, value);
    }

    private static String string(Object value) {
        if (value instanceof String text && text.length() <= 40) {
            return text.trim();
        }
        throw new DateTimeException("no text");
    }

    /** What is wrong with one value. */
    private static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Wrong(String reason) {
            super(reason, null, false, false);
        }
    }
}
