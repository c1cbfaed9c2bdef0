package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * What a session knows of its login, as an attribute of this class's name.
 *
 * @param user user id
 * @param password fingerprint of what was stored of the password at login
 * @param since when
 */
record SignedIn(String user, String password, Instant since) implements Serializable {

    static final String ATTRIBUTE = SignedIn.class.getName();

    static SignedIn of(User user, Instant now) {
        return new SignedIn(user.getId(), fingerprint(user), now);
    }

    /** The login of the session that the request belongs to, null if there is none. */
    static SignedIn in(HttpServletRequest request) {
        try {
            HttpSession session = request.getSession(false);
            return session != null && session.getAttribute(ATTRIBUTE) instanceof SignedIn signedIn ? signedIn : null;
        } catch (IllegalStateException endedByAnotherRequest) {
            return null;
        }
    }

    /** @param current what is stored of the person now, null if nothing */
    boolean isValid(User current, Instant now, Duration longest) {
        return current != null && fingerprint(current).equals(password) && now.isBefore(since.plus(longest));
    }

    private static String fingerprint(User user) {
        String stored = user instanceof UserEntity entity ? entity.getSalt() + " " + entity.getPassword() : "";
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
