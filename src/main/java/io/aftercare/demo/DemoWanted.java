package io.aftercare.demo;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** {@code aftercare.demo.enabled}, which is true by default on the embedded database and false on a configured one. */
class DemoWanted implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        boolean embedded = "embedded".equals(environment.getProperty("spring.datasource.url", "embedded"));
        return environment.getProperty("aftercare.demo.enabled", Boolean.class, embedded);
    }
}
