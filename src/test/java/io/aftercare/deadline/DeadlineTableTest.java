package io.aftercare.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.calendar.Span;
import io.aftercare.calendar.TestCalendars;
import io.aftercare.deadline.DeadlineRule.Anchor;
import io.aftercare.deadline.DeadlineRule.Warning;
import io.aftercare.deadline.DeadlineTable.Row;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deadline table may say, and the sentences with which it is refused. */
@DisplayName("T2 Q5 A deadline table is read whole or refused with the row and the reason")
class DeadlineTableTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Set<String> GROUPS = Set.of("agent", "supervisor", "manager");

    /** A good row of the step {@code verification}, with some of its cells written anew: column, cell, column, cell … */
    static Row row(int number, String... changes) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("process", "\"complaint\"");
        cells.put("step", "\"verification\"");
        cells.put("urgency", "-");
        cells.put("scope", "-");
        cells.put("tier", "-");
        cells.put("duration", "\"PT24H\"");
        cells.put("calendar", "\"natural\"");
        cells.put("anchor", "\"step\"");
        cells.put("warning", "\"80%\"");
        cells.put("escalateTo", "\"supervisor\"");
        cells.put("later", "\"PT4H\"");
        cells.put("extensions", "1");
        cells.put("extendBy", "\"PT24H\"");
        cells.put("pause", "\"P7D\"");
        cells.put("kind", "\"internal\"");
        cells.put("clause", "\"C8\"");
        cells.put("told", "\"向相关部门核查原因\"");
        cells.put("validFrom", "\"2026-01-01\"");
        for (int i = 0; i < changes.length; i += 2) {
            cells.put(changes[i], changes[i + 1]);
        }
        return new Row(number, "row-" + number, cells);
    }

    static DeadlineTable table(Row... rows) {
        return DeadlineTable.of("deadlines:7", 7, Arrays.asList(rows), (cell, inputs) -> {
            throw new IllegalArgumentException("no formula is expected here, but " + cell);
        });
    }

    private static Map<String, Object> inputs(String urgency) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("process", "complaint");
        inputs.put("step", "verification");
        inputs.put("urgency", urgency);
        inputs.put("scope", null);
        inputs.put("tier", null);
        return inputs;
    }

    private static List<String> findings(Row... rows) {
        return table(rows).findings(TestCalendars.NAMES, GROUPS);
    }

    @Test
    @DisplayName("a good row has no finding and says all that it says (C8)")
    void good() {
        assertThat(findings(row(1))).isEmpty();

        assertThat(table(row(1)).rule(inputs("urgent"), TODAY))
                .isEqualTo(new DeadlineRule(
                        Span.parse("PT24H"),
                        "natural",
                        Anchor.STEP,
                        new Warning(0.8, null),
                        "supervisor",
                        Duration.ofHours(4),
                        1,
                        Span.parse("PT24H"),
                        Span.parse("P7D"),
                        false,
                        "C8",
                        "向相关部门核查原因",
                        LocalDate.of(2026, 1, 1),
                        "deadlines:7",
                        7,
                        "row-1"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            textBlock =
                    """
                    duration   | "PT0H"       | 第 3 行，时限：应为大于零的时长
                    duration   | "PT0S"       | 第 3 行，时限：应为大于零的时长
                    duration   | "P0D"        | 第 3 行，时限：应为大于零的时长
                    duration   | "-PT4H"      | 第 3 行，时限：应为大于零的时长
                    duration   | "PT-4H"      | 第 3 行，时限：应为大于零的时长
                    duration   | "P-3D"       | 第 3 行，时限：应为大于零的时长
                    duration   | "P1M"        | 第 3 行，时限：应为大于零的时长
                    duration   | "P2W"        | 第 3 行，时限：应为大于零的时长
                    duration   | "P1Y"        | 第 3 行，时限：应为大于零的时长
                    duration   | "P1DT2H"     | 第 3 行，时限：应为大于零的时长
                    duration   | "24 小时"    | 第 3 行，时限：应为大于零的时长
                    duration   | 24           | 第 3 行，时限：应为大于零的时长
                    duration   | -            | 第 3 行，时限：应为大于零的时长
                    duration   | PT24H        | 第 3 行，时限：应为大于零的时长
                    duration   | "P9999D"     | 第 3 行，时限：应为大于零的时长
                    calendar   | "moon"       | 第 3 行，日历：没有名为“moon”的日历，可用的有 natural、service-hours、warehouse-hours、working-hours
                    calendar   | ""           | 第 3 行，日历：必须填写日历名
                    calendar   | -            | 第 3 行，日历：必须填写日历名
                    anchor     | "birthday"   | 第 3 行，起算点：只能是 receipt、registration、agreement、goods 或 step，现为“birthday”
                    anchor     | ""           | 第 3 行，起算点：只能是
                    warning    | "0%"         | 第 3 行，预警点：应为 1% 到 100%
                    warning    | "101%"       | 第 3 行，预警点：应为 1% 到 100%
                    warning    | "-10%"       | 第 3 行，预警点：应为 1% 到 100%
                    warning    | "PT0M"       | 第 3 行，预警点：应为 1% 到 100%
                    warning    | "-PT30M"     | 第 3 行，预警点：应为 1% 到 100%
                    warning    | "P1M"        | 第 3 行，预警点：应为 1% 到 100%
                    warning    | "八成"       | 第 3 行，预警点：应为 1% 到 100%，或到期前的时长，如 "PT30M"，现为“八成”
                    warning    | "PT999999H"  | 第 3 行，预警点：应为 1% 到 100%
                    warning    | ""           | 第 3 行，预警点：应为 1% 到 100%
                    escalateTo | "nobody"     | 第 3 行，超时升级给：没有名为“nobody”的组
                    escalateTo | ""           | 第 3 行，超时升级给：必须填写组名
                    later      | "-PT4H"      | 第 3 行，上报经理：应为不小于零的时长
                    later      | "PT-1M"      | 第 3 行，上报经理：应为不小于零的时长
                    later      | "P1M"        | 第 3 行，上报经理：应为不小于零的时长
                    later      | ""           | 第 3 行，上报经理：应为不小于零的时长
                    later      | "PT999999H"  | 第 3 行，上报经理：应为不小于零的时长
                    extensions | -1           | 第 3 行，可延期次数：应为 0 到 9 的整数
                    extensions | 10           | 第 3 行，可延期次数：应为 0 到 9 的整数，现为“10”
                    extensions | "一次"       | 第 3 行，可延期次数：应为 0 到 9 的整数，现为“一次”
                    extensions | ""           | 第 3 行，可延期次数：应为 0 到 9 的整数
                    extendBy   | "PT0H"       | 第 3 行，每次最长：应为大于零的时长，或留空
                    extendBy   | "-P1D"       | 第 3 行，每次最长：应为大于零的时长，或留空
                    pause      | "P0D"        | 第 3 行，最长暂停：应为大于零的时长，或留空
                    pause      | "P1M"        | 第 3 行，最长暂停：应为大于零的时长，或留空
                    kind       | "law"        | 第 3 行，性质：只能是 internal 或 statutory，现为“law”
                    kind       | ""           | 第 3 行，性质：只能是 internal 或 statutory
                    clause     | ""           | 第 3 行，依据：必须写明依据
                    clause     | "  "         | 第 3 行，依据：必须写明依据
                    clause     | -            | 第 3 行，依据：必须写明依据
                    validFrom  | "2026-02-30" | 第 3 行，生效日期：应为日期，如 "2026-01-01"，现为“2026-02-30”
                    validFrom  | "2026-13-01" | 第 3 行，生效日期：应为日期
                    validFrom  | "2026/1/1"   | 第 3 行，生效日期：应为日期
                    validFrom  | ""           | 第 3 行，生效日期：应为日期
                    """)
    @DisplayName("a result that makes no sense is refused with row, column and reason (T2)")
    void bad_result(String column, String cell, String expected) {
        assertThat(findings(row(3, column, cell))).singleElement().asString().startsWith(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urgent",
                "\"urgent",
                "urgent\"",
                "\"urgent\",",
                "\"urgent\" \"normal\"",
                "\"urgent\", normal",
                "not(\"urgent\")",
                "\"\"",
                "\" \"",
                "\"a\\\"b\"",
                "= \"urgent\"",
                "1",
                "null"
            })
    @DisplayName("a condition that is neither - nor quoted texts is refused (T2)")
    void bad_condition(String cell) {
        assertThat(findings(row(2, "urgency", cell))).containsExactly("第 2 行，紧急程度：只能填 - 或用英文引号括起的值，多个值用逗号隔开");
        assertThat(findings(row(2, "tier", cell))).singleElement().asString().startsWith("第 2 行，客户等级：只能填 -");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "", "\"urgent\"", "\"urgent\",\"normal\"", "  \"urgent\" , \"normal\"  ", "\"紧急，最高\""})
    void a_condition_is_a_dash_or_quoted_texts(String cell) {
        assertThat(findings(row(1, "urgency", cell))).isEmpty();
    }

    @Test
    @DisplayName("a row belongs to a process and a step by name")
    void process_and_step() {
        assertThat(findings(row(4, "step", "-"))).containsExactly("第 4 行：流程和环节必须填写");
        assertThat(findings(row(4, "process", ""))).containsExactly("第 4 行：流程和环节必须填写");
    }

    @Test
    @DisplayName("a step that may be extended says by how much, and what the customer is told (C12)")
    void extensions() {
        String expected = "第 5 行：可延期的环节必须写明每次最长多久，并写明对客户的说法";
        assertThat(findings(row(5, "extendBy", "\"\""))).containsExactly(expected);
        assertThat(findings(row(5, "extendBy", "-"))).containsExactly(expected);
        assertThat(findings(row(5, "told", "\"\""))).containsExactly(expected);
        assertThat(findings(row(5, "extensions", "0", "extendBy", "\"\"", "told", "\"\"")))
                .isEmpty();
    }

    @Test
    @DisplayName("everything that is wrong is said at once")
    void several() {
        assertThat(findings(
                        row(1, "duration", "\"PT0H\"", "warning", "\"0%\"", "urgency", "urgent"),
                        row(2, "step", "\"plan\"", "calendar", "\"moon\"", "escalateTo", "\"nobody\""),
                        row(3, "step", "\"plan\"")))
                .hasSize(6)
                .anySatisfy(finding -> assertThat(finding).startsWith("第 1 行，紧急程度："))
                .anySatisfy(finding -> assertThat(finding).startsWith("第 1 行，时限："))
                .anySatisfy(finding -> assertThat(finding).startsWith("第 1 行，预警点："))
                .anySatisfy(finding -> assertThat(finding).startsWith("第 2 行，日历："))
                .anySatisfy(finding -> assertThat(finding).startsWith("第 2 行，超时升级给："))
                .anySatisfy(finding -> assertThat(finding).startsWith("第 2 行与第 3 行重叠："));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    "urgent"          | "urgent"
                    -                 | "urgent"
                    "urgent"          | -
                    -                 | -
                    "urgent","normal" | "normal","routine"
                    "urgent","normal" | "urgent"
                    """)
    @DisplayName("rows that one case could satisfy both are refused, with both numbers (T2)")
    void overlap(String one, String other) {
        assertThat(findings(row(1, "urgency", one), row(2, "urgency", other)))
                .containsExactly("第 1 行与第 2 行重叠：同一情况适用两行，请合并，或改一行的条件或生效日期");
    }

    @Test
    void rows_that_no_case_satisfies_both_may_stand_together() {
        assertThat(findings(row(1, "urgency", "\"urgent\""), row(2, "urgency", "\"normal\",\"routine\"")))
                .isEmpty();
        assertThat(findings(row(1, "urgency", "\"urgent\""), row(2, "step", "\"plan\"")))
                .isEmpty();
        assertThat(findings(row(1, "urgency", "\"urgent\""), row(2, "tier", "\"vip\"")))
                .as("an urgent case of a vip")
                .hasSize(1);
    }

    @Test
    @DisplayName("rows with different first days are one rule that changes: a case is judged by the day it began (Q5)")
    void first_days() {
        Row[] rows = {
            row(1, "duration", "\"PT24H\"", "validFrom", "\"2026-01-01\""),
            row(2, "duration", "\"PT8H\"", "validFrom", "\"2026-12-01\""),
            row(3, "duration", "\"PT12H\"", "validFrom", "\"2026-06-01\"")
        };
        assertThat(findings(rows)).isEmpty();

        DeadlineTable table = table(rows);
        Map<String, Object> any = inputs("normal");
        assertThat(table.rule(any, LocalDate.of(2026, 1, 1)).ruleId()).isEqualTo("row-1");
        assertThat(table.rule(any, LocalDate.of(2026, 5, 31)).ruleId()).isEqualTo("row-1");
        assertThat(table.rule(any, LocalDate.of(2026, 6, 1)).ruleId()).isEqualTo("row-3");
        assertThat(table.rule(any, LocalDate.of(2026, 11, 30)).ruleId()).isEqualTo("row-3");
        assertThat(table.rule(any, LocalDate.of(2026, 12, 1)).ruleId()).isEqualTo("row-2");
        assertThatThrownBy(() -> table.rule(any, LocalDate.of(2025, 12, 31)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2025-12-31")
                .hasMessageContaining("verification");
    }

    @Test
    @DisplayName("blanks around a first day do not put the row out of force")
    void blanks_around_a_first_day() {
        Row row = row(1, "validFrom", "\" 2026-01-01 \"");
        assertThat(findings(row)).isEmpty();
        assertThat(table(row).rule(inputs("urgent"), TODAY).validFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
    }

    @Test
    @DisplayName("a warning is a share of the time or a time before its end (C2, C5)")
    void warnings() {
        assertThat(warning("1%")).isEqualTo(new Warning(0.01, null));
        assertThat(warning("100 %")).isEqualTo(new Warning(1, null));
        assertThat(warning("PT30M")).isEqualTo(new Warning(0, Duration.ofMinutes(30)));
    }

    private static Warning warning(String cell) {
        return table(row(1, "warning", '"' + cell + '"'))
                .rule(inputs("urgent"), TODAY)
                .warning();
    }

    @Test
    @DisplayName("a table without a row for a step says which step is missing")
    void missing_step() {
        assertThat(table(row(1)).missing("complaint", "plan", null, TODAY)).contains("时限表没有流程 complaint 的环节 plan 的行");
        assertThat(table(row(1)).missing("after-sales", "verification", null, TODAY))
                .contains("时限表没有流程 after-sales 的环节 verification 的行");
        assertThat(table(row(1)).missing("complaint", "verification", null, TODAY))
                .isEmpty();
        assertThat(table().missing("complaint", "plan", "first", TODAY))
                .contains("时限表没有流程 complaint 的环节 plan（范围 first） 的行");
    }

    @Test
    @DisplayName("a table without a row for an urgency, a scope or a tier says which (C5)")
    void missing_case() {
        assertThat(table(row(1, "urgency", "\"urgent\",\"routine\"")).missing("complaint", "verification", null, TODAY))
                .contains("时限表没有流程 complaint 的环节 verification 在下列情况的行：normal");
        DeadlineTable first = table(row(1, "scope", "\"first\""));
        assertThat(first.missing("complaint", "verification", "first", TODAY)).isEmpty();
        assertThat(first.missing("complaint", "verification", "second", TODAY))
                .contains("时限表没有流程 complaint 的环节 verification（范围 second） 在下列情况的行：normal，routine，urgent");
        assertThat(first.missing("complaint", "verification", null, TODAY)).isPresent();
        assertThat(table(row(1, "tier", "\"vip\"")).missing("complaint", "verification", null, TODAY))
                .as("a customer without a tier")
                .contains("时限表没有流程 complaint 的环节 verification 在下列情况的行：normal，routine，urgent");
        assertThat(table(
                                row(1, "tier", "\"vip\"", "urgency", "\"urgent\""),
                                row(2, "urgency", "\"normal\",\"routine\""))
                        .missing("complaint", "verification", null, TODAY))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("urgent").doesNotContain("normal", "routine"));
    }

    @Test
    @DisplayName("a row whose first day is still to come does not serve the cases of today")
    void missing_until_the_first_day() {
        DeadlineTable later = table(row(1, "validFrom", "\"2026-12-01\""));
        assertThat(later.missing("complaint", "verification", null, TODAY))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("环节 verification", "2026-11-23", "更晚生效的行不算"));
        assertThat(later.missing("complaint", "verification", null, LocalDate.of(2026, 12, 1)))
                .isEmpty();
    }

    @Test
    @DisplayName("the bundled table has no finding, and a formula is worked out with the case's promise (C12)")
    void bundled() {
        DeadlineTable table = read(TableFile.bundled().text());
        assertThat(table.findings(TestCalendars.NAMES, GROUPS)).isEmpty();
        assertThat(table.rule(execution(36), TODAY).duration()).isEqualTo(Span.parse("PT36H"));
    }

    @Test
    @DisplayName("staff read by which rule they are bound, and no number of a requirement")
    void named_for_staff() {
        assertThat(read(TableFile.bundled().text()).inForce(TODAY)).allSatisfy(line -> {
            assertThat(line.clause()).doesNotContainPattern("[A-Z][0-9]");
            assertThat(line.note()).doesNotContainPattern("[A-Z][0-9]");
        });
        assertThat(TableFile.bundled().text()).contains("<description>接到投诉 1 小时内完成登记（C2）</description>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -48})
    @DisplayName("a promise of no time at all is refused when the step begins, with row, column and value (C12)")
    void formula_refused_at_run_time(int promised) {
        DeadlineTable table = read(TableFile.bundled().text());
        int row = TableFile.bundled().row("execution");
        assertThatThrownBy(() -> table.rule(execution(promised), TODAY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("第 " + row + " 行，时限")
                .hasMessageContaining("PT" + promised + "H");
    }

    @Test
    @DisplayName("a promise that was never made is refused when the step begins, not taken for some time (C12)")
    void formula_without_its_input() {
        DeadlineTable table = read(TableFile.bundled().text());
        Map<String, Object> inputs = execution(1);
        inputs.put("promisedHours", null);
        assertThatThrownBy(() -> table.rule(inputs, TODAY)).isInstanceOf(IllegalStateException.class);
    }

    private static Map<String, Object> execution(int promisedHours) {
        Map<String, Object> inputs = inputs("normal");
        inputs.put("step", "execution");
        inputs.put("promisedHours", promisedHours);
        return inputs;
    }

    @ParameterizedTest
    @CsvSource({"clause,依据", "told,对客户的说法", "calendar,日历", "duration,时限", "validFrom,生效日期"})
    @DisplayName("a cell whose quotation marks were forgotten is refused, not taken for nothing")
    void forgotten_quotation_marks(String column, String heading) {
        assertThat(read(TableFile.bundled().set(1, column, "C2").text()).findings(TestCalendars.NAMES, GROUPS))
                .singleElement()
                .asString()
                .startsWith("第 1 行，" + heading + "：");
    }

    @Test
    @DisplayName("a first day that is a formula is refused, since nobody could say when the row applies")
    void formula_as_first_day() {
        assertThat(read(TableFile.bundled()
                                .set(1, "validFrom", "\"2026-01-\" + \"01\"")
                                .text())
                        .findings(TestCalendars.NAMES, GROUPS))
                .singleElement()
                .asString()
                .startsWith("第 1 行，生效日期：");
    }

    @Test
    @DisplayName("a formula that yields no duration is refused when it is deployed")
    void bad_formula() {
        TableFile file = TableFile.bundled().set("execution", "duration", "\"PT\" + string(promisedDays) + \"H\"");
        assertThat(read(file.text()).findings(TestCalendars.NAMES, GROUPS))
                .singleElement()
                .asString()
                .startsWith("第 " + file.row("execution") + " 行，时限：");
    }

    @Test
    @DisplayName("a formula that fits most promises is refused with the first that it does not fit (C12)")
    void formula_that_fits_most_promises() {
        TableFile file =
                TableFile.bundled().set("execution", "duration", "if promisedHours = 3 then \"PT0H\" else \"PT1H\"");
        assertThat(read(file.text()).findings(TestCalendars.NAMES, GROUPS))
                .singleElement()
                .asString()
                .startsWith("第 " + file.row("execution") + " 行，时限：")
                .contains("承诺时限为 3 小时时");
    }

    @Test
    @DisplayName("what an owner notes at a cell is no part of the cell")
    void notes_at_cells() {
        String noted = TableFile.bundled()
                .text()
                .replaceFirst("(<inputEntry id=\"R1_deadlines_i1\">)", "$1<description>投诉流程</description>")
                .replaceFirst("(<outputEntry[^>]*id=\"R1_deadlines_o1\"[^>]*>)", "$1<description>接到投诉起</description>");
        assertThat(noted).contains("投诉流程", "接到投诉起");
        DeadlineTable table = read(noted);
        assertThat(table.findings(TestCalendars.NAMES, GROUPS)).isEmpty();
        assertThat(table.missing("complaint", "registration", null, TODAY)).isEmpty();
    }

    @Test
    @DisplayName("a file without the columns that are needed says which are missing")
    void columns() {
        String text = TableFile.bundled()
                .text()
                .replace("name=\"pause\"", "name=\"rest\"")
                .replace("<text>tier</text>", "<text></text>");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("缺少列 tier、pause");
    }

    @Test
    @DisplayName("a condition in a column that is not known is refused, not passed over")
    void surplus_column() {
        String text = TableFile.bundled()
                .text()
                .replaceFirst(
                        "(?=<output id=\"Out_deadlines_1\")",
                        "<input id=\"In_channel\" label=\"渠道\"><inputExpression id=\"InExpr_channel\" typeRef=\"string\">"
                                + "<text>channel</text></inputExpression></input>");
        for (int row = 1; row <= 26; row++) {
            text = text.replaceFirst(
                    "(?=<outputEntry[^>]*id=\"R" + row + "_deadlines_o1\")",
                    "<inputEntry id=\"R" + row + "_channel\"><text>\"phone\"</text></inputEntry>");
        }
        String changed = text;
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channel");
    }

    @Test
    @DisplayName("a row with more cells than the table has columns is refused by its number")
    void cells_and_columns() {
        String surplus = TableFile.bundled()
                .text()
                .replaceFirst(
                        "(?=<inputEntry id=\"R2_deadlines_i1\")",
                        "<inputEntry id=\"R2_more\"><text>-</text></inputEntry>");
        assertThatThrownBy(() -> read(surplus))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("第 2 行");
    }

    private static DeadlineTable read(String text) {
        return new EngineDeadlineTable()
                .read("deadlines:7", 7, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("a formula stands only where a plan has promised something, and fits every promise (C12)")
    void formulas_fit_every_promise() {
        assertThat(formula("step", hours -> hours)).singleElement().asString().startsWith("第 6 行，时限：只有从约定方案起算");
        assertThat(formula("agreement", hours -> hours - 47))
                .singleElement()
                .asString()
                .contains("承诺时限为 1 小时时");
        assertThat(formula("agreement", hours -> hours)).isEmpty();
    }

    private static List<String> formula(String anchor, java.util.function.IntUnaryOperator promise) {
        Row row = row(6, "duration", "hours", "anchor", '"' + anchor + '"');
        return DeadlineTable.of(
                        "deadlines:7",
                        7,
                        List.of(row),
                        (cell, inputs) -> "PT" + promise.applyAsInt((Integer) inputs.get("promisedHours")) + "H")
                .findings(TestCalendars.NAMES, GROUPS);
    }

    @Test
    @DisplayName("law is neither extended nor paused")
    void law_is_not_moved() {
        assertThat(findings(row(7, "kind", "\"statutory\"", "pause", "\"P9D\"", "extensions", "0", "extendBy", "\"\"")))
                .containsExactly("第 7 行：法定期限不能延期，也不能暂停");
    }
}
