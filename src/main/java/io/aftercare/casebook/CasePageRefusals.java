package io.aftercare.casebook;

import io.aftercare.platform.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Tells a person on a page of ours why not. */
@ControllerAdvice(basePackageClasses = CasePageRefusals.class, annotations = Controller.class)
class CasePageRefusals {

    @ExceptionHandler
    String refused(Refusal refusal, Principal principal, Model model, HttpServletResponse response) {
        response.setStatus(refusal.status());
        if (refusal.status() == 503) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER);
        }
        model.addAttribute("signedInAs", principal == null ? null : principal.getName());
        model.addAttribute("problem", refusal.getMessage());
        return "casebook/refused";
    }

    /** What else can be told; everything else is the error page's. */
    @ExceptionHandler
    String failed(Exception e, Principal principal, Model model, HttpServletResponse response) throws Exception {
        Refusal told = Refusal.told(e);
        if (told == null) {
            throw e;
        }
        return refused(told, principal, model, response);
    }
}
