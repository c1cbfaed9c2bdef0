package io.aftercare.platform;

import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page of ours what the frame in {@code templates/layout.html} shows. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    /** Name of who is logged in, for the head of the page; absent before login. */
    @ModelAttribute("signedInAs")
    String signedInAs(Principal principal) {
        return principal == null ? null : principal.getName();
    }
}
