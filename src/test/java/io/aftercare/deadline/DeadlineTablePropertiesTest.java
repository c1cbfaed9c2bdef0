package io.aftercare.deadline;

import static io.aftercare.deadline.DeadlineTableTest.row;
import static io.aftercare.deadline.DeadlineTableTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.calendar.TestCalendars;
import io.aftercare.deadline.DeadlineTable.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Whatever rows a table has, what is said of it at deployment is what happens to its cases (T2)")
class DeadlineTablePropertiesTest {

    private static final List<String> FIRST_DAYS = List.of("2026-01-01", "2026-07-01");
    private static final LocalDate AFTER_ALL = LocalDate.of(2026, 11, 23);
    private static final Map<String, List<String>> VALUES = Map.of(
            "process", List.of("complaint"),
            "step", List.of("plan", "verification"),
            "urgency", List.of("urgent", "normal", "routine"),
            "scope", List.of("first", "second"),
            "tier", List.of("vip", "gold"));
    /** Every case there can be: each value that a row may name, and none. */
    private static final List<Map<String, Object>> CASES = cases();

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    @Label("two rows are reported as overlapping exactly if some case satisfies both on the same first day")
    void overlap(@ForAll("rows") List<Row> rows) {
        Set<String> expected = new LinkedHashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                Set<Integer> both = satisfying(rows.get(i));
                both.retainAll(satisfying(rows.get(j)));
                if (!both.isEmpty() && firstDay(rows.get(i)).equals(firstDay(rows.get(j)))) {
                    expected.add("第 %d 行与第 %d 行重叠".formatted(i + 1, j + 1));
                }
            }
        }
        assertThat(table(rows.toArray(Row[]::new)).findings(TestCalendars.NAMES, Set.of("supervisor")))
                .allMatch(finding -> finding.contains("重叠"))
                .map(finding -> finding.substring(0, finding.indexOf('：')))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    @Label("a table misses nothing for a step exactly if every case of that day finds its row there")
    void missing(@ForAll("rows") List<Row> rows, @ForAll("days") LocalDate day) {
        DeadlineTable table = table(rows.toArray(Row[]::new));
        for (String scope : new String[] {null, "first", "second"}) {
            boolean served = CASES.stream()
                    .filter(one -> "plan".equals(one.get("step")) && "complaint".equals(one.get("process")))
                    .filter(one -> one.get("urgency") != null && Objects.equals(one.get("scope"), scope))
                    .allMatch(one -> finds(table, one, day));
            assertThat(table.missing("complaint", "plan", scope, day).isEmpty())
                    .as("scope %s on %s", scope, day)
                    .isEqualTo(served);
        }
    }

    private static Set<Integer> satisfying(Row row) {
        DeadlineTable alone = table(row);
        Set<Integer> satisfying = new LinkedHashSet<>();
        for (int i = 0; i < CASES.size(); i++) {
            if (finds(alone, CASES.get(i), AFTER_ALL)) {
                satisfying.add(i);
            }
        }
        return satisfying;
    }

    private static boolean finds(DeadlineTable table, Map<String, Object> one, LocalDate day) {
        try {
            return table.rule(one, day) != null;
        } catch (IllegalStateException none) {
            return false;
        }
    }

    private static String firstDay(Row row) {
        return row.cells().get("validFrom");
    }

    private static List<Map<String, Object>> cases() {
        List<Map<String, Object>> cases = List.of(Map.of());
        for (String column : DeadlineTable.CONDITIONS) {
            List<Map<String, Object>> longer = new ArrayList<>();
            List<String> values = new ArrayList<>(VALUES.get(column));
            values.add(null);
            for (Map<String, Object> one : cases) {
                for (String value : values) {
                    Map<String, Object> more = new HashMap<>(one);
                    more.put(column, value);
                    longer.add(more);
                }
            }
            cases = longer;
        }
        return cases;
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.of(
                LocalDate.of(2025, 12, 31), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 6, 30), AFTER_ALL);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        named("step"), cell("urgency"), cell("scope"), cell("tier"), Arbitraries.of(FIRST_DAYS))
                .as((step, urgency, scope, tier, day) -> new String[] {
                    "step", step, "urgency", urgency, "scope", scope, "tier", tier, "validFrom", '"' + day + '"'
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(changes -> {
                    List<Row> rows = new ArrayList<>();
                    changes.forEach(change -> rows.add(row(rows.size() + 1, change)));
                    return rows;
                });
    }

    private static Arbitrary<String> cell(String column) {
        return Arbitraries.oneOf(Arbitraries.just("-"), Arbitraries.just("-"), named(column));
    }

    private static Arbitrary<String> named(String column) {
        return Arbitraries.of(VALUES.get(column))
                .set()
                .ofMinSize(1)
                .map(values -> '"' + String.join("\", \"", values) + '"');
    }
}
