package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareTest;
import io.aftercare.casebook.CaseAtHand;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.time.Duration;
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

/** Time is told by no clock but a patience that the attack of old, minutes for each of these texts, would not have met. */
@AftercareTest
@DisplayName("A4 A text made to take long holds nobody up, and who may not write costs no work")
class RedactionAttackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Characters, so that no body is larger than what is read at all. */
    private static final int LONG = 250_000;

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

    @BeforeEach
    void receive() {
        rest = new RestClientForTests(port);
        complaint = CaseAtHand.receive(runtime, history, jdbc, Map.of());
    }

    @AfterEach
    void remove() {
        complaint.remove();
    }

    private Answer comment(String user, String text) {
        String task = tasks.createTaskQuery()
                .processInstanceId(complaint.instance)
                .list()
                .get(0)
                .getId();
        return rest.post(user, "/engine-rest/task/" + task + "/comment/create", json(Map.of("message", text)));
    }

    private Answer message(String user, Object reason) {
        return rest.post(
                user,
                "/engine-rest/message",
                json(Map.of(
                        "messageName",
                        "ComplaintWithdrawn",
                        "businessKey",
                        complaint.number,
                        "processVariables",
                        Map.of("withdrawalReason", reason))));
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(String unit, int length) {
        return unit.repeat(length / unit.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "1 ", ".", "a@", "@a.", " ", "张", "路1号", "微信a"})
    void who_may_not_write_is_refused_at_once(String unit) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            String text = run(unit, LONG);
            assertThat(comment(id("auditor"), text).status())
                    .as("the right is asked before the length")
                    .isEqualTo(403);
            assertThat(message(id("auditor"), Map.of("value", text, "type", "String"))
                            .status())
                    .isIn(400, 403);
            assertThat(message(id("auditor"), Map.of("value", run(unit, 3_000), "type", "String"))
                            .status())
                    .isEqualTo(403);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1 ", "a@", "张"})
    void who_may_write_learns_how_much(String unit) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            Answer comment = comment(id("agent"), run(unit, LONG));
            assertThat(comment.status()).isEqualTo(400);
            assertThat(comment.detail()).contains("备注不能超过 4000 个字");
            Answer message = message(id("agent"), Map.of("value", run(unit, LONG), "type", "String"));
            assertThat(message.status()).isEqualTo(400);
            assertThat(message.detail()).contains("withdrawalReason不能超过 4000 个字");
            assertThat(comment(id("agent"), run(unit, 4_000)).status()).isEqualTo(200);
        });
    }

    @Test
    void what_is_no_text_is_not_a_way_round() {
        for (Map<String, Object> value : List.<Map<String, Object>>of(
                Map.of("value", "\"13812345678\"", "type", "Json"),
                Map.of(
                        "value",
                        "[\"13812345678\"]",
                        "type",
                        "Object",
                        "valueInfo",
                        Map.of("objectTypeName", "java.util.ArrayList", "serializationDataFormat", "application/json")),
                Map.of("value", "MTM4MTIzNDU2Nzg=", "type", "Bytes"))) {
            Answer answer = message(id("agent"), value);
            assertThat(answer.status()).as("%s: %s", value, answer.text()).isEqualTo(400);
        }
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(complaint.instance)
                        .count())
                .isEqualTo(1);
    }
}
