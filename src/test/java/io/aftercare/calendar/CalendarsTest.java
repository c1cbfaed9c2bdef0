package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@DisplayName("The calendars in force (Q5, C17)")
@ExtendWith(OutputCaptureExtension.class)
class CalendarsTest {

    private static final Clock CLOCK = Clock.fixed(Samples.at("2026-06-01T12:00"), Samples.SHANGHAI);

    @TempDir
    private Path directory;

    private Path file;
    private String good;
    private final AtomicLong nanoTime = new AtomicLong();
    private int written;

    @BeforeEach
    void copy() throws IOException {
        file = directory.resolve("calendars.yaml");
        good = Files.readString(Samples.FILE);
    }

    @Test
    void names_natural_time_and_the_file_s_calendars() {
        Calendars calendars = new Calendars("bpmn/calendars.yaml", CLOCK);

        assertThat(calendars.names()).containsExactly("natural", "working-hours", "service-hours", "warehouse-hours");
        for (String name : calendars.names()) {
            assertThat(calendars.get(name).name()).isEqualTo(name);
        }
        assertThat(calendars.get("working-hours").label()).isEqualTo("工作时间");
        assertThat(calendars.knownUntil()).isEqualTo("2026-12-31");
        assertThat(calendars.holiday(LocalDate.of(2026, 10, 1))).contains("国庆节");
        assertThat(calendars.holiday(LocalDate.of(2026, 10, 10))).isEmpty();
        assertThat(calendars.holiday(LocalDate.of(2027, 10, 1))).isEmpty();
        assertThat(calendars.sources()).containsOnlyKeys(2025, 2026);
        assertThat(calendars.readAt()).isEqualTo(CLOCK.instant());
        assertThat(calendars.problem()).isEmpty();
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        Calendars calendars = new Calendars("bpmn/calendars.yaml", CLOCK);
        for (String name : new String[] {"office", "", null, "Natural"}) {
            assertThatThrownBy(() -> calendars.get(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("natural、working-hours、service-hours、warehouse-hours");
        }
    }

    @Test
    void without_the_file_the_program_s_own_copy_is_used(CapturedOutput output) {
        Calendars calendars = calendars();

        assertThat(calendars.names()).contains("working-hours");
        assertThat(calendars.problem()).isEmpty();
        assertThat(calendars.origin()).isEqualTo("随程序发布");
        assertThat(output).contains("不存在，使用随程序发布的日历");
    }

    @Test
    void a_file_that_is_wrong_stops_the_start_with_the_line() throws IOException {
        write(good.replace("2026-02-15..2026-02-23", "2026-02-15..2026-02-30"));

        int line = line("2026-02-15..");
        assertThatThrownBy(this::calendars)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("第 " + line + " 行")
                .hasMessageContaining("2026-02-30")
                .hasMessageContaining("line " + line);
    }

    @Test
    void a_directory_in_its_place_or_no_path_at_all_stops_the_start() {
        assertThatThrownBy(() -> new Calendars(directory, CLOCK, nanoTime::get))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("aftercare.calendars");
        assertThatThrownBy(() -> new Calendars("a\0b", CLOCK)).isInstanceOf(StartRefused.class);
    }

    @Test
    void a_change_takes_effect_within_seconds_and_not_at_once() throws IOException {
        write(good);
        Calendars calendars = calendars();
        WorkCalendar before = calendars.get("working-hours");

        write(good.replace("    label: 工作时间", "    label: 办公时间"));
        assertThat(calendars.get("working-hours")).isSameAs(before);
        pass(Duration.ofMillis(1999));
        assertThat(calendars.get("working-hours")).isSameAs(before);
        pass(Duration.ofMillis(1));
        assertThat(calendars.get("working-hours").label()).isEqualTo("办公时间");
        assertThat(before.label()).isEqualTo("工作时间");
    }

    @Test
    @DisplayName("the notice for the next year is added while the application runs")
    void a_year_is_added() throws IOException {
        write(good);
        Calendars calendars = calendars();
        // made up for this test; the notice for 2027 is not known
        write(
                good.replace(
                        "\ncalendars:\n",
                        """

                  2027:
                    source: 样例
                    holidays:
                      元旦: 2027-01-01..2027-01-03
                calendars:
                """));
        later();

        assertThat(calendars.knownUntil()).isEqualTo("2027-12-31");
        assertThat(calendars.get("working-hours").add(Samples.at("2026-12-31T17:00"), Duration.ofHours(2)))
                .isEqualTo(Samples.at("2027-01-04T10:00"));
    }

    @Test
    void a_file_that_becomes_wrong_leaves_the_old_one_in_force_and_is_logged_once(CapturedOutput output)
            throws IOException {
        write(good);
        Calendars calendars = calendars();
        WorkCalendar before = calendars.get("working-hours");

        write(good.replace("days: MON-FRI", "days: MON-FRY"));
        for (int i = 0; i < 5; i++) {
            later();
            assertThat(calendars.get("working-hours")).isSameAs(before);
        }
        assertThat(calendars.problem()).hasValueSatisfying(p -> assertThat(p)
                .contains("第 " + line("days: MON-FRY") + " 行", "FRY", "2026-06-01 12:00:00"));
        assertThat(output.toString().split("FRY", -1)).hasSize(2);

        // saved again as it is, then put right
        write(Files.readString(file));
        later();
        assertThat(calendars.problem()).isPresent();
        assertThat(output.toString().split("FRY", -1)).hasSize(2);

        write(good);
        later();
        assertThat(calendars.problem()).isEmpty();
        assertThat(calendars.get("working-hours")).isSameAs(before);
    }

    @Test
    void touching_the_file_changes_nothing() throws IOException {
        write(good);
        Calendars calendars = calendars();
        WorkCalendar before = calendars.get("working-hours");
        write(good);
        later();
        assertThat(calendars.get("working-hours")).isSameAs(before);
    }

    @Test
    void a_file_that_disappears_leaves_what_it_said_in_force() throws IOException {
        write(good.replace("    label: 工作时间", "    label: 办公时间"));
        Calendars calendars = calendars();
        Files.delete(file);
        later();
        assertThat(calendars.get("working-hours").label()).isEqualTo("办公时间");
        assertThat(calendars.problem()).hasValueSatisfying(p -> assertThat(p).contains("不见了"));

        write(good.replace("    label: 工作时间", "    label: 办公时间"));
        later();
        assertThat(calendars.problem()).isEmpty();
    }

    @Test
    void a_file_that_appears_is_used() throws IOException {
        Calendars calendars = calendars();
        write(good.replace("    label: 工作时间", "    label: 办公时间"));
        later();
        assertThat(calendars.get("working-hours").label()).isEqualTo("办公时间");
        assertThat(calendars.origin()).isEqualTo(file.toString());
    }

    @Test
    void a_file_that_becomes_huge_or_a_directory_is_a_problem_and_no_more() throws IOException {
        write(good);
        Calendars calendars = calendars();
        write("#".repeat(CalendarFileReader.LARGEST + 1));
        later();
        assertThat(calendars.names()).contains("working-hours");
        assertThat(calendars.problem()).hasValueSatisfying(p -> assertThat(p).contains("256 KB"));

        Files.delete(file);
        Files.createDirectory(file);
        later();
        assertThat(calendars.names()).contains("working-hours");
        assertThat(calendars.problem()).hasValueSatisfying(p -> assertThat(p).contains("不是文件"));
    }

    @Test
    void many_threads_see_one_whole_file_or_the_other() throws Exception {
        String one = good.replace("    label: 工作时间", "    label: 甲").replace("    label: 仓库作业时间", "    label: 甲");
        String other = one.replace("label: 甲", "label: 乙");
        write(one);
        Calendars calendars = calendars();
        AtomicBoolean done = new AtomicBoolean();
        Callable<Boolean> reader = () -> {
            while (!done.get()) {
                nanoTime.addAndGet(1_000_000);
                assertThat(calendars.get("working-hours").label()).isIn("甲", "乙");
                assertThat(calendars.names()).hasSize(4);
            }
            return true;
        };
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> readers =
                    IntStream.range(0, 4).mapToObj(i -> threads.submit(reader)).toList();
            for (int i = 0; i < 20; i++) {
                write(i % 2 == 0 ? other : one);
            }
            done.set(true);
            for (Future<Boolean> each : readers) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
        write(other);
        later();
        assertThat(calendars.get("warehouse-hours").label()).isEqualTo("乙");
    }

    @Test
    @DisplayName("health is up while the holidays are known for more than sixty days")
    void health_is_up() {
        // 60 days before 2026-12-31 is 2026-11-01
        Health health = health("2026-10-31T23:59");
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("knownUntil", "2026-12-31")
                .doesNotContainKey("advice");
    }

    @Test
    void health_warns_from_sixty_days_before_the_end_and_says_what_to_do() {
        Health health = health("2026-11-01T00:00");
        assertThat(health.getStatus().getCode()).isEqualTo("WARNING");
        assertThat(health.getDetails()).containsEntry("advice", "日历数据到 2026-12-31 为止，请按国务院办公厅通知补充 2027 年");
    }

    @Test
    void health_goes_on_warning_after_the_end() {
        assertThat(health("2026-12-31T23:59").getDetails().get("advice").toString())
                .contains("到 2026-12-31 为止");
        Health health = health("2027-01-01T00:00");
        assertThat(health.getStatus().getCode()).isEqualTo("WARNING");
        assertThat(health.getDetails().get("advice").toString()).contains("已于 2026-12-31 到期", "补充 2027 年");
    }

    @Test
    void health_warns_while_the_file_is_wrong() throws IOException {
        write(good);
        Calendars calendars = calendars();
        CalendarsHealthIndicator indicator = new CalendarsHealthIndicator(calendars, () -> 3, CLOCK);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

        write(good.replace("days: MON-FRI", "days: MON-FRY"));
        later();
        Health wrong = indicator.health();
        assertThat(wrong.getStatus().getCode()).isEqualTo("WARNING");
        assertThat(wrong.getDetails().get("problem").toString()).contains("第 " + line("MON-FRY") + " 行", "请改正");

        write(good);
        later();
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    private Health health(String local) {
        Clock clock = Clock.fixed(Samples.at(local), Samples.SHANGHAI);
        return new CalendarsHealthIndicator(new Calendars("bpmn/calendars.yaml", clock), () -> 0, clock).health();
    }

    private Calendars calendars() {
        return new Calendars(file, CLOCK, nanoTime::get);
    }

    private void later() {
        pass(Duration.ofSeconds(2));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    /** Writes as an editor does, in one go; every time with a modification time of its own. */
    private void write(String content) throws IOException {
        Path next = directory.resolve("next");
        Files.writeString(next, content);
        Files.setLastModifiedTime(
                next, FileTime.from(Instant.parse("2026-06-01T00:00:00Z").plusSeconds(written++)));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private int line(String text) {
        try {
            return Files.readString(file)
                    .substring(0, Files.readString(file).indexOf(text))
                    .split("\n", -1)
                    .length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_calendar_that_a_table_may_use_does_not_vanish_from_a_running_program() throws IOException {
        write(good);
        Calendars calendars = calendars();
        WorkCalendar before = calendars.get("working-hours");

        write(good.replace("working-hours:", "office-hours:"));
        later();

        assertThat(calendars.get("working-hours")).isSameAs(before);
        assertThat(calendars.problem()).hasValueSatisfying(p -> assertThat(p).contains("少了日历 working-hours"));
    }
}
