package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.CaseAtHand;
import io.aftercare.casebook.SampleFiles;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P1 Evidence is seen by who has or had work on the case, leaders and auditors, and by nobody else")
class EvidenceAttackTest {

    @LocalServerPort
    int port;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    private RestClientForTests rest;
    private CaseAtHand complaint;
    private String photo;

    @BeforeEach
    void receive() {
        rest = new RestClientForTests(port);
        complaint = CaseAtHand.receive(runtime, history, jdbc, Map.of());
        complaint.give(tasks, "agent");
        Answer added = upload(id("agent"));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        photo = added.json().path(0).path("id").asText();
    }

    @AfterEach
    void remove() {
        complaint.remove();
    }

    private String shelf() {
        return "/api/cases/" + complaint.number + "/evidence";
    }

    private Answer upload(String user) {
        return rest.send(rest.request(user, shelf())
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(BodyPublishers.ofByteArray(CaseAtHand.multipart(
                        "xyz", List.<Object[]>of(new Object[] {"外包装破损.png", "image/png", SampleFiles.png(1)}))))
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"test-agent2", "test-specialist", "test-logistics", "test-processowner", "test-camundaadmin"})
    void who_had_no_work_on_the_case_sees_neither_list_nor_content(String stranger) {
        for (String address : List.of(shelf(), shelf() + "/" + photo)) {
            for (String method : List.of("GET", "HEAD")) {
                Answer answer = rest.send(rest.request(stranger, address)
                        .header("If-None-Match", "*")
                        .method(method, BodyPublishers.noBody())
                        .build());
                assertThat(answer.status()).as(method + " " + address).isEqualTo(403);
                assertThat(answer.text()).doesNotContain("外包装破损");
            }
        }
        assertThat(upload(stranger).status()).isEqualTo(403);
        Answer page = rest.get(stranger, "/cases/" + complaint.number);
        assertThat(page.text()).doesNotContain(photo, "外包装破损");
        assertThat(complaint.looks()).isEmpty();
    }

    @Test
    void a_task_that_was_claimed_and_given_back_opens_nothing() {
        String task = tasks.createTaskQuery()
                .processInstanceId(complaint.instance)
                .singleResult()
                .getId();
        tasks.setAssignee(task, null);
        assertThat(rest.post("test-agent2", "/engine-rest/task/" + task + "/claim", "{\"userId\":\"test-agent2\"}")
                        .status())
                .isEqualTo(204);
        assertThat(rest.get("test-agent2", shelf()).status()).isEqualTo(200);
        assertThat(rest.post("test-agent2", "/engine-rest/task/" + task + "/unclaim", "{}")
                        .status())
                .isEqualTo(204);
        assertThat(rest.get("test-agent2", shelf()).status()).isEqualTo(403);
        assertThat(rest.get("test-agent2", shelf() + "/" + photo).status()).isEqualTo(403);
    }

    @Test
    void every_look_of_who_may_is_recorded() {
        for (String reader : List.of(id("agent"), id("auditor"), id("supervisor"), id("manager"))) {
            assertThat(rest.get(reader, shelf()).json().path("items")).hasSize(1);
            assertThat(rest.get(reader, shelf() + "/" + photo).status()).isEqualTo(200);
        }
        assertThat(complaint.looks())
                .containsExactly(
                        id("agent") + " evidence",
                        id("agent") + " evidence",
                        id("auditor") + " evidence",
                        id("auditor") + " evidence",
                        id("supervisor") + " evidence",
                        id("supervisor") + " evidence",
                        id("manager") + " evidence",
                        id("manager") + " evidence");
    }
}
