package io.aftercare.platform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.QueryVariableValue;
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
 * The engine's way to its database, on which a person's query is held to {@link QueryProperties}. Every query passes here as
 * it is sent, however it was written: as parameters of an address, as JSON, as a stored filter with what a search adds to it,
 * as alternatives inside alternatives.
 *
 * <p>The engine's own {@code queryMaxResultsLimit} refuses a query that names no page, which clients of the REST interface may
 * leave out. Here such a query is answered if all of it fits into the largest page, and never in part.
 */
final class LimitedQueries extends DbEntityManager {

    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private final QueryProperties limits;

    private LimitedQueries(IdGenerator ids, PersistenceSession session, QueryProperties limits) {
        super(ids, session);
        this.limits = limits;
    }

    /** Takes the place of the engine's own. */
    record Factory(QueryProperties limits) implements SessionFactory {

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
        checkSize(asked);
        int wanted = query.getMaxResults();
        if (wanted <= limits.page() || !isAnswer()) {
            return super.selectList(statement, query);
        }
        query.setMaxResults(limits.page() + 1);
        try {
            List found = super.selectList(statement, query);
            if (found.size() > limits.page()) {
                throw new Refusal("结果超过 " + limits.page() + " 条。请增加查询条件，或者用 firstResult 和 maxResults 分页查询。");
            }
            return found;
        } finally {
            query.setMaxResults(wanted);
        }
    }

    @Override
    public Object selectOne(String statement, Object query) {
        if (query instanceof AbstractQuery<?, ?> asked && isByPerson()) {
            checkSize(asked);
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

    private void checkSize(AbstractQuery<?, ?> query) {
        Size size = new Size();
        size.add(query);
        var findings = new Refusal.Findings();
        check(findings, "variables", size.conditions, limits.conditions(), "个变量条件");
        check(findings, "values", size.values, limits.values(), "个要匹配的值");
        check(findings, "orQueries", size.alternatives(), limits.alternatives(), "组“或”条件");
        check(findings, "sorting", size.orderings, limits.orderings(), "个排序字段");
        findings.refuse("查询条件太多，请减少后再试");
    }

    private static void check(Refusal.Findings findings, String field, int size, int limit, String what) {
        if (size > limit) {
            findings.add(field, "最多 " + limit + " " + what);
        }
    }

    /** How much a query asks, its alternatives included; each of them knows all others. */
    private static final class Size {

        private final Set<AbstractQuery<?, ?>> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        private int conditions;
        private int values;
        private int orderings;

        int alternatives() {
            return counted.size() - 1;
        }

        void add(Object value) {
            if (value instanceof AbstractQuery<?, ?> query) {
                addQuery(query);
            } else if (value instanceof QueryVariableValue) {
                conditions++;
            } else if (value instanceof Collection<?> several) {
                several.forEach(this::add);
            } else if (value instanceof Map<?, ?> several) {
                several.values().forEach(this::add);
            } else if (value instanceof Object[] several) {
                Arrays.asList(several).forEach(this::add);
            } else if (value != null) {
                values++;
            }
        }

        private void addQuery(AbstractQuery<?, ?> query) {
            if (!counted.add(query)) {
                return;
            }
            orderings += query.getOrderingProperties().size();
            for (Field field : fields(query.getClass())) {
                try {
                    add(field.get(query));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        /** Of the query's own kind; what all queries have is counted apart. */
        private static List<Field> fields(Class<?> type) {
            return FIELDS.computeIfAbsent(type, of -> {
                List<Field> fields = new ArrayList<>();
                for (Class<?> c = of; c != AbstractQuery.class && c != Object.class; c = c.getSuperclass()) {
                    for (Field field : c.getDeclaredFields()) {
                        boolean holdsMany = Collection.class.isAssignableFrom(field.getType())
                                || Map.class.isAssignableFrom(field.getType())
                                || field.getType().isArray()
                                || AbstractQuery.class.isAssignableFrom(field.getType());
                        if (holdsMany && !Modifier.isStatic(field.getModifiers())) {
                            field.setAccessible(true);
                            fields.add(field);
                        }
                    }
                }
                return fields;
            });
        }
    }
}
