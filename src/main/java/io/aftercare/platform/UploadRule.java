package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * An address that takes files (a multipart body), and from whom. There are no others: elsewhere such a request is refused
 * unread.
 */
public interface UploadRule {

    /** Method and path. */
    RequestMatcher address();

    /**
     * Asked before anything of the body is read.
     *
     * @param person user id
     * @throws Refusal the person may not send files to this address
     */
    void check(HttpServletRequest request, String person);
}
