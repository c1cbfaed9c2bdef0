package io.aftercare.form;

import io.aftercare.platform.TextScreen;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FormConfiguration {

    @Bean
    EngineForms engineForms() {
        return new EngineForms();
    }

    @Bean
    FormCheck formCheck(EngineForms forms, Clock clock) {
        return new FormCheck(forms, new EngineConditions(), clock);
    }

    @Bean
    FormLabels formLabels(EngineForms forms) {
        return new FormLabels(forms);
    }

    @Bean
    BlankForms blankForms(EngineForms forms) {
        return new BlankForms(forms);
    }

    @Bean
    FormValidationPlugin formValidationPlugin(
            EngineForms forms, FormCheck check, TextScreen screen, CustomerWording wording) {
        return new FormValidationPlugin(forms, check, screen, wording);
    }
}
