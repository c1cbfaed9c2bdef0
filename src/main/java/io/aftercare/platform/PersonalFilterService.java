package io.aftercare.platform;

import io.aftercare.platform.TaskView.Who;
import java.time.ZoneId;
import java.util.List;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.query.Query;

/** Runs filters that name a {@link TaskView} for the person who opens them. */
final class PersonalFilterService extends FilterServiceImpl {

    /** No group has this id; somebody without a group sees no group's tasks. */
    private static final List<String> NO_GROUP = List.of("\u0001");

    private final List<String> approvals;
    private final ZoneId zone;

    /** @param approvals ids of the tasks that are approvals */
    PersonalFilterService(List<String> approvals, ZoneId zone) {
        this.approvals = List.copyOf(approvals);
        this.zone = zone;
    }

    @Override
    public <T> List<T> list(String filterId) {
        return super.list(filterId, personal(filterId, null));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extending) {
        return super.list(filterId, personal(filterId, extending));
    }

    @Override
    public <T> List<T> listPage(String filterId, int first, int max) {
        return super.listPage(filterId, personal(filterId, null), first, max);
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(String filterId, Q extending, int first, int max) {
        return super.listPage(filterId, personal(filterId, extending), first, max);
    }

    @Override
    public <T> T singleResult(String filterId) {
        return super.singleResult(filterId, personal(filterId, null));
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extending) {
        return super.singleResult(filterId, personal(filterId, extending));
    }

    @Override
    public Long count(String filterId) {
        return super.count(filterId, personal(filterId, null));
    }

    @Override
    public Long count(String filterId, Query<?, ?> extending) {
        return super.count(filterId, personal(filterId, extending));
    }

    @SuppressWarnings("unchecked")
    private <Q> Q personal(String filterId, Q extending) {
        Filter filter = getFilter(filterId);
        Object view = filter == null || filter.getProperties() == null
                ? null
                : filter.getProperties().get(TaskView.PROPERTY);
        if (view == null) {
            return extending;
        }
        Authentication caller = commandExecutor.execute(context -> context.getAuthentication());
        List<String> groups = caller == null
                        || caller.getGroupIds() == null
                        || caller.getGroupIds().isEmpty()
                ? NO_GROUP
                : caller.getGroupIds();
        String user = caller == null || caller.getUserId() == null ? "\u0001" : caller.getUserId();
        TaskQueryImpl query = TaskView.valueOf(view.toString())
                .query(new Who(user, groups, ClockUtil.getCurrentTime(), zone), approvals);
        return (Q) (extending == null ? query : query.extend((TaskQueryImpl) extending));
    }
}
