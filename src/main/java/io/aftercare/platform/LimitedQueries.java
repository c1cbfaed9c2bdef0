package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The engine's way to its database, on which a person's query is held to {@link QueryLimits}. Every query passes here as
 * it is sent, however it was written: as parameters of an address, as JSON, as a stored filter with what a search adds to it,
 * as alternatives inside alternatives. */
final class LimitedQueries extends DbEntityManager {

    private final QueryLimits limits;

    private LimitedQueries(IdGenerator ids, PersistenceSession session, QueryLimits limits) {
        super(ids, session);
        this.limits = limits;
    }

    /** Takes the place of the engine's own. */
    record Factory(QueryLimits limits) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return DbEntityManager.class;
        }

        @Override
        public Session openSession() {
            return new LimitedQueries(
                    Context.getProcessEngineConfiguration().getIdGenerator(),
                    Context.getCommandContext().getSession(PersistenceSession.class),
                    limits);
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List selectList(String statement, ListQueryParameterObject query) {
        if (!(query instanceof AbstractQuery<?, ?> asked) || !isByPerson()) {
            return super.selectList(statement, query);
        }
        limits.check(asked);
        return isAnswer()
                ? limits.page(asked, () -> super.selectList(statement, query))
                : super.selectList(statement, query);
    }

    @Override
    public Object selectOne(String statement, Object query) {
        if (query instanceof AbstractQuery<?, ?> asked && isByPerson()) {
            limits.check(asked);
        }
        return super.selectOne(statement, query);
    }

    private static boolean isByPerson() {
        return Context.getCommandContext().getAuthenticatedUserId() != null;
    }

    /** The rows are what was asked for, and not what a command or code of ours needs for its work. */
    private static boolean isAnswer() {
        Command<?> command = AccessChecker.command();
        CommandContext context = Context.getCommandContext();
        return command instanceof AbstractExecuteFilterCmd
                || command instanceof AbstractQuery && context.isAuthorizationCheckEnabled();
    }
}
