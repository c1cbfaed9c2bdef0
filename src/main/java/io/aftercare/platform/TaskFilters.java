package io.aftercare.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Without a filter Tasklist shows nobody any task. At a start each group that works on tasks gets a filter of its own
 * tasks, claimed and unclaimed, and those who assign or audit get one of all tasks; a filter that is there already is left
 * as it is. The queries hold no expressions: stored ones may not (see {@link GuardedExpressionManager}).
 */
@Component
class TaskFilters {

    private static final String ALL = "全部任务";

    /** Columns of a task in the list; a variable that a task does not have is not shown. */
    private static final List<Map<String, String>> SHOWN = List.of(
            Map.of("name", "caseNumber", "label", "编号"),
            Map.of("name", "customerLabel", "label", "客户"),
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
                    createMissing(engine);
                    return null;
                }));
    }

    private void createMissing(ProcessEngine engine) {
        access.processes().values().stream()
                .flatMap(process -> process.work().stream())
                .distinct()
                .forEach(group -> create(
                        engine,
                        access.groups().getOrDefault(group, group) + "任务",
                        10,
                        engine.getTaskService()
                                .createTaskQuery()
                                .taskCandidateGroup(group)
                                .includeAssignedTasks(),
                        List.of(group)));
        List<String> overseers = Stream.concat(
                        access.processes().values().stream().flatMap(process -> process.assign().stream()),
                        access.audit().stream())
                .distinct()
                .toList();
        create(engine, ALL, 20, engine.getTaskService().createTaskQuery(), overseers);
    }

    private static void create(ProcessEngine engine, String name, int position, TaskQuery query, List<String> readers) {
        FilterService filters = engine.getFilterService();
        if (filters.createTaskFilterQuery().filterName(name).count() > 0) {
            return;
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("color", "#17614f");
        properties.put("priority", position);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", SHOWN);
        Filter filter = filters.saveFilter(
                filters.newTaskFilter(name).setProperties(properties).setQuery(query));
        AuthorizationService authorizations = engine.getAuthorizationService();
        for (String group : readers) {
            Authorization row = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            row.setGroupId(group);
            row.setResource(Resources.FILTER);
            row.setResourceId(filter.getId());
            row.addPermission(Permissions.READ);
            authorizations.saveAuthorization(row);
        }
    }
}
