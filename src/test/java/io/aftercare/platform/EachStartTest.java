package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.platform.AccessProperties.ProcessAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AftercareTest
@DisplayName(
        "Each start brings groups and views in line with the configuration and keeps what an administrator has added")
class EachStartTest {

    private static final String NEW = "night-shift";

    @Autowired
    ProcessEngine engine;

    @Autowired
    AccessProperties access;

    @AfterEach
    void as_it_was() {
        engine.getIdentityService().deleteGroup(NEW);
        grants(NEW).forEach(row -> engine.getAuthorizationService().deleteAuthorization(row.getId()));
        rename("当班任务", "我的任务");
        new Grants(access).apply(engine);
    }

    /** With a group more that works on complaints, and another name for the agents. */
    private AccessProperties changed() {
        Map<String, String> groups = new LinkedHashMap<>(access.groups());
        groups.put("agent", "客服坐席");
        groups.put(NEW, "夜班");
        Map<String, ProcessAccess> processes = new LinkedHashMap<>(access.processes());
        ProcessAccess complaint = processes.get("complaint");
        List<String> work = new ArrayList<>(complaint.work());
        work.add(NEW);
        processes.put("complaint", new ProcessAccess(complaint.start(), work, complaint.assign()));
        return new AccessProperties(
                groups, processes, access.messages(), access.approvals(), access.audit(), access.model());
    }

    private void start(AccessProperties configuration) {
        new Grants(configuration).apply(engine);
        new TaskFilters(configuration).create(engine);
    }

    private List<Authorization> grants(String group) {
        return engine.getAuthorizationService()
                .createAuthorizationQuery()
                .groupIdIn(group)
                .list();
    }

    private List<String> viewsOf(String group) {
        return grants(group).stream()
                .filter(row -> row.getResourceType() == Resources.FILTER.resourceType()
                        && row.isPermissionGranted(Permissions.READ))
                .map(row ->
                        engine.getFilterService().getFilter(row.getResourceId()).getName())
                .sorted()
                .toList();
    }

    private void rename(String from, String to) {
        Filter filter = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName(from)
                .singleResult();
        if (filter != null) {
            engine.getFilterService().saveFilter(filter.setName(to));
        }
    }

    private String groupName(String group) {
        return engine.getIdentityService()
                .createGroupQuery()
                .groupId(group)
                .singleResult()
                .getName();
    }

    @Test
    void a_group_that_was_added_sees_the_views_and_a_changed_name_arrives() {
        List<String> agents = viewsOf("agent");
        assertThat(agents).contains("我的任务", "待认领").doesNotContain("待我审批");

        start(changed());

        assertThat(viewsOf(NEW)).isEqualTo(agents);
        assertThat(groupName("agent")).isEqualTo("客服坐席");
        assertThat(groupName(NEW)).isEqualTo("夜班");
        start(access);
        assertThat(groupName("agent")).isEqualTo(access.groups().get("agent"));
    }

    @Test
    void what_an_administrator_has_changed_of_a_view_stays_and_a_second_start_adds_nothing() {
        rename("我的任务", "当班任务");
        Filter mine = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("当班任务")
                .singleResult();
        Authorization own = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        own.setUserId(id("auditor"));
        own.setResource(Resources.FILTER);
        own.setResourceId(mine.getId());
        own.addPermission(Permissions.READ);
        engine.getAuthorizationService().saveAuthorization(own);
        try {
            long filters = engine.getFilterService().createFilterQuery().count();
            start(changed());
            long rows =
                    engine.getAuthorizationService().createAuthorizationQuery().count();
            start(changed());

            assertThat(engine.getFilterService().createFilterQuery().count()).isEqualTo(filters);
            assertThat(engine.getAuthorizationService()
                            .createAuthorizationQuery()
                            .count())
                    .isEqualTo(rows);
            assertThat(viewsOf(NEW)).contains("当班任务");
            assertThat(engine.getAuthorizationService()
                            .createAuthorizationQuery()
                            .userIdIn(id("auditor"))
                            .resourceType(Resources.FILTER)
                            .count())
                    .isEqualTo(1);
        } finally {
            engine.getAuthorizationService().deleteAuthorization(own.getId());
        }
    }
}
