package io.aftercare.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at each request of a session whether its login still holds: it ends when the person is deleted, when the password
 * has changed since, and after {@code aftercare.login.longest}. The groups are read anew: who is taken out of one loses its
 * pages at once and not at the next login.
 */
class LoginFilter extends OncePerRequestFilter {

    private final IdentityService identity;
    private final LoginProperties properties;
    private final Clock clock;

    LoginFilter(IdentityService identity, LoginProperties properties, Clock clock) {
        this.identity = identity;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        try {
            if (session != null && session.getAttribute(SignedIn.ATTRIBUTE) instanceof SignedIn signedIn) {
                if (holds(signedIn)) {
                    renew(signedIn.user());
                } else {
                    SecurityContextHolder.clearContext();
                    session.invalidate();
                }
            }
        } catch (IllegalStateException endedByAnotherRequest) {
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean holds(SignedIn signedIn) {
        return signedIn.isValid(
                identity.createUserQuery().userId(signedIn.user()).singleResult(),
                clock.instant(),
                properties.longest());
    }

    private void renew(String user) {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null || !login.getName().equals(user)) {
            return;
        }
        Collection<? extends GrantedAuthority> roles =
                EngineAuthenticationProvider.roles(EngineAuthenticationProvider.groups(identity, user));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                login instanceof OAuth2AuthenticationToken company
                        ? new OAuth2AuthenticationToken(
                                company.getPrincipal(), roles, company.getAuthorizedClientRegistrationId())
                        : UsernamePasswordAuthenticationToken.authenticated(user, null, roles));
        SecurityContextHolder.setContext(context);
    }
}
