package io.aftercare.deadline;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Makes the engine tell the ledger when a step under a deadline ends. */
@Component
class DeadlinePlugin extends AbstractProcessEnginePlugin {

    private final DeadlineSettledListener settled;

    DeadlinePlugin(DeadlineSettledListener settled) {
        this.settled = settled;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        if (configuration.getCustomPostBPMNParseListeners() == null) {
            configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        configuration.getCustomPostBPMNParseListeners().add(new DeadlineModelListener(settled));
    }
}
