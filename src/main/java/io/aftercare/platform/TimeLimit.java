package io.aftercare.platform;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Whether the current thread answers a request that somebody waits for: what it asks the database then, it asks over {@link
 * RequestConnections}, where a statement may not take long.
 */
public final class TimeLimit {

    private static final ThreadLocal<Boolean> APPLIES = ThreadLocal.withInitial(() -> false);

    /** How many requests at once may take their time: what they hold is no connection of jobs for the others. */
    static final int FEW = 3;

    private static final Semaphore PLACES = new Semaphore(FEW);

    private TimeLimit() {}

    static void begin() {
        APPLIES.set(true);
    }

    static void end() {
        APPLIES.remove();
    }

    static boolean applies() {
        return APPLIES.get();
    }

    /**
     * Does what people ask for and what is known to take its time, such as an export, without the limit: outside of a transaction,
     * and for {@value #FEW} at a time. It must not wait for whoever asked, whose line may be slow.
     *
     * @throws Refusal 503 if as many are busy already
     */
    public static <T> T liftForFew(Supplier<T> work) {
        if (!PLACES.tryAcquire()) {
            throw new Refusal(503, "现在正在导出或重建的人较多，请过半分钟再试。", List.of());
        }
        try {
            return lift(work);
        } finally {
            PLACES.release();
        }
    }

    /** Does work without the limit; outside of a transaction only. */
    static <T> T lift(Supplier<T> work) {
        boolean applied = APPLIES.get();
        APPLIES.set(false);
        try {
            return work.get();
        } finally {
            APPLIES.set(applied);
        }
    }
}
