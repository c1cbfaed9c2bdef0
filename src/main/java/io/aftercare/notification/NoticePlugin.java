package io.aftercare.notification;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Lets the engine's jobs send messages. */
@Component
class NoticePlugin extends AbstractProcessEnginePlugin {

    private final EngineNoticeSender sender;

    NoticePlugin(EngineNoticeSender sender) {
        this.sender = sender;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        if (configuration.getCustomJobHandlers() == null) {
            configuration.setCustomJobHandlers(new ArrayList<>());
        }
        configuration.getCustomJobHandlers().add(sender);
    }
}
