package io.aftercare.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the models that come with the program into the engine.
 *
 * <p>The engine's own way compares a resource with the last deployment of the same name and source only: after a new
 * program version has changed a diagram, the start would put it over what a process owner has deployed from the Modeler in
 * the meantime. Here the owner wins: a resource is deployed if the version in force is ours and differs from it; where
 * somebody else's version is in force it stays, and the start says so.
 */
class BundledModels {

    /** Name and source of our deployments; together they tell ours from an owner's. */
    static final String NAME = "aftercare";

    static final String SOURCE = "aftercare bundled";

    private static final Logger LOG = LoggerFactory.getLogger(BundledModels.class);
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final ProcessEngine engine;
    private final ProcessEngineConfigurationImpl configuration;
    private final boolean bundledWins;
    private final ZoneId zone;

    /** @param bundledWins put ours over an owner's version all the same */
    BundledModels(ProcessEngine engine, boolean bundledWins, ZoneId zone) {
        this.engine = engine;
        this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.bundledWins = bundledWins;
        this.zone = zone;
    }

    /**
     * What became of the models.
     *
     * @param deployed resource names that were deployed
     * @param withheld resource names that were not, because an owner's version is in force and differs
     */
    record Outcome(List<String> deployed, List<String> withheld) {}

    /** Deploys, in one deployment, those of the models that the policy asks for. */
    Outcome deploy(Collection<BundledModel> models) {
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            // the engine's deployment lock: a second node that starts now waits, and then finds nothing to do
            context.getPropertyManager().acquireExclusiveLock();
            return deploy(context, models);
        });
    }

    private Outcome deploy(CommandContext context, Collection<BundledModel> models) {
        Set<String> names = models.stream().map(BundledModel::name).collect(Collectors.toSet());
        Map<String, ResourceEntity> ours = names.isEmpty()
                ? Map.of()
                : context.getResourceManager().findLatestResourcesByDeploymentName(NAME, names, SOURCE, null);
        DeploymentBuilder deployment =
                engine.getRepositoryService().createDeployment().name(NAME).source(SOURCE);
        List<String> deployed = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        for (BundledModel model : models) {
            ResourceEntity last = ours.get(model.name());
            boolean unchanged = last != null && Arrays.equals(last.getBytes(), model.content());
            if (mayDeploy(context, model, unchanged, withheld)) {
                deployment.addInputStream(model.name(), new ByteArrayInputStream(model.content()));
                deployed.add(model.name());
            }
        }
        if (!deployed.isEmpty()) {
            deployment.deploy();
            LOG.info("已部署随程序发布的模型：{}", String.join("、", deployed));
        }
        return new Outcome(deployed, withheld);
    }

    private boolean mayDeploy(CommandContext context, BundledModel model, boolean unchanged, List<String> withheld) {
        List<InForce> inForce = model.keys().stream()
                .map(key -> inForce(context, model.kind(), key))
                .flatMap(Optional::stream)
                .toList();
        if (inForce.size() == model.keys().size()
                && inForce.stream().allMatch(version -> version.isSame(model.content()))) {
            return inForce.isEmpty() && !unchanged;
        }
        Optional<InForce> owners =
                inForce.stream().filter(version -> !version.ours()).findFirst();
        if (owners.isEmpty()) {
            return true;
        }
        String version = owners.get().describe();
        if (bundledWins) {
            LOG.warn("{} 按 aftercare.models.bundled-wins=true 被随程序发布的 {} 覆盖", version, model.name());
            return true;
        }
        withheld.add(model.name());
        if (unchanged) {
            LOG.info("{} 生效，随程序发布的 {} 不使用", version, model.name());
        } else {
            LOG.warn(
                    "{} 生效，不被覆盖：随程序发布的 {} 有更新，但未部署。请流程负责人合并两者；若以程序自带的为准，设置 aftercare.models.bundled-wins=true 后重启",
                    version,
                    model.name());
        }
        return false;
    }

    /** The version of a definition that new cases would use now. */
    private record InForce(
            ResourceDefinition definition, Deployment deployment, byte[] content, String person, ZoneId zone) {

        boolean ours() {
            return NAME.equals(deployment.getName()) && SOURCE.equals(deployment.getSource());
        }

        boolean isSame(byte[] other) {
            return Arrays.equals(content, other);
        }

        String describe() {
            return "模型 %s 的第 %d 版（%s，来源 %s，部署人 %s）"
                    .formatted(
                            definition.getKey(),
                            definition.getVersion(),
                            LocalDateTime.ofInstant(
                                            deployment.getDeploymentTime().toInstant(), zone)
                                    .format(WHEN),
                            Objects.requireNonNullElse(deployment.getSource(), "未注明"),
                            person);
        }
    }

    private Optional<InForce> inForce(CommandContext context, BundledModel.Kind kind, String key) {
        RepositoryService repository = engine.getRepositoryService();
        ResourceDefinition definition =
                switch (kind) {
                    case PROCESS -> repository
                            .createProcessDefinitionQuery()
                            .processDefinitionKey(key)
                            .withoutTenantId()
                            .latestVersion()
                            .singleResult();
                    case DECISION -> repository
                            .createDecisionDefinitionQuery()
                            .decisionDefinitionKey(key)
                            .withoutTenantId()
                            .latestVersion()
                            .singleResult();
                        // the engine has no public query for forms
                    case FORM -> context.getCamundaFormDefinitionManager()
                            .findLatestDefinitionByKeyAndTenantId(key, null);
                };
        return Optional.ofNullable(definition).map(this::describe);
    }

    private InForce describe(ResourceDefinition definition) {
        String id = definition.getDeploymentId();
        RepositoryService repository = engine.getRepositoryService();
        try (InputStream content = repository.getResourceAsStream(id, definition.getResourceName())) {
            return new InForce(
                    definition,
                    repository.createDeploymentQuery().deploymentId(id).singleResult(),
                    content.readAllBytes(),
                    deployer(id),
                    zone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String deployer(String deploymentId) {
        return engine
                .getHistoryService()
                .createUserOperationLogQuery()
                .entityType(EntityTypes.DEPLOYMENT)
                .deploymentId(deploymentId)
                .operationType(UserOperationLogEntry.OPERATION_TYPE_CREATE)
                .list()
                .stream()
                .map(UserOperationLogEntry::getUserId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("未记录");
    }
}
