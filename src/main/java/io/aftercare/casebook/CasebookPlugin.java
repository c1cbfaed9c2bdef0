package io.aftercare.casebook;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Lets the engine tell the register what happens, and asks about the contact records of what is deployed. */
@Component
class CasebookPlugin extends AbstractProcessEnginePlugin {

    private final EngineRegister register;
    private final EngineContacts contacts;

    CasebookPlugin(EngineRegister register, EngineContacts contacts) {
        this.register = register;
        this.contacts = contacts;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.getCustomHistoryEventHandlers().add(register);
        if (configuration.getCustomPreDeployers() == null) {
            configuration.setCustomPreDeployers(new ArrayList<>());
        }
        configuration.getCustomPreDeployers().add(contacts);
    }
}
