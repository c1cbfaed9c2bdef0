package io.aftercare.platform;

import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** What a program that asks for a page, and the template {@code error.html}, learn of an error: no more than its status says. */
@Component
class ErrorSentence extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        int status = (int) super.getErrorAttributes(request, options).get("status");
        return Problem.of(status).members();
    }
}
