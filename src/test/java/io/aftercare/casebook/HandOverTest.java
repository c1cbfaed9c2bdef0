package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("A8 Q6 A case is handed over with what is known of it, and no question is asked twice")
class HandOverTest {

    private static final String ORIGIN = "ZZ20261124001";
    private static final String MODEL =
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                targetNamespace="test">
              <process id="hand-over-test" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="Start"/>
                <sequenceFlow id="a" sourceRef="Start" targetRef="HandOver"/>
                <serviceTask id="HandOver" camunda:delegateExpression="${handOver}">
                  <extensionElements><camunda:inputOutput>
                    <camunda:inputParameter name="target">complaint</camunda:inputParameter>
                    <camunda:inputParameter name="handOverVariables">demandType, facts, unknownYet</camunda:inputParameter>
                    <camunda:inputParameter name="facts">换货后仍然漏水</camunda:inputParameter>
                    <camunda:outputParameter name="complaintCase">${openedCase}</camunda:outputParameter>
                  </camunda:inputOutput></extensionElements>
                </serviceTask>
                <sequenceFlow id="b" sourceRef="HandOver" targetRef="Wait"/>
                <userTask id="Wait" name="等待投诉结果" camunda:candidateGroups="logistics"/>
                <sequenceFlow id="c" sourceRef="Wait" targetRef="End"/>
                <endEvent id="End"/>
              </process>
            </definitions>
            """;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    TaskService tasks;

    @Autowired
    Casebook casebook;

    @Autowired
    CaseLinks links;

    @Autowired
    EvidenceDesk evidence;

    @Autowired
    TestRestTemplate rest;

    @Autowired
    JdbcClient jdbc;

    private String deployment;
    private CaseAtHand first;
    private String opened;

    @BeforeEach
    void handOver() {
        deployment = repository
                .createDeployment()
                .addString("hand-over-test.bpmn", MODEL)
                .deploy()
                .getId();
        // a customer who is known, with a statement of an earlier case
        first = CaseAtHand.receive(runtime, history, jdbc, Map.of());
        jdbc.sql("update aftercare.statement set case_number = ? where case_number = ?")
                .params(ORIGIN, first.number)
                .update();
        String instance = runtime.startProcessInstanceByKey(
                        "hand-over-test",
                        ORIGIN,
                        Variables.putValue("caseNumber", ORIGIN)
                                .putValue("customerId", first.customerId)
                                .putValue("channel", "chat")
                                .putValue("product", "电热水壶")
                                .putValue("demandType", "refund"))
                .getId();
        opened = (String) runtime.getVariable(instance, "complaintCase");
    }

    @AfterEach
    void clear() {
        String instance = casebook.find(opened).orElseThrow().processInstanceId();
        runtime.deleteProcessInstance(instance, "test");
        history.deleteHistoricProcessInstance(instance);
        repository.deleteDeployment(deployment, true);
        for (String number : new String[] {ORIGIN, opened}) {
            for (String table : new String[] {
                "case_link",
                "evidence",
                "personal_data_look",
                "contact_record",
                "notice",
                "deadline_occurrence",
                "case_register"
            }) {
                jdbc.sql("delete from aftercare." + table + " where case_number = ?")
                        .param(number)
                        .update();
            }
        }
        first.remove();
    }

    private JsonNode get(String path, String group) {
        return rest.withBasicAuth(TestPeople.id(group), TestPeople.PASSWORD).getForObject(path, JsonNode.class);
    }

    @Test
    void the_new_case_knows_what_was_said() {
        assertThat(opened).matches("CP\\d{11,}");
        assertThat(casebook.find(opened).orElseThrow())
                .returns(first.customerId, CaseSummary::customerId)
                .returns("chat", CaseSummary::channel)
                .returns("壶身开裂，要求退货", CaseSummary::summary);
        Task registration = tasks.createTaskQuery()
                .processInstanceBusinessKey(opened)
                .taskDefinitionKey("Task_Register")
                .singleResult();
        assertThat(tasks.getVariables(registration.getId()))
                .as("the form is filled in as far as it is known")
                .containsEntry("demandType", "refund")
                .containsEntry("facts", "换货后仍然漏水")
                .doesNotContainKey("unknownYet");
    }

    @Test
    void each_of_the_two_tells_of_the_other() {
        assertThat(links.of(ORIGIN)).singleElement().satisfies(link -> {
            assertThat(link.other().caseNumber()).isEqualTo(opened);
            assertThat(link.label()).isEqualTo("转办个案");
        });
        assertThat(links.of(opened)).singleElement().satisfies(link -> {
            assertThat(link.other().caseNumber()).isEqualTo(ORIGIN);
            assertThat(link.label()).isEqualTo("来源个案");
        });
        JsonNode linked = get("/api/cases/" + opened + "/dossier", "agent").get("linked");
        assertThat(linked).hasSize(1);
        assertThat(linked.get(0).get("caseNumber").asText()).isEqualTo(ORIGIN);
        assertThat(linked.get(0).get("status").asText()).isEqualTo("处理中");
        assertThat(rest.withBasicAuth(TestPeople.id("agent"), TestPeople.PASSWORD)
                        .getForObject("/cases/" + opened, String.class))
                .contains("关联个案", "/cases/" + ORIGIN, "来源个案");
    }

    @Test
    void evidence_of_the_one_is_shown_beside_the_other() {
        Task registration =
                tasks.createTaskQuery().processInstanceBusinessKey(opened).singleResult();
        tasks.setAssignee(registration.getId(), TestPeople.id("agent"));
        evidence.add(
                opened,
                java.util.List.of(new EvidenceDesk.Upload("漏水.png", SampleFiles.png(1))),
                TestPeople.id("agent"));
        Task waiting =
                tasks.createTaskQuery().processInstanceBusinessKey(ORIGIN).singleResult();
        tasks.setAssignee(waiting.getId(), TestPeople.id("logistics"));

        JsonNode shelf = get("/api/cases/" + ORIGIN + "/evidence", "logistics");
        assertThat(shelf.get("items")).isEmpty();
        assertThat(shelf.get("linked")).hasSize(1);
        assertThat(shelf.get("linked").get(0).get("caseNumber").asText()).isEqualTo(opened);
    }
}
