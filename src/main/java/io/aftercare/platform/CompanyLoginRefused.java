package io.aftercare.platform;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** The company knows this person, and we do not let them in. The message is a Chinese sentence for the login page. */
class CompanyLoginRefused extends OAuth2AuthenticationException {

    CompanyLoginRefused(String message) {
        super(new OAuth2Error("access_denied"), message);
    }
}
