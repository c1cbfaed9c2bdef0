package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LoginSettingsTest {

    private static final List<String> SECURE = List.of(
            "server.servlet.session.cookie.secure",
            "camunda.bpm.webapp.csrf.enable-secure-cookie",
            "camunda.bpm.webapp.session-cookie.enable-secure-cookie");

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer());

    @Test
    void in_production_all_cookies_are_sent_over_https_only() {
        application.withPropertyValues("spring.profiles.active=production").run(context -> assertThat(SECURE)
                .allSatisfy(setting -> assertThat(context.getEnvironment().getProperty(setting))
                        .as(setting)
                        .isEqualTo("true")));
    }

    @Test
    void in_production_no_proxy_is_believed_but_those_that_are_named() {
        application.withPropertyValues("spring.profiles.active=production").run(context -> assertThat(
                        context.getEnvironment().getProperty("server.forward-headers-strategy"))
                .isEqualTo("none"));
    }

    @Test
    void one_setting_changes_that() {
        application
                .withPropertyValues("spring.profiles.active=production", "aftercare.login.secure-cookies=false")
                .run(context -> assertThat(SECURE).allSatisfy(setting -> assertThat(
                                context.getEnvironment().getProperty(setting))
                        .as(setting)
                        .isEqualTo("false")));
    }

    @Test
    void a_login_without_a_click_ends_after_an_hour() {
        application.run(context -> assertThat(context.getEnvironment().getProperty("server.servlet.session.timeout"))
                .isEqualTo("60m"));
    }
}
