package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What a stranger gets: a person that opens a page is sent to the login and afterwards to the page; a program or a script
 * gets 401 and a sentence.
 */
class LoginEntryPoint implements AuthenticationEntryPoint {

    private static final Set<String> OPENED_BY_A_PERSON = Set.of("document", "iframe");

    private final RequestMatcher programs;

    /** @param programs addresses that are no pages */
    LoginEntryPoint(RequestMatcher programs) {
        this.programs = programs;
    }

    /** Keeps the address of a page that was asked for until after the login. */
    RequestCache requestCache() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> isPage(request) && !SignedOut.isNoted(request));
        cache.setMatchingRequestParameterName(null);
        return cache;
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
