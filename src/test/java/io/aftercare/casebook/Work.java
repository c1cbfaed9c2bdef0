package io.aftercare.casebook;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Work on tasks of the small processes of these tests, on which nobody has a grant. */
final class Work {

    private Work() {}

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
