package io.aftercare.casebook;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** Lets the engine tell the register what happens. */
@Component
class RegisterPlugin extends AbstractProcessEnginePlugin {

    private final EngineRegister register;

    RegisterPlugin(EngineRegister register) {
        this.register = register;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.getCustomHistoryEventHandlers().add(register);
    }
}
