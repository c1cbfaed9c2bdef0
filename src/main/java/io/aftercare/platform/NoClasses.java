package io.aftercare.platform;

import org.camunda.bpm.engine.ArtifactFactory;

/**
 * No class is made because a model names it ({@code camunda:class}), nor the engine's own behind {@code camunda:type="shell"} and
 * {@code "mail"}: the wall behind the one at deployment.
 */
final class NoClasses implements ArtifactFactory {

    @Override
    public <T> T getArtifact(Class<T> type) {
        throw new Refusal("流程图里不能使用 Java 类（" + type.getSimpleName() + "），请改用已有的服务任务。");
    }
}
