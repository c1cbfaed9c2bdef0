package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What is wrong with a calendar file is said with its line (Q5)")
class CalendarFileReaderTest {

    /** Right as it stands; the tests change or add lines. */
    private static final String[] GOOD = {
        /* 1 */ "years:",
        /* 2 */ "  2025:",
        /* 3 */ "    source: 通知一",
        /* 4 */ "    holidays:",
        /* 5 */ "      元旦: 2025-01-01",
        /* 6 */ "  2026:",
        /* 7 */ "    source: 通知二",
        /* 8 */ "    holidays:",
        /* 9 */ "      元旦: 2026-01-01..2026-01-03",
        /* 10 */ "      春节: 2026-02-15..2026-02-23",
        /* 11 */ "    workdays:",
        /* 12 */ "      - 2026-01-04",
        /* 13 */ "      - 2026-02-14",
        /* 14 */ "calendars:",
        /* 15 */ "  office:",
        /* 16 */ "    label: 办公时间",
        /* 17 */ "    days: MON-FRI",
        /* 18 */ "    hours: [09:00-12:00, 13:00-18:00]",
        /* 19 */ "    statutory-holidays: true",
    };

    @Test
    void the_file_they_start_from_is_right() throws BadCalendarFile {
        CalendarFile file = CalendarFileReader.read(bytes(String.join("\n", GOOD)));

        assertThat(file.sources()).containsOnlyKeys(2025, 2026);
        assertThat(file.schedules()).extracting(Schedule::name).containsExactly("office");
        assertThat(file.holidays().names()).hasSize(1 + 3 + 9);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("an unknown key at the top", 1, "feiertage: 1\n" + GOOD[0], "第 1 行", "不认识", "feiertage"),
                refusal("an unknown key of a year", 3, "    quelle: x\n" + GOOD[2], "第 3 行", "不认识", "quelle"),
                refusal("an unknown key of a calendar", 16, "    lable: x\n" + GOOD[15], "第 16 行", "不认识", "lable"),
                refusal("no day of the calendar", 5, "      元旦: 2025-02-30", "第 5 行", "2025-02-30", "不是有效日期"),
                refusal("a date in another form", 5, "      元旦: 1月1日", "第 5 行", "不是有效日期"),
                refusal("a date without leading zero", 12, "      - 2026-1-4", "第 12 行", "不是有效日期"),
                refusal("a holiday without date", 5, "      元旦:", "第 5 行", "元旦"),
                refusal("off and worked", 13, "      - 2026-02-16", "第 13 行", "春节", "第 10 行", "调休"),
                refusal("a make-up day on a weekday", 13, "      - 2026-02-13", "第 13 行", "星期五", "本来就要上班"),
                refusal("a make-up day twice", 13, "      - 2026-01-04", "第 13 行", "两次"),
                refusal("a day in two holidays", 10, "      春节: 2026-01-03..2026-01-05", "第 10 行", "元旦", "第 9 行"),
                refusal("a holiday twice", 10, "      元旦: 2026-02-15", "第 10 行", "重复", "第 9 行"),
                refusal("a range reversed", 10, "      春节: 2026-02-23..2026-02-15", "第 10 行", "早于"),
                refusal("a range of three", 10, "      春节: 2026-02-15..2026-02-16..2026-02-17", "第 10 行", "最后一天"),
                refusal("a range too long", 10, "      春节: 2026-02-15..2026-12-23", "第 10 行", "超过 20 天"),
                refusal("a holiday of another year", 9, "      元旦: 2025-12-31..2026-01-03", "第 9 行", "不在 2026 年内"),
                refusal("a make-up day of another year", 12, "      - 2025-01-05", "第 12 行", "不在 2026 年内"),
                refusal("a year left out", 2, "  2024:", "第 6 行", "缺少 2025 年"),
                refusal("years left out", 2, "  2022:", "第 6 行", "缺少 2023 至 2025 年"),
                refusal("a year twice", 6, "  2025:", "第 6 行", "重复", "第 2 行"),
                refusal("no year", 6, "  今年:", "第 6 行", "四位数字"),
                refusal("a year of another century", 6, "  1999:", "第 6 行", "2000 至 2099"),
                refusal("a year without source", 7, "", "第 6 行", "2026 年缺少 source"),
                refusal("a year with an empty source", 7, "    source:", "第 7 行", "source"),
                refusal("a year without holidays", 4, 5, "第 2 行", "2025 年缺少 holidays"),
                refusal("a year with empty holidays", 5, "", "第 4 行", "holidays"),
                refusal("hours reversed", 18, "    hours: [12:00-09:00]", "第 18 行", "结束早于开始"),
                refusal("hours of no length", 18, "    hours: [09:00-09:00]", "第 18 行", "起止相同"),
                refusal("hours overlapping", 18, "    hours: [13:00-18:00, 09:00-13:01]", "第 18 行", "重叠"),
                refusal("hours empty", 18, "    hours: []", "第 18 行", "hours 是空的"),
                refusal("hours missing", 18, "", "第 15 行", "缺少 hours"),
                refusal("hours that are none", 18, "    hours: [9 to 5]", "第 18 行", "09:00-12:00"),
                refusal("hours after midnight", 18, "    hours: [09:00-24:01]", "第 18 行", "不存在的时刻"),
                refusal("minutes after 59", 18, "    hours: [09:60-10:00]", "第 18 行", "不存在的时刻"),
                refusal("an unknown weekday", 17, "    days: MON-FRY", "第 17 行", "FRY", "不是星期"),
                refusal("weekdays reversed", 17, "    days: SAT-MON", "第 17 行", "颠倒"),
                refusal("weekdays of three", 17, "    days: MON-TUE-WED", "第 17 行", "MON-FRI"),
                refusal("a weekday twice", 17, "    days: [MON-FRI, FRI]", "第 17 行", "重复"),
                refusal("no weekdays", 17, "    days: []", "第 17 行", "days 是空的"),
                refusal("the reserved name", 15, "  natural:", "第 15 行", "natural", "固定名称"),
                refusal("a bad name", 15, "  Office Hours:", "第 15 行", "小写字母"),
                refusal("a calendar twice", 15, "  office: {}\n  office:", "第 16 行", "重复", "第 15 行"),
                refusal("neither true nor false", 19, "    statutory-holidays: 是", "第 19 行", "true 或 false"),
                refusal("a label too long", 16, "    label: " + "长".repeat(21), "第 16 行", "label"),
                refusal("a label that is a list", 16, "    label: [a]", "第 16 行", "label"),
                refusal("no calendars", 14, 19, "第 1 行", "缺少 calendars"),
                refusal("calendars that are text", 15, 19, "第 14 行", "calendars"),
                refusal("a tab", 16, "\tlabel: x", "第 16 行", "制表符"),
                refusal("a bracket left open", 19, "    statutory-holidays: [", "行", "YAML"),
                refusal("a key without blank", 16, "    label:办公时间", "行", "YAML"),
                refusal("an anchor", 16, "    label: &a 办公时间", "第 16 行", "锚点"),
                refusal("an alias", 16, "    label: *a", "第 16 行", "锚点"),
                refusal("a second document", 14, "---\ncalendars:", "第 14 行", "---"),
                refusal("a control character", 16, "    label: a\u0007", "第 16 行", "特殊字符"),
                refusal("nesting", 16, "    label: " + "[".repeat(5000), "第 16 行", "层次太多"),
                refusal("a key that is a list", 16, "    ? [a]\n    : b", "第 16 行", "应为文字"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void is_refused(String what, String text, String[] expected) {
        BadCalendarFile refused = refused(bytes(text));

        assertThat(refused).as(text).isNotNull();
        assertThat(refused).hasMessageContainingAll(expected);
        assertThat(refused.getMessage()).endsWith("。").doesNotContain("\n");
    }

    @Test
    void all_findings_are_told_at_once_in_the_order_of_the_lines() {
        String[] lines = GOOD.clone();
        lines[4] = "      元旦: 2025-01-32";
        lines[11] = "      - 2026-01-05";
        lines[16] = "    days: MON-XXX";
        lines[17] = "    hours: [18:00-09:00, x]";

        assertThat(refused(bytes(String.join("\n", lines))).findings())
                .extracting(BadCalendarFile.Finding::line)
                .containsExactly(5, 12, 17, 18, 18);
    }

    @Test
    void a_file_full_of_errors_is_answered_in_a_few_lines() {
        String bad =
                IntStream.range(0, 2000).mapToObj(i -> "\n  BAD" + i + ": 1").collect(Collectors.joining());

        assertThat(refused(bytes(String.join("\n", GOOD) + bad)).getMessage())
                .hasSizeLessThan(3000)
                .contains("等共");
    }

    @Test
    void nothing_at_all_is_refused() {
        for (String text : new String[] {"", "\n\n", "# 只有注释\n", "---\n"}) {
            assertThat(refused(bytes(text))).as(text).hasMessageContaining("第 1 行");
        }
        for (String text : new String[] {"只是一句话", "- a\n- b", "42", "null"}) {
            assertThat(refused(bytes(text))).as(text).hasMessageContaining("第 1 行");
        }
    }

    @Test
    void garbage_is_refused_with_the_line_where_it_begins() {
        byte[] gbk = ("years:\n  2026:\n    source: 国务院办公厅\n").getBytes(Charset.forName("GBK"));
        assertThat(refused(gbk)).hasMessageContainingAll("第 3 行", "UTF-8");
        assertThat(refused(new byte[] {(byte) 0xE5, (byte) 0x85})).hasMessageContaining("第 1 行");
        assertThat(refused(new byte[100])).hasMessageContaining("第 1 行");
    }

    @Test
    void a_huge_file_is_refused_unread() {
        byte[] huge = new byte[CalendarFileReader.LARGEST + 1];
        Arrays.fill(huge, (byte) '#');
        assertThat(refused(huge)).hasMessageContaining("256 KB");
    }

    @Test
    @DisplayName("a file of forty lines that would be a million million entries is refused at its first anchor")
    void an_alias_bomb_is_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(refused(bytes(bomb.toString()))).hasMessageContainingAll("第 1 行", "锚点");
    }

    @Test
    void what_editors_on_windows_write_is_read() throws BadCalendarFile {
        assertThat(CalendarFileReader.read(bytes("\uFEFF" + String.join("\r\n", GOOD)))
                        .sources())
                .containsOnlyKeys(2025, 2026);
    }

    @Test
    void several_ways_of_writing_the_same_are_read() throws BadCalendarFile {
        String[] lines = GOOD.clone();
        lines[4] = "      元旦: [2025-01-01, 2025-12-30 .. 2025-12-31]";
        lines[10] = "    workdays: []";
        lines[11] = "";
        lines[12] = "";
        lines[16] = "    days: [MON, WED-FRI]";
        lines[17] = "    hours:\n      - 13:00-24:00\n      - 00:00-09:30";
        CalendarFile file = CalendarFileReader.read(bytes(String.join("\n", lines)));

        assertThat(file.holidays().names()).hasSize(3 + 3 + 9);
        assertThat(file.holidays().workdays()).isEmpty();
        assertThat(file.schedules().get(0).days()).hasSize(4);
        assertThat(file.schedules().get(0).hours()).containsExactly(new Hours(0, 570), new Hours(780, 1440));
    }

    private static BadCalendarFile refused(byte[] content) {
        return catchThrowableOfType(BadCalendarFile.class, () -> CalendarFileReader.read(content));
    }

    private static Arguments refusal(String what, int line, String instead, String... expected) {
        String[] lines = GOOD.clone();
        lines[line - 1] = instead;
        return Arguments.of(what, String.join("\n", lines), expected);
    }

    /** Without the lines from one to another. */
    private static Arguments refusal(String what, int from, int to, String... expected) {
        String[] lines = GOOD.clone();
        Arrays.fill(lines, from - 1, to, "");
        return Arguments.of(what, String.join("\n", lines), expected);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
