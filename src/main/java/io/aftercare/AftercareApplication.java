package io.aftercare;

import io.aftercare.platform.ConsoleCharset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts Aftercare: the engine with its web applications, our pages and REST, and, where no {@code spring.datasource.url}
 * is configured, its own PostgreSQL.
 *
 * <p>{@code @EnableProcessApplication} is left out on purpose: with it the engine deploys BPMN, CMMN and DMN only, and the
 * task forms answer 404.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AftercareApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(AftercareApplication.class);
        application.setDefaultProperties(Map.of(
                "logging.charset.console", ConsoleCharset.use().name(),
                "logging.charset.file", StandardCharsets.UTF_8.name()));
        application.run(args);
    }
}
