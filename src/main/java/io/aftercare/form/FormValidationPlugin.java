package io.aftercare.form;

import io.aftercare.platform.TextScreen;
import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/**
 * Replaces the engine's task and form service by ours. Before initialisation, because {@code initServices} of the
 * configuration gives the services it finds their command executor.
 */
final class FormValidationPlugin extends AbstractProcessEnginePlugin {

    private final EngineForms forms;
    private final FormCheck check;
    private final TextScreen screen;
    private final CustomerWording wording;

    FormValidationPlugin(EngineForms forms, FormCheck check, TextScreen screen, CustomerWording wording) {
        this.forms = forms;
        this.check = check;
        this.screen = screen;
        this.wording = wording;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        forms.attach(configuration);
        EngineTaskForms tasks = new EngineTaskForms(forms, check, screen, wording);
        configuration.setTaskService(new EngineTaskService(tasks));
        configuration.setFormService(new EngineFormService(tasks));
        if (configuration.getCustomPostBPMNParseListeners() == null) {
            configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        configuration
                .getCustomPostBPMNParseListeners()
                .add(new FreshChoicesListener.Everywhere(new FreshChoicesListener(forms)));
    }
}
