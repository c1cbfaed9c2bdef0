package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@AftercareTest
@DisplayName("What each group may do, and nothing else")
class AccessTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    AccessProperties access;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TestPeople people;

    @LocalServerPort
    int port;

    private RestClientForTests rest;
    private Guarded guarded;
    private String instance;
    private Task open;

    @BeforeEach
    void startACase() {
        rest = new RestClientForTests(port);
        guarded = new Guarded(engine, access);
        instance = guarded.start();
        open = guarded.task(instance, "byAgents");
    }

    @AfterEach
    void remove() {
        guarded.remove();
    }

    private Answer claim(String user) {
        return rest.post(user, "/engine-rest/task/" + open.getId() + "/claim", "{\"userId\":\"" + user + "\"}");
    }

    private Answer complete(String user) {
        return rest.post(user, "/engine-rest/task/" + open.getId() + "/complete", "{}");
    }

    @Test
    void an_agent_starts_a_case_and_finishes_a_task_of_its_group() {
        assertThat(rest.post(id("agent"), "/engine-rest/process-definition/key/guarded/start", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(rest.post(id("agent"), "/engine-rest/task", "{\"candidateGroup\":\"agent\"}")
                        .json()
                        .size())
                .isPositive();
        assertThat(claim(id("agent")).status()).isEqualTo(204);
        assertThat(rest.get(id("agent"), "/engine-rest/task/" + open.getId() + "/form-variables")
                        .status())
                .isEqualTo(200);
        assertThat(complete(id("agent")).status()).isEqualTo(204);
    }

    @Test
    void an_agent_starts_a_case_by_message_and_delivers_the_customers_answer() {
        assertThat(rest.post(id("agent"), "/engine-rest/message", "{\"messageName\":\"GuardedStarted\"}")
                        .status())
                .isEqualTo(204);
        String answer = "{\"messageName\":\"GuardedAnswered\",\"processInstanceId\":\"" + instance + "\"}";
        assertThat(rest.post(id("logistics"), "/engine-rest/message", answer).status())
                .isEqualTo(403);
        assertThat(rest.post(id("agent"), "/engine-rest/message", answer).status())
                .isEqualTo(204);
        Answer again = rest.post(id("agent"), "/engine-rest/message", answer);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.detail()).contains("没有个案在等这条消息");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-agent", "test-logistics", "test-supervisor", "test-auditor", "test-processowner"})
    void nobody_but_an_administrator_changes_a_case_outside_of_its_tasks(String user) {
        String pi = "/engine-rest/process-instance/" + instance;
        String task = "/engine-rest/task/" + open.getId();
        String value = "{\"value\":\"x\",\"type\":\"String\"}";
        String execution = "/engine-rest/execution/" + instance;
        assertForbidden(rest.put(user, pi + "/variables/amount", value));
        assertForbidden(rest.post(user, pi + "/variables", "{\"modifications\":{\"amount\":" + value + "}}"));
        assertForbidden(rest.put(user, execution + "/localVariables/amount", value));
        assertForbidden(rest.put(user, task + "/variables/amount", value));
        assertForbidden(rest.put(user, task + "/localVariables/amount", value));
        assertForbidden(rest.delete(user, pi));
        assertForbidden(rest.put(user, pi + "/suspended", "{\"suspended\":true}"));
        assertForbidden(rest.post(
                user,
                pi + "/modification",
                "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"byAgents\"}]}"));
        assertForbidden(rest.post(user, execution + "/signal", "{}"));
        assertForbidden(rest.post(user, execution + "/messages/GuardedAnswered/trigger", "{\"variables\":{}}"));
        assertForbidden(rest.delete(
                user,
                "/engine-rest/deployment/"
                        + engine.getRepositoryService()
                                .createDeploymentQuery()
                                .list()
                                .get(0)
                                .getId()));
        assertForbidden(rest.post(
                user,
                "/engine-rest/user/create",
                "{\"profile\":{\"id\":\"friend\"},\"credentials\":{\"password\":\"Horse-Battery-77\"}}"));
        assertForbidden(rest.put(user, "/engine-rest/group/camunda-admin/members/" + user, "{}"));
        assertForbidden(rest.post(
                user,
                "/engine-rest/authorization/create",
                "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"" + user
                        + "\",\"groupId\":null,\"resourceType\":6,\"resourceId\":\"*\"}"));
        assertForbidden(rest.delete(user, "/engine-rest/history/process-instance/" + instance));
        assertThat(engine.getRuntimeService().getVariables(instance)).isEmpty();
    }

    private static void assertForbidden(Answer answer) {
        assertThat(answer.status()).as(answer.raw().uri() + " " + answer.text()).isIn(403, 404, 409);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).as("Chinese").matches("(?s).*[\\u4e00-\\u9fff].*");
        assertThat(answer.json().path("message").asText()).isEqualTo(answer.detail());
    }

    @Test
    void an_auditor_reads_and_changes_nothing() {
        String user = id("auditor");
        assertThat(rest.get(user, "/engine-rest/process-instance/" + instance).status())
                .isEqualTo(200);
        assertThat(rest.get(user, "/engine-rest/history/activity-instance?processInstanceId=" + instance)
                        .json()
                        .size())
                .isPositive();
        assertThat(rest.get(user, "/engine-rest/task/" + open.getId()).status()).isEqualTo(200);
        assertForbidden(claim(user));
        assertForbidden(complete(user));
        assertForbidden(rest.post(user, "/engine-rest/process-definition/key/guarded/start", "{}"));
        assertForbidden(
                rest.post(user, "/engine-rest/task/" + open.getId() + "/comment/create", "{\"message\":\"x\"}"));
    }

    @Test
    void comments_are_written_by_those_who_work_without_personal_data_and_stay() {
        String user = id("agent");
        String task = "/engine-rest/task/" + open.getId();
        people.run(user, () -> engine.getTaskService().claim(open.getId(), user));
        Answer written = rest.post(user, task + "/comment/create", "{\"message\":\"客户改用 13812345678\"}");
        assertThat(written.status()).isEqualTo(200);
        assertThat(written.json().path("message").asText()).startsWith("客户改用").doesNotContain("13812345678");
        String comment = written.json().path("id").asText();
        assertThat(engine.getTaskService().getTaskComment(open.getId(), comment).getFullMessage())
                .doesNotContain("13812345678");

        assertForbidden(rest.delete(user, task + "/comment/" + comment));
        assertForbidden(rest.delete(user, task + "/comment"));
    }

    @Test
    void nobody_attaches_what_is_evidence_and_what_is_attached_stays() {
        String user = id("agent");
        String task = "/engine-rest/task/" + open.getId();
        assertThatThrownBy(() -> people.run(user, () -> engine.getTaskService()
                        .createAttachment("text", open.getId(), instance, "照片", "", "http://example.com/a")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("作为证据上传");
        String attachment = engine.getTaskService()
                .createAttachment("text", open.getId(), instance, "照片", "", "http://example.com/a")
                .getId();
        assertForbidden(rest.delete(user, task + "/attachment/" + attachment));
        assertThat(rest.delete(id("camunda-admin"), task + "/attachment/" + attachment)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_process_owner_deploys_and_watches_and_works_on_no_case() {
        String user = id("process-owner");
        assertThat(rest.get(user, "/engine-rest/process-instance/" + instance).status())
                .isEqualTo(200);
        assertForbidden(claim(user));
        String boundary = "xyz";
        String upload = "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nowner\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"note.form\"\r\n\r\n{\"id\": \"note\"}\r\n--"
                + boundary + "--\r\n";
        for (String other : new String[] {user, id("agent")}) {
            Answer answer = rest.send(rest.request(other, "/engine-rest/deployment/create")
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(HttpRequest.BodyPublishers.ofString(upload))
                    .build());
            assertThat(answer.status()).as(other + answer.text()).isEqualTo(other.equals(user) ? 200 : 403);
            if (answer.status() == 200) {
                engine.getRepositoryService()
                        .deleteDeployment(answer.json().path("id").asText());
            }
        }
    }

    @Test
    void an_administrator_may_do_everything_but_anothers_task() {
        String user = id("camunda-admin");
        assertThat(rest.put(
                                user,
                                "/engine-rest/process-instance/" + instance + "/variables/note",
                                "{\"value\":\"x\",\"type\":\"String\"}")
                        .status())
                .isEqualTo(204);
        assertThat(complete(user).status()).isEqualTo(409);
        assertThat(rest.delete(user, "/engine-rest/process-instance/" + instance)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void nobody_deletes_himself() {
        assertForbidden(rest.delete(id("agent"), "/engine-rest/user/" + id("agent")));
    }

    @Test
    void each_group_enters_the_web_applications_it_needs() {
        assertThat(applications(id("agent"))).containsExactlyInAnyOrder("tasklist", "welcome");
        assertThat(applications(id("auditor"))).containsExactlyInAnyOrder("cockpit", "tasklist", "welcome");
        assertThat(applications(id("process-owner"))).containsExactlyInAnyOrder("cockpit", "tasklist", "welcome");
    }

    private List<String> applications(String user) {
        return Stream.of("admin", "cockpit", "tasklist", "welcome")
                .filter(application -> rest.get(
                                user,
                                "/engine-rest/authorization/check?permissionName=ACCESS&resourceName=Application"
                                        + "&resourceType=0&resourceId=" + application)
                        .json()
                        .path("authorized")
                        .asBoolean())
                .toList();
    }

    @Test
    void a_case_writes_no_authorization_rows() {
        Integer before = jdbc.queryForObject("select count(*) from act_ru_authorization", Integer.class);
        String another = guarded.start();
        Task task = guarded.task(another, "byAgents");
        engine.getTaskService().claim(task.getId(), id("agent"));
        assertThat(jdbc.queryForObject("select count(*) from act_ru_authorization", Integer.class))
                .isEqualTo(before);
    }

    @Test
    void applying_the_grants_again_changes_nothing_and_takes_back_what_was_added() {
        Integer before = jdbc.queryForObject("select count(*) from act_ru_authorization", Integer.class);
        jdbc.update(
                "insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)"
                        + " values ('strange', 1, 1, 'agent', 7, '*', 2147483647)");
        guarded.remove();
        guarded = new Guarded(engine, access);
        assertThat(jdbc.queryForObject("select count(*) from act_ru_authorization", Integer.class))
                .isEqualTo(before);
    }

    @Test
    void the_urgent_views_variable_has_an_index() {
        assertThat(jdbc.queryForList(
                        "select indexname from pg_indexes where tablename = 'act_ru_variable'", String.class))
                .contains("aftercare_variable_urgency");
    }

    @Test
    void the_job_table_has_the_indexes_that_due_jobs_are_found_by() {
        assertThat(jdbc.queryForList("select indexname from pg_indexes where tablename = 'act_ru_job'", String.class))
                .contains("aftercare_job_due", "aftercare_job_exclusive");
    }
}
