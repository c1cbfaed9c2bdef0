package io.aftercare.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast deadlines are reckoned; docs/benchmarks.md has the command and the figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class WorkingTimeBenchmark {

    private static final int CASES = 4096;

    private final Instant[] starts = new Instant[CASES];
    private final Duration[] times = new Duration[CASES];
    private final Span[] days = new Span[CASES];
    private WorkCalendar working;
    private int next;

    /** Starts at any second of 2025 and 2026, up to 72 working hours, up to 30 working days. */
    @Setup
    public void prepare() {
        working = Samples.bundled("working-hours");
        Random random = new Random(1);
        Instant first = Samples.at("2025-01-01T00:00");
        for (int i = 0; i < CASES; i++) {
            starts[i] = first.plusSeconds(random.nextInt(2 * 365 * 86_400));
            times[i] = Duration.ofSeconds(1L + random.nextInt(72 * 3600));
            days[i] = new Span(Duration.ZERO, 1 + random.nextInt(30));
        }
    }

    @Benchmark
    public Instant addWorkingHours() {
        int i = next++ & CASES - 1;
        return working.add(starts[i], times[i]);
    }

    @Benchmark
    public Instant subtractWorkingHours() {
        int i = next++ & CASES - 1;
        return working.subtract(starts[i], times[i]);
    }

    @Benchmark
    public Duration betweenInWorkingHours() {
        int i = next++ & CASES - 1;
        return working.between(starts[i], starts[i + 1 & CASES - 1]);
    }

    @Benchmark
    public Instant addWorkingDays() {
        int i = next++ & CASES - 1;
        return working.add(starts[i], days[i]);
    }

    /** What a start and a changed file cost: all intervals of a century. */
    @Benchmark
    public WorkCalendar buildCalendar() {
        return new WorkingTime(Samples.BUNDLED.schedules().get(0), Samples.BUNDLED.holidays(), Samples.SHANGHAI);
    }
}
