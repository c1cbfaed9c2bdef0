package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class LoginController {

    private final LoginProperties login;
    private final ObjectProvider<CompanyLogin> company;

    LoginController(LoginProperties login, ObjectProvider<CompanyLogin> company) {
        this.login = login;
        this.company = company;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(required = false) String error,
            @RequestParam(required = false) String logout,
            HttpServletRequest request,
            Model model) {
        if (error != null) {
            model.addAttribute("bad", reason(request));
        }
        if (logout != null) {
            model.addAttribute("leave", SignedOut.take(request));
        }
        CompanyLogin configured = company.getIfAvailable();
        model.addAttribute("companies", configured == null ? List.of() : configured.buttons());
        return "login";
    }

    private String reason(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object failure = session == null ? null : session.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION);
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
