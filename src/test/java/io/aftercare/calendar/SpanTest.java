package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A span of time as a table's cell says it (Q5, T2)")
class SpanTest {

    private final WorkCalendar natural = new NaturalTime(Samples.SHANGHAI);
    private final WorkCalendar working = Samples.bundled("working-hours");

    @ParameterizedTest(name = "{0} is {1}: {2} / {3}")
    @CsvSource({
        "PT48H,      PT48H,   48 小时,          48 工作小时",
        "PT72H,      PT72H,   72 小时,          72 工作小时",
        "PT30M,      PT30M,   30 分钟,          工作时间 30 分钟",
        "PT120M,     PT2H,    2 小时,           2 工作小时",
        "PT1H30M,    PT1H30M, 1 小时 30 分钟,   工作时间 1 小时 30 分钟",
        "PT90S,      PT1M30S, 1 分钟 30 秒,     工作时间 1 分钟 30 秒",
        "P15D,       P15D,    15 天,            15 个工作日",
        "P3D,        P3D,     3 天,             3 个工作日",
        "P3650D,     P3650D,  3650 天,          3650 个工作日",
        "' PT24H\t', PT24H,   24 小时,          24 工作小时"
    })
    void is_read_and_spoken(String cell, String text, String inNatural, String inWorking) {
        Span span = Span.parse(cell);

        assertThat(span).hasToString(text);
        assertThat(span.spoken(natural)).isEqualTo(inNatural);
        assertThat(span.spoken(working)).isEqualTo(inWorking);
        assertThat(Span.parse(span.toString())).isEqualTo(span);
    }

    @Test
    @DisplayName("days of a calendar that is not the ordinary week are not called 工作日")
    void other_calendars_are_named() {
        assertThat(Span.parse("PT2H").spoken(Samples.bundled("service-hours"))).isEqualTo("2 小时（客服服务时间）");
        assertThat(Span.parse("P3D").spoken(Samples.bundled("warehouse-hours"))).isEqualTo("3 天（仓库作业时间）");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "PT",
                "P",
                "P0D",
                "PT0H",
                "PT0H0M",
                "-PT48H",
                "PT-48H",
                "P-3D",
                "P1DT2H",
                "P1M",
                "P1Y",
                "P2W",
                "PT1.5H",
                "48",
                "48H",
                "3D",
                "P3DT",
                "pt48h",
                "PT48h",
                "PT48H ; DROP",
                "PT３H",
                "P3651D",
                "PT87601H",
                "PT999999999999H",
                "P99999999999D",
                "PT2M1H",
                "PT48HPT48H"
            })
    void anything_else_is_refused_with_examples(String cell) {
        assertThatThrownBy(() -> Span.parse(cell))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("无法识别")
                .hasMessageContaining("PT48H")
                .hasMessageContaining("P3D");
    }

    @Test
    void a_long_cell_is_cut_in_the_message() {
        assertThatThrownBy(() -> Span.parse("x".repeat(10_000))).message().hasSizeLessThan(200);
    }

    @Test
    void is_exact_time_or_days_and_never_both_or_neither() {
        assertThatThrownBy(() -> new Span(Duration.ofHours(1), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(Duration.ZERO, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(Duration.ofHours(-1), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(Duration.ZERO, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Span(Duration.ofHours(1), 0).isDays()).isFalse();
        assertThat(new Span(Duration.ZERO, 1).isDays()).isTrue();
    }
}
