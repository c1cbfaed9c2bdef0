package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Checks names and passwords with the engine's identity service, and so with its throttling: each wrong attempt makes the
 * next ones wait longer, ten lock the account until an administrator unlocks it. Each group of the person becomes an
 * authority {@code ROLE_<group>}.
 */
@Component
class EngineAuthenticationProvider implements AuthenticationProvider {

    private final IdentityService identity;

    EngineAuthenticationProvider(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String user = attempt.getName();
        Object password = attempt.getCredentials();
        if (user == null || password == null || !identity.checkPassword(user, password.toString())) {
            throw new BadCredentialsException("wrong name or password, or locked after too many attempts");
        }
        List<SimpleGrantedAuthority> roles = groups(identity, user).stream()
                .map(group -> new SimpleGrantedAuthority("ROLE_" + group))
                .toList();
        UsernamePasswordAuthenticationToken login =
                UsernamePasswordAuthenticationToken.authenticated(user, null, roles);
        login.setDetails(attempt.getDetails());
        return login;
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
}
