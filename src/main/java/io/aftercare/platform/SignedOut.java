package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Between logging out and the page that says so: which sessions were left, and where the company's login is to be left too.
 * Browsers go on naming a session that has ended until they are given another. So it is known by that name, and not by a new
 * session: Tasklist, which asks for several things at once, may load its page anew before it has the answer to logging out.
 */
final class SignedOut {

    private static final int MOST = 1_000;

    /** Address of the company's log-out by session, empty if there is none; the oldest are forgotten. */
    private static final Map<String, String> LEFT = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    });

    private SignedOut() {}

    /** @param provider address of the company's log-out, null if there is none */
    static void note(HttpServletRequest request, String provider) {
        if (request.getRequestedSessionId() != null) {
            LEFT.put(request.getRequestedSessionId(), provider == null ? "" : provider);
        }
    }

    static boolean isNoted(HttpServletRequest request) {
        return LEFT.containsKey(request.getRequestedSessionId());
    }

    /** The address of the company's log-out, once; null if there is none. */
    static String take(HttpServletRequest request) {
        String provider = LEFT.remove(request.getRequestedSessionId());
        return provider == null || provider.isEmpty() ? null : provider;
    }
}
