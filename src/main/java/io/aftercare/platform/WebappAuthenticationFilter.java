package io.aftercare.platform;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
