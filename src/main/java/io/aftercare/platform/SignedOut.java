package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * Between logging out and the page that says so: a new session keeps that it happened, and where the company's login is to
 * be left too. Our pages and the web applications get there by different ways.
 */
final class SignedOut {

    private static final String ATTRIBUTE = SignedOut.class.getName();

    private SignedOut() {}

    /** @param provider address of the company's log-out, null if there is none */
    static void note(HttpServletRequest request, String provider) {
        request.getSession().setAttribute(ATTRIBUTE, provider == null ? "" : provider);
    }

    static boolean isNoted(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) != null;
    }

    /** The address of the company's log-out, once; null if there is none. */
    static String take(HttpServletRequest request) {
        if (!isNoted(request)) {
            return null;
        }
        HttpSession session = request.getSession();
        String provider = (String) session.getAttribute(ATTRIBUTE);
        session.removeAttribute(ATTRIBUTE);
        return provider.isEmpty() ? null : provider;
    }
}
