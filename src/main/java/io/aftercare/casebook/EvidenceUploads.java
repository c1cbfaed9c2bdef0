package io.aftercare.casebook;

import io.aftercare.platform.UploadRule;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Photos and PDF of a case, from who works on it. */
@Component
class EvidenceUploads implements UploadRule {

    private static final String NUMBER = "number";

    private static final RequestMatcher ADDRESS =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/cases/{" + NUMBER + "}/evidence");

    private final EvidenceDesk desk;

    EvidenceUploads(EvidenceDesk desk) {
        this.desk = desk;
    }

    @Override
    public RequestMatcher address() {
        return ADDRESS;
    }

    @Override
    public void check(HttpServletRequest request, String person) {
        desk.addable(ADDRESS.matcher(request).getVariables().get(NUMBER), person);
    }
}
