package io.aftercare.platform;

import io.aftercare.platform.LoginThrottle.Attempt;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Checks names and passwords with the engine's people, as fast as {@link LoginThrottle} lets it; the engine's own lock, with
 * which anybody could keep a colleague out, is not asked. Each group of the person becomes an authority {@code
 * ROLE_<group>}.
 */
@Component
class EngineAuthenticationProvider implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(EngineAuthenticationProvider.class);

    private static final int LONGEST_NAME = 64;

    private final ProcessEngine engine;
    private final LoginThrottle throttle;
    private final KnownBrowsers browsers;

    EngineAuthenticationProvider(ProcessEngine engine, LoginThrottle throttle, KnownBrowsers browsers) {
        this.engine = engine;
        this.throttle = throttle;
        this.browsers = browsers;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String user = login.getName();
        if (user == null || user.length() > LONGEST_NAME || user.chars().anyMatch(Character::isISOControl)) {
            throw wrong();
        }
        Attempt attempt = attempt(user, login.getDetails());
        long wait = throttle.secondsToWait(attempt);
        if (wait > 0) {
            LOG.info("Login of {} from {} must wait {} s", user, attempt.address(), wait);
            throw new TooManyAttempts(wait);
        }
        if (login.getCredentials() == null
                || !matches(user, login.getCredentials().toString())) {
            throttle.failed(attempt);
            LOG.info("Wrong name or password of {} from {}", user, attempt.address());
            throw wrong();
        }
        throttle.succeeded(attempt);
        return UsernamePasswordAuthenticationToken.authenticated(
                user, null, roles(groups(engine.getIdentityService(), user)));
    }

    private Attempt attempt(String user, Object details) {
        return details instanceof LoginPlace place
                ? new Attempt(user, place.address(), browsers.mark(user, place.browser()))
                : new Attempt(user, "unknown", null);
    }

    private boolean matches(String user, String password) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() ->
                        ((GuardedIdentityProvider) context.getReadOnlyIdentityProvider()).matches(user, password)));
    }

    private static BadCredentialsException wrong() {
        return new BadCredentialsException("wrong name or password");
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    /** The ids of the groups that a person is in now. */
    static List<String> groups(IdentityService identity, String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
    }

    static List<SimpleGrantedAuthority> roles(List<String> groups) {
        return groups.stream()
                .map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                .toList();
    }
}
