package io.aftercare.platform;

import java.security.Principal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a page that another server part made (such as a tab in Tasklist) who is logged in and how to send a change. */
@RestController
class SessionController {

    /** @param csrf what a browser has to send with every change */
    record Session(String user, String name, Csrf csrf) {}

    record Csrf(String header, String token) {}

    private final Staff staff;

    SessionController(Staff staff) {
        this.staff = staff;
    }

    @GetMapping("/api/session")
    Session session(Principal who, CsrfToken token) {
        return new Session(
                who.getName(), staff.person(who.getName()).name(), new Csrf(token.getHeaderName(), token.getToken()));
    }
}
