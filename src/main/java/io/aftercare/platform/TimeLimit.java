package io.aftercare.platform;

import java.util.function.Supplier;

/**
 * Whether the current thread answers a request that somebody waits for: what it asks the database then, it asks over {@link
 * RequestConnections}, where a statement may not take long.
 */
public final class TimeLimit {

    private static final ThreadLocal<Boolean> APPLIES = ThreadLocal.withInitial(() -> false);

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

    /** Does what is known to take its time, such as an export, without the limit; outside of a transaction only. */
    public static <T> T lift(Supplier<T> work) {
        boolean applied = APPLIES.get();
        APPLIES.set(false);
        try {
            return work.get();
        } finally {
            APPLIES.set(applied);
        }
    }

    /** As {@link #lift(Supplier)}, for what has no result. */
    public static void lift(Runnable work) {
        lift(() -> {
            work.run();
            return null;
        });
    }
}
