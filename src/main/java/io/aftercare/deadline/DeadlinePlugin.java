package io.aftercare.deadline;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Makes the engine tell the ledger when a step under a deadline ends, and asks it to look at what is deployed. */
@Component
class DeadlinePlugin extends AbstractProcessEnginePlugin {

    private final DeadlineSettledListener settled;
    private final EngineDeadlineGate gate;
    private final EngineReplanning replanning;
    private final EngineLapsedRequests lapsedRequests;

    DeadlinePlugin(
            DeadlineSettledListener settled,
            EngineDeadlineGate gate,
            EngineReplanning replanning,
            EngineLapsedRequests lapsedRequests) {
        this.lapsedRequests = lapsedRequests;
        this.settled = settled;
        this.gate = gate;
        this.replanning = replanning;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        if (configuration.getCustomPostBPMNParseListeners() == null) {
            configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        configuration.getCustomPostBPMNParseListeners().add(new DeadlineModelListener(settled));
        if (configuration.getCustomPreDeployers() == null) {
            configuration.setCustomPreDeployers(new ArrayList<>());
        }
        configuration.getCustomPreDeployers().add(gate);
        if (configuration.getCustomJobHandlers() == null) {
            configuration.setCustomJobHandlers(new ArrayList<>());
        }
        configuration.getCustomJobHandlers().add(replanning);
        configuration.getCustomJobHandlers().add(lapsedRequests);
    }
}
