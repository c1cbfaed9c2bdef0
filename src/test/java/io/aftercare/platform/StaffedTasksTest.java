package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.AccessProperties.ProcessAccess;
import io.aftercare.platform.CompanyAccounts.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A diagram that an owner has drawn, with nothing in it about who leaves. */
@AftercareTest
@DisplayName("T3 A task is somebody's only while that person works here and belongs to those whose task it is")
class StaffedTasksTest {

    private static final String LEAVER = "leaver";

    private static final String MODEL =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
              <process id="staffed" isExecutable="true" camunda:historyTimeToLive="1">
                <startEvent id="start"/>
                <sequenceFlow id="a" sourceRef="start" targetRef="fork"/>
                <parallelGateway id="fork"/>
                <sequenceFlow id="b" sourceRef="fork" targetRef="ours"/>
                <sequenceFlow id="c" sourceRef="fork" targetRef="alone"/>
                <userTask id="ours" name="核对" camunda:assignee="${who}" camunda:candidateGroups="${groups}"/>
                <userTask id="alone" name="回访" camunda:assignee="${who}"/>
              </process>
            </definitions>
            """;

    @Autowired
    ProcessEngine engine;

    @Autowired
    IdentityService identity;

    @Autowired
    TaskService tasks;

    @Autowired
    CompanyAccounts accounts;

    @Autowired
    AccessProperties access;

    @Autowired
    TestPeople people;

    @LocalServerPort
    int port;

    private String deployment;

    @BeforeEach
    void somebody_who_will_leave() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("staffed.bpmn", MODEL)
                .deploy()
                .getId();
        Map<String, ProcessAccess> processes = new LinkedHashMap<>(access.processes());
        processes.put("staffed", new ProcessAccess(List.of(), List.of("agent", "specialist", "supervisor"), List.of()));
        new Grants(new AccessProperties(
                        access.groups(),
                        processes,
                        access.messages(),
                        access.approvals(),
                        access.audit(),
                        access.model()))
                .apply(engine);
        arrive();
        identity.createMembership(LEAVER, "agent");
    }

    @AfterEach
    void clear() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
        new Grants(access).apply(engine);
        identity.deleteUser(LEAVER);
        identity.deleteGroup("temps");
    }

    private void arrive() {
        User user = identity.newUser(LEAVER);
        user.setLastName("李");
        user.setFirstName("离");
        identity.saveUser(user);
    }

    private String start(String who, String groups) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey("staffed", Map.of("who", who, "groups", groups))
                .getId();
    }

    private String start() {
        return start(LEAVER, "agent,specialist");
    }

    private Task task(String instance, String key) {
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(key)
                .singleResult();
    }

    private String assignee(String instance, String key) {
        return task(instance, key).getAssignee();
    }

    private List<String> candidates(String instance, String key) {
        return tasks.getIdentityLinksForTask(task(instance, key).getId()).stream()
                .map(IdentityLink::getGroupId)
                .toList();
    }

    private void claim(String instance, String key, String user) {
        String task = task(instance, key).getId();
        people.run(user, () -> tasks.claim(task, user));
    }

    @Test
    void who_is_deleted_leaves_the_open_tasks_to_the_others_at_once() {
        String instance = start();
        assertThat(assignee(instance, "ours")).isEqualTo(LEAVER);
        assertThat(assignee(instance, "alone")).isEqualTo(LEAVER);

        identity.deleteUser(LEAVER);

        assertThat(assignee(instance, "ours")).isNull();
        claim(instance, "ours", id("agent"));
        assertThat(assignee(instance, "ours")).isEqualTo(id("agent"));
        // nobody but its assignee could have done it: those who may assign tasks see to it
        assertThat(assignee(instance, "alone")).isNull();
        assertThat(candidates(instance, "alone")).containsExactlyInAnyOrder("supervisor", "manager");
        claim(instance, "alone", id("supervisor"));
    }

    @Test
    void who_loses_the_group_over_rest_keeps_only_what_needs_no_group() {
        String instance = start();

        assertThat(new RestClientForTests(port)
                        .delete(id("camunda-admin"), "/engine-rest/group/agent/members/" + LEAVER)
                        .status())
                .isEqualTo(204);

        assertThat(assignee(instance, "ours")).isNull();
        assertThat(assignee(instance, "alone")).isEqualTo(LEAVER);
        claim(instance, "ours", id("specialist"));
    }

    @Test
    void a_company_login_that_moves_somebody_takes_only_what_the_new_group_may_not_do() {
        String instance = start();

        accounts.signIn(new Account(LEAVER, null, null, null, Set.of("specialist")));
        assertThat(assignee(instance, "ours")).as("specialists do it, too").isEqualTo(LEAVER);
        accounts.signIn(new Account(LEAVER, null, null, null, Set.of("logistics")));

        assertThat(assignee(instance, "ours")).isNull();
        claim(instance, "ours", id("agent"));
    }

    @Test
    void a_group_that_is_deleted_leaves_its_tasks_to_those_who_assign_them() {
        Group temps = identity.newGroup("temps");
        temps.setName("临时工");
        identity.saveGroup(temps);
        identity.createMembership(LEAVER, "temps");
        String taken = start(LEAVER, "temps");
        String unclaimed = start(id("agent"), "temps");
        assertThat(assignee(taken, "ours")).isEqualTo(LEAVER);
        assertThat(assignee(unclaimed, "ours")).isNull();

        identity.deleteGroup("temps");

        assertThat(assignee(taken, "ours")).isNull();
        for (String instance : List.of(taken, unclaimed)) {
            claim(instance, "ours", id("supervisor"));
        }
    }

    @Test
    void a_model_assigns_to_nobody_who_is_not_there_or_not_of_the_group() {
        String gone = start("left-long-ago", "agent");
        String stranger = start(id("logistics"), "agent");

        assertThat(assignee(gone, "ours")).isNull();
        assertThat(assignee(gone, "alone")).isNull();
        assertThat(assignee(stranger, "ours")).isNull();
        assertThat(assignee(stranger, "alone")).isEqualTo(id("logistics"));
        claim(stranger, "ours", id("agent"));
    }

    @Test
    void who_comes_back_is_assigned_again() {
        identity.deleteUser(LEAVER);
        assertThat(assignee(start(), "ours")).isNull();
        arrive();
        identity.createMembership(LEAVER, "agent");

        assertThat(assignee(start(), "ours")).isEqualTo(LEAVER);
    }

    @Test
    void neither_a_program_nor_a_supervisor_assigns_to_somebody_who_is_not_there() {
        String instance = start();

        for (String key : List.of("ours", "alone")) {
            String task = task(instance, key).getId();
            for (ThrowingCallable assigning : List.<ThrowingCallable>of(
                    () -> tasks.setAssignee(task, "left-long-ago"),
                    () -> people.run(id("camunda-admin"), () -> tasks.setAssignee(task, "left-long-ago")))) {
                assertThatThrownBy(assigning)
                        .satisfies(e -> assertThat(Refusal.in(e).getMessage()).contains("不能转交"));
                assertThat(assignee(instance, key)).isEqualTo(LEAVER);
            }
        }
    }
}
