package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;

/**
 * From where somebody tries to log in.
 *
 * @param address of the network
 * @param browser what the browser sent as {@link KnownBrowsers#COOKIE}, or null
 */
record LoginPlace(String address, String browser) {

    static LoginPlace of(HttpServletRequest request) {
        return new LoginPlace(request.getRemoteAddr(), KnownBrowsers.sent(request));
    }
}
