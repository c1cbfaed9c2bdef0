package io.aftercare.platform;

/** Why the current web request failed: its last engine command, or Camunda's REST layer; nothing outside of a web request. */
final class RequestFailure {

    private static final ThreadLocal<RequestFailure> CURRENT = new ThreadLocal<>();

    private RuntimeException failure;
    private String ofTheRestLayer;

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

    /** Keeps what the REST layer would log of its own failure; false outside of a web request. */
    static boolean noteOfTheRestLayer(String log) {
        RequestFailure current = CURRENT.get();
        if (current != null) {
            current.ofTheRestLayer = log;
        }
        return current != null;
    }

    /** What the REST layer would have logged, or null. */
    static String ofTheRestLayer() {
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
