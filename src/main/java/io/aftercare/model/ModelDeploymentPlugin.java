package io.aftercare.model;

import io.aftercare.platform.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.CamundaDeploymentConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Takes the place of the starter's automatic deployment: when the engine is built, and before its job executor or anybody
 * else uses it, {@link BundledModels} deploys what {@code camunda.bpm.deployment-resource-pattern} finds.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ModelDeploymentPlugin extends AbstractCamundaConfiguration implements CamundaDeploymentConfiguration {

    private final EngineModelGate gate;
    private final boolean bundledWins;
    private final ZoneId zone;

    ModelDeploymentPlugin(
            EngineModelGate gate,
            @Value("${aftercare.models.bundled-wins:false}") boolean bundledWins,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.gate = gate;
        this.bundledWins = bundledWins;
        this.zone = zone;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration configuration) {
        // the engine is given no resources to deploy by itself
        if (configuration.getCustomPreDeployers() == null) {
            configuration.setCustomPreDeployers(new ArrayList<>());
        }
        configuration.getCustomPreDeployers().add(gate);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        try {
            new BundledModels(engine, bundledWins, zone).deploy(models());
        } catch (ProcessEngineException | IllegalArgumentException e) {
            throw new StartRefused(
                    "随程序发布的模型不能部署：%s。".formatted(e.getMessage().replaceAll("\\s+", " ")),
                    "A bundled model cannot be deployed.",
                    e);
        }
    }

    @Override
    public Set<Resource> getDeploymentResources() {
        Set<Resource> found = new LinkedHashSet<>();
        try {
            for (String pattern : camundaBpmProperties.getDeploymentResourcePattern()) {
                for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                    if (resource.isReadable()) {
                        found.add(resource);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private List<BundledModel> models() {
        List<BundledModel> models = new ArrayList<>();
        for (Resource resource : getDeploymentResources()) {
            try (InputStream in = resource.getInputStream()) {
                models.add(BundledModel.read(name(resource.getURL()), in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        models.sort(Comparator.comparing(BundledModel::name));
        return models;
    }

    /** The path below the class path's root, the same whether the program runs from its jar or from a build directory. */
    static String name(URL url) {
        String path = url.getPath();
        int folder = Math.max(path.lastIndexOf("/bpmn/"), path.lastIndexOf("/forms/"));
        if (folder < 0) {
            throw new IllegalArgumentException("a model must lie below bpmn/ or forms/: " + url);
        }
        return path.substring(folder + 1);
    }
}
