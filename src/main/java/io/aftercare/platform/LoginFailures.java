package io.aftercare.platform;

import io.aftercare.platform.SealedCookies.SealedCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** Sends whoever could not log in back to the login page, which says why. */
@Component
class LoginFailures implements AuthenticationFailureHandler {

    private static final int LONGEST = 300;

    private final LoginProperties login;
    private final SealedCookie said;

    LoginFailures(LoginProperties login, SealedCookies cookies) {
        this.login = login;
        this.said = cookies.named("AFTERCARE_REFUSED", "/login", Duration.ofMinutes(1));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String reason = reason(failure);
        said.write(reason.substring(0, Math.min(reason.length(), LONGEST)), request, response);
        response.sendRedirect(request.getContextPath() + "/login?error");
    }

    /** Why the last attempt in this browser failed, in a sentence. */
    String reason(HttpServletRequest request) {
        String reason = said.read(request);
        return reason == null ? reason((AuthenticationException) null) : reason;
    }

    private String reason(AuthenticationException failure) {
        if (failure instanceof TooManyAttempts tooMany) {
            return tooMany.advice() + "忘记密码请联系" + login.contact() + "。";
        }
        if (failure instanceof CompanyLoginRefused refused) {
            return refused.getMessage();
        }
        if (failure instanceof OAuth2AuthenticationException) {
            return "公司账号登录没有成功，请再试一次；仍然不行请联系" + login.contact() + "。";
        }
        return "用户名或密码不对。多次输错后需要稍等片刻再试；忘记密码请联系" + login.contact() + "。";
    }
}
