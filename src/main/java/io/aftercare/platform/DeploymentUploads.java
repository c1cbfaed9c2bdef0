package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Diagrams, tables and forms, from Camunda Modeler and programs; the engine asks for the right only after it has read them. */
@Component
class DeploymentUploads implements UploadRule {

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher ADDRESS = new OrRequestMatcher(
            PATH.matcher(HttpMethod.POST, "/engine-rest/deployment/create"),
            PATH.matcher(HttpMethod.POST, "/engine-rest/engine/*/deployment/create"));

    private final AuthorizationService authorizations;
    private final IdentityService identity;

    DeploymentUploads(AuthorizationService authorizations, IdentityService identity) {
        this.authorizations = authorizations;
        this.identity = identity;
    }

    @Override
    public RequestMatcher address() {
        return ADDRESS;
    }

    @Override
    public void check(HttpServletRequest request, String person) {
        List<String> groups = EngineAuthenticationProvider.groups(identity, person);
        if (!authorizations.isUserAuthorized(person, groups, Permissions.CREATE, Resources.DEPLOYMENT)) {
            throw new Refusal(403, "您没有权限部署流程图、决策表和表单。如果工作需要，请联系流程负责人或系统管理员。", List.of());
        }
    }
}
