package io.aftercare.customer;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a million characters take that were written to take long, and an ordinary note of that length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RedactionBenchmark {

    private static final String NOTE = "客户王小芳 2023-10-11 14:00 来电，说订单 202311110001 的电饭煲破损，要求换货，电话138 0013 5678，"
            + "住世纪大道100号5幢601室，邮箱 fang@example.com，请在 3 个工作日内答复。\n";

    @Param({
        "note", "a", "1", "1 ", "1一", ".", "a@", "a@a.", " ", "张", "王小", "路1号", "1号", "世纪大道1", "电话1 ", "微信a", "①", "𝟏"
    })
    public String unit;

    private String text;

    @Setup
    public void write() {
        text = HostileTexts.of(unit.equals("note") ? NOTE : unit, 1 << 20);
    }

    @Benchmark
    public String redact() {
        return Redaction.redact(text, HostileTexts.CUSTOMER);
    }
}
