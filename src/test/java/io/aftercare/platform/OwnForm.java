package io.aftercare.platform;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Sends a request as a form of ours does. Spring Security's own {@code csrf()} puts another store of tokens into the product's
 * filter and leaves it there, so that strangers have sessions in every later test.
 */
public final class OwnForm {

    private static final String TOKEN = "token";

    private OwnForm() {}

    public static RequestPostProcessor csrf() {
        byte[] token = TOKEN.getBytes(StandardCharsets.UTF_8);
        // as XorCsrfTokenRequestAttributeHandler writes it: the mask, here all zeros, and the masked token
        byte[] masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return request -> {
            Cookie[] others = request.getCookies() == null ? new Cookie[0] : request.getCookies();
            Cookie[] cookies = Arrays.copyOf(others, others.length + 1);
            cookies[others.length] = new Cookie("AFTERCARE_CSRF", TOKEN);
            request.setCookies(cookies);
            request.addHeader(CsrfTokens.HEADER, Base64.getUrlEncoder().encodeToString(masked));
            return request;
        };
    }
}
