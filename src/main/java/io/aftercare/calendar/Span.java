package io.aftercare.calendar;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as a table's cell says it, in ISO 8601: exact time such as {@code PT48H}, {@code PT30M} or {@code
 * PT1H30M}, or whole days such as {@code P3D}. {@code P1D} is not {@code PT24H}: days end with a day, see {@link
 * WorkCalendar#add(java.time.Instant, Span)}.
 *
 * @param time exact time, to the second; zero in a span of days
 * @param days whole days; zero in a span of exact time
 */
public record Span(Duration time, int days) {

    private static final int MOST_DAYS = 3650;
    private static final Pattern DAYS = Pattern.compile("P(\\d{1,5})D");
    private static final Pattern TIME = Pattern.compile("PT(?=\\d)(?:(\\d{1,6})H)?(?:(\\d{1,8})M)?(?:(\\d{1,9})S)?");

    /** @throws IllegalArgumentException neither exact time nor whole days, both, or more than ten years */
    public Span {
        if (time.isNegative()
                || days < 0
                || time.isZero() == (days == 0)
                || time.getNano() != 0
                || days > MOST_DAYS
                || time.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            throw refusal(time + " / P" + days + "D");
        }
    }

    /**
     * Reads a cell; blanks around it do not matter.
     *
     * @throws IllegalArgumentException the text is anything but a span; the message is a Chinese sentence with examples
     */
    public static Span parse(String text) {
        String cell = text == null ? "" : text.strip();
        Matcher days = DAYS.matcher(cell);
        Matcher time = TIME.matcher(cell);
        try {
            if (days.matches()) {
                return new Span(Duration.ZERO, Integer.parseInt(days.group(1)));
            }
            if (time.matches()) {
                return new Span(
                        Duration.ofHours(number(time.group(1)))
                                .plusMinutes(number(time.group(2)))
                                .plusSeconds(number(time.group(3))),
                        0);
            }
        } catch (IllegalArgumentException e) {
            throw refusal(cell);
        }
        throw refusal(cell);
    }

    /** Whether this is a span of whole days. */
    public boolean isDays() {
        return days > 0;
    }

    /**
     * In words, as customers and agents read it: 48 小时, 15 天 in natural time; 72 工作小时, 3 个工作日 in a calendar of the
     * ordinary working week; with the calendar's label in any other, whose days are no 工作日, e.g. 2 小时（客服服务时间）.
     */
    public String spoken(WorkCalendar calendar) {
        if (!(calendar instanceof WorkingTime working)) {
            return isDays() ? days + " 天" : plain();
        }
        if (!working.isOrdinaryWeek()) {
            return (isDays() ? days + " 天" : plain()) + "（" + calendar.label() + "）";
        }
        if (isDays()) {
            return days + " 个工作日";
        }
        return time.toSeconds() % 3600 == 0 ? time.toHours() + " 工作小时" : "工作时间 " + plain();
    }

    /** As a cell says it. */
    @Override
    public String toString() {
        return isDays() ? "P" + days + "D" : time.toString();
    }

    private String plain() {
        StringBuilder words = new StringBuilder();
        append(words, time.toHours(), "小时");
        append(words, time.toMinutesPart(), "分钟");
        append(words, time.toSecondsPart(), "秒");
        return words.toString();
    }

    private static void append(StringBuilder words, long number, String unit) {
        if (number > 0) {
            words.append(words.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static IllegalArgumentException refusal(String cell) {
        String shown = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
        return new IllegalArgumentException(
                ("时长“%s”无法识别：请写成小时或分钟（如 PT48H、PT30M、PT1H30M）或整天（如 P3D），大于零且不超过 %d 天，" + "天与小时不能混写，也不能用年、月、周。")
                        .formatted(shown, MOST_DAYS));
    }
}
