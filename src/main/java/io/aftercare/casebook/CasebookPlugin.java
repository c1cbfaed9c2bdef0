package io.aftercare.casebook;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Lets the engine tell the register what happens, asks about the contact records of what is deployed, and sees to it that each case has a handler. */
@Component
class CasebookPlugin extends AbstractProcessEnginePlugin {

    private final EngineRegister register;
    private final EngineContacts contacts;
    private final TakeOverListener takeOver;

    CasebookPlugin(EngineRegister register, EngineContacts contacts, TakeOverListener takeOver) {
        this.takeOver = takeOver;
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
        if (configuration.getCustomPostBPMNParseListeners() == null) {
            configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        configuration.getCustomPostBPMNParseListeners().add(takeOver);
    }
}
