package io.aftercare.platform;

import io.aftercare.platform.TaskView.Who;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/** Runs filters that name a {@link TaskView} for the person who opens them. */
final class PersonalFilterService extends FilterServiceImpl {

    /** No user, group or process has this id; it finds nothing where a list must not be empty. */
    private static final String NOBODY = "\u0001";

    private final List<String> approvals;
    private final ZoneId zone;

    /** @param approvals ids of the tasks that are approvals */
    PersonalFilterService(List<String> approvals, ZoneId zone) {
        this.approvals = List.copyOf(approvals);
        this.zone = zone;
    }

    @Override
    public <T> List<T> list(String filterId) {
        return list(filterId, (Query<?, T>) null);
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filterId, Q search) {
        return asked(filterId, search, (Query<?, T> query) -> super.list(filterId, query));
    }

    @Override
    public <T> List<T> listPage(String filterId, int first, int max) {
        return listPage(filterId, (Query<?, T>) null, first, max);
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(String filterId, Q search, int first, int max) {
        return asked(filterId, search, (Query<?, T> query) -> super.listPage(filterId, query, first, max));
    }

    @Override
    public <T> T singleResult(String filterId) {
        return singleResult(filterId, (Query<?, T>) null);
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filterId, Q search) {
        return asked(filterId, search, (Query<?, T> query) -> super.singleResult(filterId, query));
    }

    @Override
    public Long count(String filterId) {
        return count(filterId, null);
    }

    @Override
    public Long count(String filterId, Query<?, ?> search) {
        return asked(filterId, search, (Query<?, ?> query) -> super.count(filterId, query));
    }

    /**
     * Puts the caller's view into the filter. The engine's own check would join every task with each grant of the caller's
     * groups, for the list and again for its count; what it comes to is asked beforehand instead: the processes whose tasks
     * the caller may read, since tasks have no grants of their own ({@link LeanAuthorizationProvider}). They stand in an
     * {@code or} of their own, which no search that comes with the call can take away.
     */
    @SuppressWarnings("unchecked")
    private <Q extends Query<?, ?>, R> R asked(String filterId, Query<?, ?> search, Function<Q, R> ask) {
        return commandExecutor.execute(context -> {
            Filter filter = getFilter(filterId);
            Object view = filter == null || filter.getProperties() == null
                    ? null
                    : filter.getProperties().get(TaskView.PROPERTY);
            if (view == null) {
                return ask.apply((Q) search);
            }
            TaskQueryImpl query = TaskView.valueOf(view.toString()).query(who(context.getAuthentication()), approvals);
            query.or().processDefinitionKeyIn(readable(context)).endOr();
            Query<?, ?> whole = search == null ? query : query.extend((TaskQueryImpl) search);
            return context.runWithoutAuthorization(() -> ask.apply((Q) whole));
        });
    }

    private Who who(Authentication caller) {
        return new Who(
                caller == null || caller.getUserId() == null ? NOBODY : caller.getUserId(),
                caller == null
                                || caller.getGroupIds() == null
                                || caller.getGroupIds().isEmpty()
                        ? List.of(NOBODY)
                        : caller.getGroupIds(),
                ClockUtil.getCurrentTime(),
                zone);
    }

    /** Keys of the processes whose tasks the caller may read; never empty, since that would ask for all. */
    private static String[] readable(CommandContext context) {
        Stream<String> keys = context
                .runWithoutAuthorization(() -> context.getProcessEngineConfiguration()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .latestVersion()
                        .list())
                .stream()
                .map(ProcessDefinition::getKey)
                .filter(key -> context.getAuthorizationManager()
                        .isAuthorized(Permissions.READ_TASK, Resources.PROCESS_DEFINITION, key));
        return Stream.concat(Stream.of(NOBODY), keys).toArray(String[]::new);
    }
}
