package io.aftercare.platform;

import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.thymeleaf.context.LazyContextVariable;

/** Gives every page of ours what the frame in {@code templates/layout.html} shows. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    private final Staff staff;

    PageFrame(Staff staff) {
        this.staff = staff;
    }

    /** Name of who is logged in, for the head of the page; absent before login. Looked up only if the page asks. */
    @ModelAttribute("signedInAs")
    LazyContextVariable<String> signedInAs(Principal principal) {
        return new LazyContextVariable<>() {
            @Override
            protected String loadValue() {
                return principal == null
                        ? null
                        : staff.person(principal.getName()).name();
            }
        };
    }
}
