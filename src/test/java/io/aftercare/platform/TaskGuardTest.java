package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.Visitor.Page;
import java.net.http.HttpRequest;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AftercareTest
@DisplayName("A task is finished by whose it is")
class TaskGuardTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    AccessProperties access;

    @Autowired
    TestPeople people;

    @LocalServerPort
    int port;

    private RestClientForTests rest;
    private Guarded guarded;
    private String open;
    private String personal;

    @BeforeEach
    void startACase() {
        rest = new RestClientForTests(port);
        guarded = new Guarded(engine, access);
        String instance = guarded.start();
        open = guarded.task(instance, "byAgents").getId();
        personal = guarded.task(instance, "byHandler").getId();
    }

    @AfterEach
    void remove() {
        guarded.remove();
    }

    private Answer complete(String user, String task) {
        return rest.post(user, "/engine-rest/task/" + task + "/complete", "{}");
    }

    private Answer assign(String by, String task, String to) {
        return rest.post(by, "/engine-rest/task/" + task + "/assignee", "{\"userId\":\"" + to + "\"}");
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    @Test
    void nobody_completes_an_unclaimed_task() {
        Answer answer = complete(id("agent"), open);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).isEqualTo("请先认领这个任务。");
    }

    @Test
    void nobody_raises_an_error_or_escalation_which_would_write_past_the_form() {
        people.run(id("agent"), () -> tasks.claim(open, id("agent")));
        String variables = "\"variables\":{\"approvedBy\":{\"value\":\"chenjing\",\"type\":\"String\"}}}";
        for (String body : new String[] {
            "/bpmnEscalation {\"escalationCode\":\"DeadlinePassed\"," + variables,
            "/bpmnError {\"errorCode\":\"PaymentFailed\",\"errorMessage\":\"x\"," + variables
        }) {
            String[] parts = body.split(" ", 2);
            Answer answer = rest.post(id("agent"), "/engine-rest/task/" + open + parts[0], parts[1]);
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.detail()).isEqualTo("任务只能填写表单办理。");
            assertThat(tasks.getVariables(open)).doesNotContainKey("approvedBy");
        }
    }

    @Test
    void a_colleague_of_the_assignee_is_told_whose_it_is() {
        for (String path : new String[] {"/complete", "/submit-form", "/resolve"}) {
            Answer answer = rest.post("test-agent2", "/engine-rest/task/" + personal + path, "{}");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.detail()).isEqualTo("这个任务现在由测agent办理，请先认领或请对方转交。");
        }
        assertThat(rest.post(
                                "test-agent2",
                                "/engine-rest/task/" + personal + "/complete",
                                "{\"variables\":{\"amount\":{\"value\":1}}}")
                        .status())
                .isEqualTo(403);
        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .variableName("amount")
                        .taskIdIn(personal)
                        .count())
                .isZero();
    }

    @Test
    void without_a_logged_in_user_nothing_is_completed() {
        assertThatThrownBy(() -> tasks.complete(personal))
                .isInstanceOf(Refusal.class)
                .satisfies(e -> assertThat(((Refusal) e).status()).isEqualTo(403));
    }

    @Test
    void the_assignee_completes_also_over_the_java_api() {
        people.run(id("agent"), () -> tasks.complete(personal, Map.of("x", 1)));
        assertThat(tasks.createTaskQuery().taskId(personal).count()).isZero();
    }

    @Test
    void only_the_department_of_a_task_claims_it() {
        Answer answer = rest.post(
                id("logistics"), "/engine-rest/task/" + open + "/claim", "{\"userId\":\"" + id("logistics") + "\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.detail()).isEqualTo("这个任务不属于您所在的部门，不能认领。");
        assertThat(assignee(open)).isNull();
    }

    @Test
    void nobody_claims_for_somebody_else() {
        Answer answer = rest.post(id("agent"), "/engine-rest/task/" + open + "/claim", "{\"userId\":\"test-agent2\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.detail()).contains("只能由本人认领");
    }

    @Test
    void a_claimed_task_cannot_be_claimed_by_another() {
        people.run(id("agent"), () -> tasks.claim(open, id("agent")));
        Answer answer =
                rest.post("test-agent2", "/engine-rest/task/" + open + "/claim", "{\"userId\":\"test-agent2\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).isEqualTo("这个任务已经由测agent认领。");
    }

    @Test
    void the_assignee_gives_a_task_back_or_hands_it_over_within_its_department() {
        people.run(id("agent"), () -> tasks.claim(open, id("agent")));
        assertThat(rest.post(id("agent"), "/engine-rest/task/" + open + "/unclaim", "{}")
                        .status())
                .isEqualTo(204);
        assertThat(assignee(open)).isNull();

        people.run(id("agent"), () -> tasks.claim(open, id("agent")));
        assertThat(assign(id("agent"), open, id("logistics")).detail()).contains("不在这个任务的办理部门");
        assertThat(assign(id("agent"), open, "test-agent2").status()).isEqualTo(204);
        assertThat(assignee(open)).isEqualTo("test-agent2");
    }

    @Test
    void a_task_given_to_one_person_is_handed_over_but_not_dropped() {
        Answer dropped = rest.post(id("agent"), "/engine-rest/task/" + personal + "/unclaim", "{}");
        assertThat(dropped.status()).isEqualTo(409);
        assertThat(dropped.detail()).contains("只能转交给同事");
        assertThat(assign(id("agent"), personal, "test-agent2").status()).isEqualTo(204);
    }

    @Test
    void only_a_supervisor_takes_a_task_from_its_assignee() {
        assertThat(assign("test-agent2", personal, "test-agent2").status()).isEqualTo(403);
        assertThat(assign(id("supervisor"), personal, "test-agent2").status()).isEqualTo(204);
        assertThat(assign(id("supervisor"), open, id("finance")).status()).isEqualTo(403);
    }

    @Test
    void a_supervisor_hands_tasks_over_and_changes_nothing_else() {
        String before = links(open);
        for (String request : new String[] {
            "POST /identity-links {\"userId\":\"test-supervisor\",\"type\":\"assignee\"}",
            "POST /identity-links {\"groupId\":\"supervisor\",\"type\":\"candidate\"}",
            "POST /identity-links {\"userId\":\"test-supervisor\",\"type\":\"candidate\"}",
            "POST /identity-links/delete {\"groupId\":\"agent\",\"type\":\"candidate\"}",
            "PUT  {\"owner\":\"test-supervisor\"}",
            "PUT  {\"due\":\"2099-01-01T00:00:00.000+0800\"}",
            "PUT  {\"assignee\":\"test-agent\",\"priority\":0}"
        }) {
            String[] parts = request.split(" ", 3);
            Answer answer = rest.send(rest.request(id("supervisor"), "/engine-rest/task/" + open + parts[1])
                    .header("Content-Type", "application/json")
                    .method(parts[0], HttpRequest.BodyPublishers.ofString(parts[2]))
                    .build());
            assertThat(answer.status()).as(request + answer.text()).isEqualTo(403);
            assertThat(answer.detail()).contains("只能转交给办理部门的同事");
        }
        assertThat(links(open)).isEqualTo(before);
        assertThat(assignee(open)).isNull();
    }

    private String links(String task) {
        return tasks.getIdentityLinksForTask(task).stream()
                .map(link -> link.getType() + " " + link.getGroupId() + " " + link.getUserId())
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void a_supervisor_sends_the_whole_task_back_with_another_assignee_as_tasklist_does() {
        ObjectNode whole =
                rest.get(id("supervisor"), "/engine-rest/task/" + open).json().deepCopy();
        Answer answer = rest.send(rest.request(id("supervisor"), "/engine-rest/task/" + open)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        whole.put("assignee", "test-agent2").toString()))
                .build());
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(assignee(open)).isEqualTo("test-agent2");
    }

    @Test
    void the_assignee_cannot_open_its_task_to_other_groups() {
        assertThat(rest.post(
                                id("agent"),
                                "/engine-rest/task/" + personal + "/identity-links",
                                "{\"groupId\":\"logistics\",\"type\":\"candidate\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void completing_twice_and_completing_nothing_are_told_apart() {
        assertThat(complete(id("agent"), personal).status()).isEqualTo(204);
        Answer twice = complete(id("agent"), personal);
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.isProblem()).isTrue();
        assertThat(twice.detail()).contains("已经办结");

        Answer never = complete(id("agent"), "no-such-task");
        assertThat(never.status()).isEqualTo(404);
        assertThat(never.detail()).isEqualTo("没有这个任务，请刷新任务列表。");
        assertThat(rest.get(id("agent"), "/engine-rest/task/no-such-task").status())
                .isEqualTo(404);
        assertThat(rest.post(
                                id("agent"),
                                "/engine-rest/task/" + personal + "/claim",
                                "{\"userId\":\"" + id("agent") + "\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void tasklist_is_guarded_and_answered_in_the_same_way() {
        String api = "/camunda/api/engine/engine/default/task/";
        assertThat(new Visitor(port)
                        .api("POST", api + personal + "/submit-form", "{}")
                        .status())
                .isEqualTo(401);
        Visitor tasklist = new Visitor(port);
        tasklist.logIn("test-agent2", TestPeople.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        Page refused = tasklist.api("POST", api + personal + "/submit-form", "{\"variables\":{}}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("message").asText()).isEqualTo("这个任务现在由测agent办理，请先认领或请对方转交。");
        assertThat(tasklist.api("POST", api + open + "/claim", "{\"userId\":\"test-agent2\"}")
                        .status())
                .isEqualTo(204);
        assertThat(tasklist.api("POST", api + open + "/submit-form", "{\"variables\":{}}")
                        .status())
                .isEqualTo(204);
        Page withoutToken = tasklist.send(api + open + "/claim", "POST", "{}", Map.of());
        assertThat(withoutToken.json().path("detail").asText())
                .as("what Camunda answers with no text")
                .isNotBlank();
    }
}
