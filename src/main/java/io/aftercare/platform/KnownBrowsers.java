package io.aftercare.platform;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Recognizes a browser in which a person has logged in before, by a cookie that opens nothing: it only keeps the person
 * apart from others who guess at the account (see {@link LoginThrottle}). It holds a random mark and its MAC under what is
 * stored of the person's password, so that every node can check it and a new password ends it.
 */
@Component
class KnownBrowsers {

    static final String COOKIE = "AFTERCARE_BROWSER";

    private static final Duration KEPT = Duration.ofDays(90);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final IdentityService identity;
    private final LoginProperties login;

    KnownBrowsers(IdentityService identity, LoginProperties login) {
        this.identity = identity;
        this.login = login;
    }

    /** The cookie's value as the browser sent it, or null. */
    static String sent(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    /**
     * @param sent see {@link #sent}
     * @return the browser's mark, or null if the account has not logged in there
     */
    String mark(String account, String sent) {
        int dot = sent == null ? -1 : sent.indexOf('.');
        if (dot < 0) {
            return null;
        }
        String mark = sent.substring(0, dot);
        String mac = mac(account, mark);
        boolean genuine = mac != null
                && MessageDigest.isEqual(
                        mac.getBytes(StandardCharsets.US_ASCII),
                        sent.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
        return genuine ? mark : null;
    }

    void remember(String account, HttpServletRequest request, HttpServletResponse response) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String mark = TEXT.encodeToString(random);
        String mac = mac(account, mark);
        if (mac != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, mark + "." + mac)
                            .path(request.getContextPath() + "/login")
                            .maxAge(KEPT)
                            .httpOnly(true)
                            .secure(login.secureCookies() || request.isSecure())
                            .sameSite("Strict")
                            .build()
                            .toString());
        }
    }

    /** Null for an account without a password. */
    private String mac(String account, String mark) {
        if (!(identity.createUserQuery().userId(account).singleResult() instanceof UserEntity user)
                || user.getPassword() == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    (user.getSalt() + user.getPassword()).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return TEXT.encodeToString(
                    mac.doFinal(("browser " + account + " " + mark).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
