package io.aftercare.notification;

import io.aftercare.platform.StaffedTasks;
import java.util.ArrayList;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Lets the engine run the job that tells of released tasks. */
@Component
class NotificationPlugin extends AbstractProcessEnginePlugin {

    private final EngineReleasedTasks released;

    NotificationPlugin(EngineReleasedTasks released) {
        this.released = released;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        if (configuration.getCustomJobHandlers() == null) {
            configuration.setCustomJobHandlers(new ArrayList<>());
        }
        configuration.getCustomJobHandlers().add(released);
    }

    /** Who left before the program watched over it has left tasks behind as well. */
    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    if (!StaffedTasks.strayed(context).isEmpty()) {
                        released.schedule(context);
                    }
                    return null;
                });
    }
}
