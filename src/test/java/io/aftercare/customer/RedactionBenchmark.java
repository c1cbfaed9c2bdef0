package io.aftercare.customer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long a million characters take that were written to take long, and an ordinary note of that length: processor time of
 * the thread, so that it holds while others work on the same cores; docs/benchmarks.md has the command and the figures.
 */
public final class RedactionBenchmark {

    private static final String NOTE = "客户王小芳 2023-10-11 14:00 来电，说订单 202311110001 的电饭煲破损，要求换货，电话138 0013 5678，"
            + "住世纪大道100号5幢601室，邮箱 fang@example.com，请在 3 个工作日内答复。\n";

    private static final List<String> UNITS = List.of(
            NOTE, "a", "1", "1 ", "1一", ".", "@", "a@", "a@a.", " ", "张", "王小", "路1号", "1号", "世纪大道1", "电话1 ", "微信a",
            "①", "𝟏", "😀");

    private static final int LENGTH = 1 << 20;
    private static final int WARM_UP = 10;
    private static final int RUNS = 15;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RedactionBenchmark() {}

    public static void main(String[] args) {
        for (String unit : UNITS) {
            String text = HostileTexts.of(unit, LENGTH);
            double[] times = new double[RUNS];
            for (int run = -WARM_UP; run < RUNS; run++) {
                long start = THREADS.getCurrentThreadCpuTime();
                String redacted = Redaction.redact(text, HostileTexts.CUSTOMER);
                long took = THREADS.getCurrentThreadCpuTime() - start;
                if (run >= 0 && !redacted.isEmpty()) {
                    times[run] = took / 1e6;
                }
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %6.0f ms  (%.0f to %.0f)%n",
                    unit.equals(NOTE) ? "a note" : unit,
                    times[RUNS / 2],
                    times[0],
                    times[RUNS - 1]);
        }
    }
}
