package io.aftercare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Tells Tasklist, Cockpit, Admin and Welcome who has logged in with us. */
class WebappAuthenticationFilter extends ContainerBasedAuthenticationFilter {

    /** Where an application asks who is logged in; Camunda's filter does not look there. */
    private static final Pattern WHO = Pattern.compile("/api/admin/auth/user/([^/]+)");

    @Override
    public void init(FilterConfig config) {
        authenticationProvider = new OurLogin();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest of = (HttpServletRequest) request;
        try {
            super.doFilter(new OneSession(of), response, chain);
        } catch (LoginEnded e) {
            LoginEntryPoint.refuse(of, (HttpServletResponse) response, null);
        }
    }

    /**
     * Begins no other session when another request has ended the login since this one was let in. Camunda's filters would, and
     * its cookie could take the place of the one that the next login has been given meanwhile.
     */
    private static final class OneSession extends HttpServletRequestWrapper {

        OneSession(HttpServletRequest request) {
            super(request);
        }

        @Override
        public HttpSession getSession() {
            return getSession(true);
        }

        @Override
        public HttpSession getSession(boolean create) {
            HttpSession session = super.getSession(false);
            if (session == null && create) {
                throw new LoginEnded();
            }
            return session;
        }
    }

    private static final class LoginEnded extends RuntimeException {}

    @Override
    protected String extractEngineName(HttpServletRequest request) {
        Matcher who = WHO.matcher(getRequestUri(request));
        return who.matches() ? who.group(1) : super.extractEngineName(request);
    }

    private static final class OurLogin implements AuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Authentication login = SecurityContextHolder.getContext().getAuthentication();
            if (login == null || !login.isAuthenticated() || login instanceof AnonymousAuthenticationToken) {
                return AuthenticationResult.unsuccessful();
            }
            AuthenticationResult result = AuthenticationResult.successful(login.getName());
            result.setGroups(EngineAuthenticationProvider.groups(engine.getIdentityService(), login.getName()));
            result.setTenants(List.of());
            return result;
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // programs use /engine-rest
        }
    }
}
