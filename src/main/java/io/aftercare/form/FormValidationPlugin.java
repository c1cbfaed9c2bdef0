package io.aftercare.form;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/**
 * Replaces the engine's task and form service by ours. Before initialisation, because {@code initServices} of the
 * configuration gives the services it finds their command executor.
 */
final class FormValidationPlugin extends AbstractProcessEnginePlugin {

    private final EngineForms forms;
    private final FormCheck check;

    FormValidationPlugin(EngineForms forms, FormCheck check) {
        this.forms = forms;
        this.check = check;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        forms.attach(configuration);
        EngineTaskForms tasks = new EngineTaskForms(forms, check);
        configuration.setTaskService(new EngineTaskService(tasks));
        configuration.setFormService(new EngineFormService(tasks));
    }
}
