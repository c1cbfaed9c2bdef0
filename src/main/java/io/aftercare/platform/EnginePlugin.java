package io.aftercare.platform;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.persistence.GenericManagerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What the engine needs beyond settings: the parts of it that are replaced. Plain settings stand in {@code
 * application.yaml} under {@code camunda.bpm}.
 */
@Component
@Order(EnginePlugin.AFTER_THE_STARTER)
class EnginePlugin extends AbstractProcessEnginePlugin {

    /** The starter's own parts come at {@code Ordering.DEFAULT_ORDER}, which is half of the largest number. */
    static final int AFTER_THE_STARTER = Integer.MAX_VALUE / 2 + 100;

    private final ModelBeans modelBeans;
    private final Grants grants;
    private final TaskFilters filters;
    private final AccessProperties access;
    private final EngineIndexes indexes;
    private final TextScreen screen;
    private final QueryProperties limits;
    private final StaffedTasks staffed;
    private final ZoneId zone;

    EnginePlugin(
            ModelBeans modelBeans,
            Grants grants,
            TaskFilters filters,
            AccessProperties access,
            EngineIndexes indexes,
            TextScreen screen,
            QueryProperties limits,
            StaffedTasks staffed,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.zone = zone;
        this.staffed = staffed;
        this.screen = screen;
        this.limits = limits;
        this.modelBeans = modelBeans;
        this.grants = grants;
        this.filters = filters;
        this.access = access;
        this.indexes = indexes;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        replaceParts(configuration);
        configuration.setCustomSessionFactories(
                with(configuration.getCustomSessionFactories(), new LimitedQueries.Factory(new QueryLimits(limits))));
        configuration.setIdentityProviderSessionFactory(new GenericManagerFactory(GuardedIdentityProvider.class) {
            @Override
            public Session openSession() {
                return new GuardedIdentityProvider(staffed);
            }
        });
        configuration.setCustomPostBPMNParseListeners(with(configuration.getCustomPostBPMNParseListeners(), staffed));
        configuration.setRuntimeService(new GuardedRuntimeService(access.messages(), screen));
        configuration.setFilterService(new PersonalFilterService(access.approvals(), zone));
        configuration.setExpressionManager(new GuardedExpressionManager(modelBeans));
    }

    private static void replaceParts(ProcessEngineConfigurationImpl configuration) {
        // in front of the engine's own interceptors, where failures of the commit are seen too, and behind them, so
        // that the engine does not log a refusal as an error
        configuration.setCustomPreCommandInterceptorsTxRequired(with(
                configuration.getCustomPreCommandInterceptorsTxRequired(),
                new TimeLimitInterceptor(),
                new RefusalInterceptor(),
                new CollisionInterceptor(configuration.getIdentityService())));
        configuration.setCustomPreCommandInterceptorsTxRequiresNew(
                with(configuration.getCustomPreCommandInterceptorsTxRequiresNew(), new RefusalInterceptor()));
        configuration.setCustomPostCommandInterceptorsTxRequired(with(
                configuration.getCustomPostCommandInterceptorsTxRequired(), new RefusalInterceptor(), new NoteGuard()));
        configuration.setCustomPostCommandInterceptorsTxRequiresNew(with(
                configuration.getCustomPostCommandInterceptorsTxRequiresNew(),
                new RefusalInterceptor(),
                new NoteGuard()));
        configuration.setResourceAuthorizationProvider(new LeanAuthorizationProvider());
        configuration.setCommandCheckers(List.of(new TenantCommandChecker(), new AccessChecker()));
        configuration.setScriptFactory(new NoScripts.Factory());
        configuration.setScriptEngineResolver(new NoScripts.Engines());
        configuration.setArtifactFactory(new NoClasses());
        DefaultDmnEngineConfiguration decisions =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(ClosedFeelEngine.FACTORY);
        configuration.setDmnEngineConfiguration(decisions);
    }

    @SafeVarargs
    private static <T> List<T> with(List<T> others, T... ours) {
        List<T> all = new ArrayList<>(List.of(ours));
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        indexes.create();
        grants.apply(engine);
        filters.create(engine);
    }
}
