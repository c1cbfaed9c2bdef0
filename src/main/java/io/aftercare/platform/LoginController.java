package io.aftercare.platform;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class LoginController {

    private static final String SESSION = "JSESSIONID";

    private final LoginFailures failures;
    private final ObjectProvider<CompanyLogin> company;

    LoginController(LoginFailures failures, ObjectProvider<CompanyLogin> company) {
        this.failures = failures;
        this.company = company;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(required = false) String error,
            @RequestParam(required = false) String logout,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (error != null) {
            model.addAttribute("bad", failures.reason(request));
        }
        if (logout != null) {
            model.addAttribute("leave", SignedOut.take(request));
        }
        forgetEndedSession(request, response);
        CompanyLogin configured = company.getIfAvailable();
        model.addAttribute("companies", configured == null ? List.of() : configured.buttons());
        return "login";
    }

    /** Otherwise the browser names it until somebody logs in, and is told each time that the login has expired. */
    private static void forgetEndedSession(HttpServletRequest request, HttpServletResponse response) {
        if (request.isRequestedSessionIdFromCookie() && !request.isRequestedSessionIdValid()) {
            Cookie ended = new Cookie(SESSION, "");
            ended.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
            ended.setMaxAge(0);
            response.addCookie(ended);
        }
    }
}
