package io.aftercare.casebook;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Work on tasks of the small processes of these tests, on which nobody has a grant. */
final class Work {

    private Work() {}

    /** Gives groups the right to cases of a process of the test's own. */
    static void letRead(ProcessEngine engine, String process, String... groups) {
        for (String group : groups) {
            Authorization grant =
                    engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(Resources.PROCESS_DEFINITION);
            grant.setResourceId(process);
            grant.addPermission(Permissions.READ_HISTORY);
            engine.getAuthorizationService().saveAuthorization(grant);
        }
    }

    static void letNobodyRead(ProcessEngine engine, String process) {
        engine.getAuthorizationService()
                .createAuthorizationQuery()
                .resourceType(Resources.PROCESS_DEFINITION)
                .resourceId(process)
                .list()
                .forEach(grant -> engine.getAuthorizationService().deleteAuthorization(grant.getId()));
    }

    /** Claims the task for its candidate and completes it. */
    static void complete(ProcessEngine engine, String taskId, String person, Map<String, Object> variables) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        engine.getTaskService().claim(taskId, person);
        engine.getIdentityService().setAuthenticatedUserId(person);
        try {
            configuration
                    .getCommandExecutorTxRequired()
                    .execute(context -> context.runWithoutAuthorization(() -> {
                        engine.getTaskService().complete(taskId, variables);
                        return null;
                    }));
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }
}
