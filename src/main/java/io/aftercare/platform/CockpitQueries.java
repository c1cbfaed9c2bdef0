package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.cockpit.db.QueryService;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.cockpit.impl.db.CommandExecutorImpl;
import org.camunda.bpm.cockpit.impl.db.QueryServiceImpl;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.webapp.db.QueryParameters;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Cockpit's plugins have queries of their own, which go past the engine's commands to the database. They are held to {@link
 * QueryLimits} too, and what fails in them is noted as what fails in the engine.
 */
@Component
class CockpitQueries implements SmartInitializingSingleton {

    private final QueryLimits limits;

    CockpitQueries(QueryProperties limits) {
        this.limits = new QueryLimits(limits);
    }

    /** Behind Cockpit's own start, which is the web server's, and in front of the first request. */
    @Override
    public void afterSingletonsInstantiated() {
        Cockpit.setCockpitRuntimeDelegate(new Limited());
    }

    private final class Limited extends DefaultCockpitRuntimeDelegate {

        @Override
        protected CommandExecutor createCommandExecutor(String name) {
            ProcessEngineImpl engine = (ProcessEngineImpl) getProcessEngine(name);
            return new CommandExecutorImpl(engine.getProcessEngineConfiguration(), getMappingFiles()) {
                @Override
                public <T> T executeCommand(Command<T> command) {
                    return RequestFailure.noting(() -> super.executeCommand(command));
                }
            };
        }

        @Override
        public QueryService getQueryService(String engine) {
            return new QueryServiceImpl(getCommandExecutor(engine)) {
                @Override
                public <T> List<T> executeQuery(String statement, QueryParameters query) {
                    return RequestFailure.noting(() -> {
                        limits.check(query);
                        return limits.page(query, () -> super.executeQuery(statement, query));
                    });
                }

                @Override
                public Long executeQueryRowCount(String statement, ListQueryParameterObject query) {
                    return RequestFailure.noting(() -> {
                        limits.check(query);
                        return super.executeQueryRowCount(statement, query);
                    });
                }
            };
        }
    }
}
