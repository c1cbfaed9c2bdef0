package io.aftercare.platform;

/** Why the last engine command of the current web request failed; nothing outside of a web request. */
final class RequestFailure {

    private static final ThreadLocal<RequestFailure> CURRENT = new ThreadLocal<>();

    private RuntimeException failure;

    private RequestFailure() {}

    /** Begins to keep failures for the current thread, until {@link #end()}. */
    static void begin() {
        CURRENT.set(new RequestFailure());
    }

    static void note(RuntimeException e) {
        RequestFailure current = CURRENT.get();
        if (current != null) {
            current.failure = e;
        }
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
