package io.aftercare.platform;

import io.aftercare.platform.SealedCookies.SealedCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What a stranger gets: a person that opens a page is sent to the login and afterwards to the page; a program or a script
 * gets 401 and a sentence.
 */
class LoginEntryPoint implements AuthenticationEntryPoint {

    private static final Set<String> OPENED_BY_A_PERSON = Set.of("document", "iframe");

    /** Of the way back; a longer one leads to the first page. */
    private static final int LONGEST_ADDRESS = 1_500;

    private final RequestMatcher programs;
    private final SealedCookie wayBack;

    /** @param programs addresses that are no pages */
    LoginEntryPoint(RequestMatcher programs, SealedCookies cookies) {
        this.programs = programs;
        this.wayBack = cookies.named("AFTERCARE_WAY_BACK", "/login", Duration.ofHours(12));
    }

    /** Keeps the address of a page that was asked for until after the login, in the browser that asked. */
    RequestCache requestCache() {
        return new RequestCache() {
            @Override
            public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
                String address = address(request);
                if (isPage(request) && !SignedOut.isNoted(request) && isOurs(address)) {
                    wayBack.write(address, request, response);
                }
            }

            @Override
            public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
                String address = wayBack.read(request);
                wayBack.remove(request, response);
                return address == null || !isOurs(address) ? null : new SimpleSavedRequest(address);
            }

            @Override
            public HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
                return null; // only the address is kept, nothing else of the request is done again
            }

            @Override
            public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
                wayBack.remove(request, response);
            }
        };
    }

    /** Path and query, without the application's own place. */
    private static String address(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    /** A browser takes two slashes, or a backslash, for another host. */
    private static boolean isOurs(String address) {
        return address.startsWith("/")
                && !address.startsWith("//")
                && address.length() <= LONGEST_ADDRESS
                && address.chars().allMatch(c -> c > ' ' && c != '\\' && c != 0x7f);
    }

    private boolean isPage(HttpServletRequest request) {
        String opener = request.getHeader("Sec-Fetch-Dest"); // which programs and old browsers do not send
        return "GET".equals(request.getMethod())
                && !programs.matches(request)
                && (opener == null || OPENED_BY_A_PERSON.contains(opener));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (programs.matches(request) || !isPage(request)) {
            refuse(request, response, e);
            return;
        }
        String login = request.getContextPath() + "/login";
        if (SignedOut.isNoted(request)) {
            response.sendRedirect(login + "?logout#"); // without the place in Tasklist where somebody else begins anew
        } else if (request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid()) {
            response.sendRedirect(login + "?expired");
        } else {
            response.sendRedirect(login);
        }
    }

    /** Answers 401, or 429 to somebody who has to wait. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof TooManyAttempts tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.seconds()));
            Problem.of(429, tooMany.advice()).write(response);
            return;
        }
        boolean browser = request.getHeader("Sec-Fetch-Site") != null;
        boolean webapp = request.getRequestURI().startsWith(request.getContextPath() + "/camunda/");
        if (!browser && !webapp) { // a browser would show a window of its own and keep the password
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Aftercare\", charset=\"UTF-8\"");
        }
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null && !webapp;
        Problem.of(401, sent ? "用户名或密码不对；多次输错后需要稍等片刻再试。" : "请先登录。").write(response);
    }
}
