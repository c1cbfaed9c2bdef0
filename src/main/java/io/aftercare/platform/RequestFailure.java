package io.aftercare.platform;

import java.util.function.Supplier;
import org.slf4j.helpers.FormattingTuple;

/** Why the current web request failed: its last engine command, or Camunda's REST layer; nothing outside of a web request. */
final class RequestFailure {

    private static final ThreadLocal<RequestFailure> CURRENT = new ThreadLocal<>();

    private RuntimeException failure;
    private FormattingTuple ofTheRestLayer;

    private RequestFailure() {}

    /** Begins to keep failures for the current thread, until {@link #end()}. */
    static void begin() {
        CURRENT.set(new RequestFailure());
    }

    /**
     * Does work whose failure is noted. A {@link Refusal} thrown inside leaves it as itself and not as the cause of the wrapper that
     * the engine put around it.
     */
    static <T> T noting(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            Refusal refusal = Refusal.in(e);
            note(refusal == null ? e : refusal);
            throw refusal == null ? e : refusal;
        }
    }

    static void note(RuntimeException e) {
        RequestFailure current = CURRENT.get();
        if (current != null) {
            current.failure = e;
        }
    }

    /** Keeps what the REST layer would log of its own failure; false outside of a web request. */
    static boolean noteOfTheRestLayer(FormattingTuple log) {
        RequestFailure current = CURRENT.get();
        if (current != null) {
            current.ofTheRestLayer = log;
        }
        return current != null;
    }

    /** What the REST layer would have logged, or null. */
    static FormattingTuple ofTheRestLayer() {
        RequestFailure current = CURRENT.get();
        return current == null ? null : current.ofTheRestLayer;
    }

    /** The failure, or null if no command has failed. */
    static RuntimeException noted() {
        RequestFailure current = CURRENT.get();
        return current == null ? null : current.failure;
    }

    static void end() {
        CURRENT.remove();
    }
}
