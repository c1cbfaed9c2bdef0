package io.aftercare.platform;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * Without a filter Tasklist shows nobody any task. At each start everybody who works on tasks gets the views of {@link TaskView},
 * approvers theirs, and those who assign or audit one of all tasks. A filter that is there already is left as an administrator
 * has made it, its name and who else reads it; only who is to read it and may not yet is added. The most urgent task stands
 * first in each (C5), whatever a person sorts by besides.
 */
@Component
class TaskFilters {

    private static final String ALL = "全部任务";

    /** Columns of a task in the list; a variable that a task does not have is not shown. */
    private static final List<Map<String, String>> SHOWN = List.of(
            Map.of("name", "caseNumber", "label", "编号"),
            Map.of("name", "customerLabel", "label", "客户"),
            Map.of("name", "urgencyText", "label", "紧急程度"),
            Map.of("name", "product", "label", "产品"));

    private final AccessProperties access;

    TaskFilters(AccessProperties access) {
        this.access = access;
    }

    /** To be called with the groups' names in place and by one node at a time. */
    void create(ProcessEngine engine) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    Grants.oneNodeAtATime(context);
                    complete(engine);
                    return null;
                }));
    }

    private void complete(ProcessEngine engine) {
        List<Filter> present = engine.getFilterService().createTaskFilterQuery().list();
        List<String> workers = access.processes().values().stream()
                .flatMap(process -> process.work().stream())
                .distinct()
                .toList();
        List<String> approvers =
                workers.stream().filter(TaskView.APPROVERS::contains).toList();
        for (TaskView view : TaskView.values()) {
            Filter filter = find(present, known -> shows(known, view))
                    .or(() -> find(present, known -> view.label().equals(known.getName())))
                    .orElseGet(() -> create(engine, view.label(), view, 10 + view.ordinal()));
            letRead(engine, filter, view == TaskView.APPROVALS ? approvers : workers);
        }
        List<String> overseers = Stream.concat(
                        access.processes().values().stream().flatMap(process -> process.assign().stream()),
                        access.audit().stream())
                .distinct()
                .toList();
        Filter all = find(present, known -> ALL.equals(known.getName())).orElseGet(() -> create(engine, ALL, null, 30));
        letRead(engine, all, overseers);
    }

    private static Optional<Filter> find(List<Filter> filters, Predicate<Filter> which) {
        return filters.stream().filter(which).findFirst();
    }

    /** Also under another name that an administrator has given it. */
    private static boolean shows(Filter filter, TaskView view) {
        return filter.getOwner() == null
                && filter.getProperties() != null
                && view.name().equals(filter.getProperties().get(TaskView.PROPERTY));
    }

    private static Filter create(ProcessEngine engine, String name, TaskView view, int position) {
        FilterService filters = engine.getFilterService();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("color", "#17614f");
        properties.put("priority", position);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", SHOWN);
        if (view != null) {
            properties.put(TaskView.PROPERTY, view.name());
        }
        TaskQuery query = engine.getTaskService()
                .createTaskQuery()
                .orderByTaskPriority()
                .desc()
                .orderByDueDate()
                .asc();
        return filters.saveFilter(
                filters.newTaskFilter(name).setProperties(properties).setQuery(query));
    }

    private static void letRead(ProcessEngine engine, Filter filter, List<String> groups) {
        AuthorizationService authorizations = engine.getAuthorizationService();
        Map<String, Authorization> present = new HashMap<>();
        authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .resourceType(Resources.FILTER)
                .resourceId(filter.getId())
                .list()
                .forEach(row -> present.put(row.getGroupId(), row));
        for (String group : groups) {
            Authorization row = present.get(group);
            if (row == null) {
                row = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                row.setGroupId(group);
                row.setResource(Resources.FILTER);
                row.setResourceId(filter.getId());
            }
            if (!row.isPermissionGranted(Permissions.READ)) {
                row.addPermission(Permissions.READ);
                authorizations.saveAuthorization(row);
            }
        }
    }
}
