package io.aftercare.form;

import io.aftercare.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.form.CamundaFormRefImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forms deployed to the engine. A deployed form never changes, so each is read once. */
final class EngineForms implements FormSource {

    private static final Logger LOG = LoggerFactory.getLogger(EngineForms.class);

    private final Map<String, Form> read = new ConcurrentHashMap<>();
    private ProcessEngineConfigurationImpl engine;

    void attach(ProcessEngineConfigurationImpl configuration) {
        this.engine = configuration;
    }

    @Override
    public Form form(String id) {
        if (engine == null) {
            throw new IllegalStateException("the engine has not been configured yet");
        }
        return engine.getCommandExecutorTxRequired()
                .execute(context -> form(context, new CamundaFormRefImpl(id, "latest"), null));
    }

    /** The file of the newest form of this id; empty if none is deployed. */
    Optional<String> text(String id) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            CamundaFormDefinition definition = context.runWithoutAuthorization(
                    new GetCamundaFormDefinitionCmd(new CamundaFormRefImpl(id, "latest"), null));
            if (definition == null) {
                return Optional.empty();
            }
            try (InputStream file = context.runWithoutAuthorization(
                    new GetDeploymentResourceCmd(definition.getDeploymentId(), definition.getResourceName()))) {
                return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The form that a task refers to, as Tasklist resolves it; null where it refers to none. */
    Form form(CommandContext context, TaskEntity task) {
        if (task.getTaskDefinition() == null) {
            return null;
        }
        TaskFormData data = task.getTaskDefinition().getTaskFormHandler().createTaskForm(task);
        CamundaFormRef reference = data.getCamundaFormRef();
        return reference == null || reference.getKey() == null
                ? null
                : form(context, reference, data.getDeploymentId());
    }

    private Form form(CommandContext context, CamundaFormRef reference, String deploymentId) {
        CamundaFormDefinition definition =
                context.runWithoutAuthorization(new GetCamundaFormDefinitionCmd(reference, deploymentId));
        if (definition == null) {
            throw new Refusal(404, "找不到表单 " + reference.getKey() + "，请联系系统管理员部署后再办理。", List.of());
        }
        return read.computeIfAbsent(definition.getId(), id -> read(context, definition));
    }

    private static Form read(CommandContext context, CamundaFormDefinition definition) {
        InputStream resource = context.runWithoutAuthorization(
                new GetDeploymentResourceCmd(definition.getDeploymentId(), definition.getResourceName()));
        try {
            return FormReader.read(resource == null ? new ByteArrayInputStream(new byte[0]) : resource);
        } catch (IllegalArgumentException e) {
            LOG.error("a deployed form cannot be checked: {}", e.getMessage());
            throw new Refusal(409, "表单 " + definition.getKey() + " 有误，暂时不能提交，请联系流程负责人。", List.of());
        }
    }
}
