package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.stereotype.Component;

/**
 * Begins a session at each login, and nothing else does: a new one, in which nothing is left of who used the browser before
 * (the web applications keep their login in it too).
 */
@Component
class LoginSessions implements SessionAuthenticationStrategy {

    private final IdentityService identity;
    private final KnownBrowsers browsers;
    private final Clock clock;
    private final SessionFixationProtectionStrategy newSession = new SessionFixationProtectionStrategy();

    LoginSessions(IdentityService identity, KnownBrowsers browsers, Clock clock) {
        this.identity = identity;
        this.browsers = browsers;
        this.clock = clock;
        newSession.setMigrateSessionAttributes(false);
    }

    @Override
    public void onAuthentication(Authentication login, HttpServletRequest request, HttpServletResponse response) {
        User user = identity.createUserQuery().userId(login.getName()).singleResult();
        if (user == null) {
            throw new SessionAuthenticationException("deleted in this moment");
        }
        newSession.onAuthentication(login, request, response);
        request.getSession().setAttribute(SignedIn.ATTRIBUTE, SignedIn.of(user, clock.instant()));
        if (login instanceof UsernamePasswordAuthenticationToken) {
            browsers.remember(login.getName(), request, response);
        }
    }
}
