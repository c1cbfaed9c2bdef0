package io.aftercare.platform;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * What has to be remembered of somebody before the login, in the browser and not in a session: strangers cost no memory,
 * however many come. A text is encrypted and cannot be changed (AES-GCM), by a key that all nodes share; it is good under its
 * own name and for its own time only.
 */
@Component
class SealedCookies {

    /** Browsers keep 4,096 bytes of a cookie with its name and attributes. */
    private static final int LONGEST_VALUE = 3_900;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 16;

    /** Nonce and tag of an empty text. */
    private static final int SHORTEST = NONCE_BYTES + 16;

    private final JdbcClient jdbc;
    private final LoginProperties login;
    private final Clock clock;
    private volatile BytesEncryptor seal;

    SealedCookies(JdbcClient jdbc, LoginProperties login, Clock clock) {
        this.jdbc = jdbc;
        this.login = login;
        this.clock = clock;
    }

    /**
     * @param path below the application's own, to which the browser sends it
     * @param kept how long it is good for
     */
    SealedCookie named(String name, String path, Duration kept) {
        return new SealedCookie(name, path, kept);
    }

    /** One cookie of this kind. */
    final class SealedCookie {

        private final String name;
        private final String path;
        private final Duration kept;

        private SealedCookie(String name, String path, Duration kept) {
            this.name = name;
            this.path = path;
            this.kept = kept;
        }

        /** Gives the browser a text; nothing if it is too long for a cookie. */
        void write(String text, HttpServletRequest request, HttpServletResponse response) {
            String sealed = seal(name + " " + clock.instant().plus(kept).getEpochSecond() + " " + text);
            if (sealed.length() <= LONGEST_VALUE) {
                send(sealed, kept, request, response);
            }
        }

        /** The text that this application gave the browser, null if there is none or its time is over. */
        String read(HttpServletRequest request) {
            Cookie sent = WebUtils.getCookie(request, name);
            String text = sent == null ? null : open(sent.getValue());
            if (text == null) {
                return null;
            }
            String[] parts = text.split(" ", 3);
            boolean good = parts[0].equals(name) && clock.instant().getEpochSecond() < Long.parseLong(parts[1]);
            return good ? parts[2] : null;
        }

        /** Has the browser forget it, if it has one. */
        void remove(HttpServletRequest request, HttpServletResponse response) {
            if (WebUtils.getCookie(request, name) != null) {
                send("", Duration.ZERO, request, response);
            }
        }

        private void send(String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(name, value)
                            .path(request.getContextPath() + path)
                            .maxAge(age)
                            .httpOnly(true)
                            .secure(login.secureCookies() || request.isSecure())
                            // a company's login comes back from another site
                            .sameSite("Lax")
                            .build()
                            .toString());
        }
    }

    private String seal(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(encryptor().encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Null for what was not sealed with our key. */
    private String open(String sealed) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed);
            return bytes.length < SHORTEST ? null : new String(encryptor().decrypt(bytes), StandardCharsets.UTF_8);
        } catch (IllegalStateException | IllegalArgumentException forged) {
            return null;
        }
    }

    private BytesEncryptor encryptor() {
        BytesEncryptor known = seal;
        if (known == null) {
            known = new AesBytesEncryptor(
                    new SecretKeySpec(key(), "AES"), KeyGenerators.secureRandom(NONCE_BYTES), CipherAlgorithm.GCM);
            seal = known;
        }
        return known;
    }

    /** The key of all nodes on this database; the first that needs it makes it. */
    private byte[] key() {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into aftercare.cookie_key (content) values (?) on conflict do nothing")
                .param(fresh)
                .update();
        return jdbc.sql("select content from aftercare.cookie_key")
                .query(byte[].class)
                .single();
    }
}
