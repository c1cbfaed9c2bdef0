package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.AftercareTest;
import io.aftercare.RunningAftercare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;

/** Ways in: start form, engine REST, message and our own REST behave alike, with good input and with bad. */
@AftercareTest
class ComplaintIntakeTest {

    @Autowired
    TestRestTemplate rest;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcTemplate jdbc;

    /** A way in: what it is called, and how it is called. */
    record Door(String name, BiFunction<ComplaintIntakeTest, Map<String, Object>, ResponseEntity<JsonNode>> open) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Door> DOORS = List.of(
            new Door(
                    "start form",
                    (t, said) -> t.post(
                            "/engine-rest/process-definition/key/complaint/submit-form",
                            RunningAftercare.variables(said))),
            new Door(
                    "REST start",
                    (t, said) -> t.post(
                            "/engine-rest/process-definition/key/complaint/start", RunningAftercare.variables(said))),
            new Door("message start", (t, said) -> t.post("/engine-rest/message", message(said))),
            new Door("our REST", (t, said) -> t.post("/api/complaints", said)));

    private static Map<String, Object> message(Map<String, Object> said) {
        return Map.of(
                "messageName",
                "ComplaintReceived",
                "processVariables",
                RunningAftercare.variables(said).get("variables"),
                "resultEnabled",
                true);
    }

    private ResponseEntity<JsonNode> post(String path, Object body) {
        return rest.withBasicAuth(AGENT, RunningAftercare.PASSWORD).postForEntity(path, body, JsonNode.class);
    }

    private static Map<String, Object> said(String phone) {
        var said = new HashMap<String, Object>();
        said.put("channel", "phone");
        said.put("customerName", "欧阳雪松");
        said.put("customerPhone", phone);
        said.put("customerEmail", "ouyang.xuesong@example.com");
        said.put("customerAddress", "杭州市西湖区文三路477号");
        said.put("product", "电水壶");
        said.put("description", "我是欧阳雪松，水壶漏水，请打" + phone + "，寄到文三路477号。");
        return said;
    }

    static Stream<Door> doors() {
        return DOORS.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    @DisplayName("every way in gives a number, an open registration and one customer (C1, C2)")
    void received(Door door) {
        long before = runtime.createProcessInstanceQuery().count();
        ResponseEntity<JsonNode> answer = door.open().apply(this, said("13700137011"));

        assertThat(answer.getStatusCode().is2xxSuccessful())
                .as("%s", answer.getBody())
                .isTrue();
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before + 1);
        assertThat(answer.getBody().toString()).containsPattern("CP\\d{11,}");
        assertThat(jdbc.queryForObject(
                        "select count(*) from aftercare.customer where phone like '%13700137011'", Integer.class))
                .as("the same person is one customer")
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    @DisplayName("what is said of a person reaches no table of the engine in clear (P1, 个人信息保护法 19)")
    void personal_data_stays_out_of_the_engine(Door door) {
        ResponseEntity<JsonNode> answer = door.open().apply(this, said("13700137022"));
        assertThat(answer.getStatusCode().is2xxSuccessful())
                .as("%s", answer.getBody())
                .isTrue();

        for (String table : jdbc.queryForList(
                "select table_name from information_schema.tables where table_name like 'act\\_%'", String.class)) {
            for (String marker : List.of("欧阳雪松", "13700137022", "ouyang.xuesong", "文三路")) {
                assertThat(jdbc.queryForObject(
                                "select count(*) from " + table + " t where t::text like ?",
                                Integer.class,
                                "%" + marker + "%"))
                        .as("%s in %s", marker, table)
                        .isZero();
            }
        }
        assertThat(jdbc.queryForList(
                        "select convert_from(bytes_, 'UTF8') from act_ge_bytearray"
                                + " where name_ not like '%.bpmn' and name_ not like '%.dmn' and name_ not like '%.form'"
                                + " and name_ not like '%.png' and bytes_ is not null",
                        String.class))
                .noneMatch(text -> text.contains("13700137022"));
    }

    /** What is wrong, the change that makes it so, and the field that the answer names; null where no field is to blame. */
    static Stream<Arguments> badInputs() {
        Map<String, Map.Entry<Map<String, Object>, String>> wrong = new java.util.LinkedHashMap<>();
        var missing = new HashMap<String, Object>();
        missing.put("description", "");
        wrong.put("no description", Map.entry(missing, "description"));
        wrong.put("no channel", Map.entry(Map.of("channel", ""), "channel"));
        wrong.put("unknown channel", Map.entry(Map.of("channel", "pigeon"), "channel"));
        wrong.put(
                "unknown customer",
                Map.entry(Map.of("customerId", "00000000-0000-4000-8000-000000000000"), "customerId"));
        wrong.put("no such order", Map.entry(Map.of("orderNumber", "DD00000000"), "orderNumber"));
        wrong.put("phone with letters", Map.entry(Map.of("customerPhone", "1380013abcd"), "customerPhone"));
        wrong.put(
                "e-mail with a line break",
                Map.entry(Map.of("customerEmail", "a@example.com\r\nBcc: b@example.com"), "customerEmail"));
        wrong.put("a date in the future", Map.entry(Map.of("receivedAt", "2099-01-01T00:00:00Z"), "receivedAt"));
        wrong.put("a date that is none", Map.entry(Map.of("receivedAt", "yesterday"), "receivedAt"));
        wrong.put("a field that does not exist", Map.entry(Map.of("colour", "red"), "colour"));
        wrong.put("description too long", Map.entry(Map.of("description", "长".repeat(30_000)), "description"));
        return wrong.entrySet().stream().flatMap(entry -> DOORS.stream()
                .map(door -> Arguments.of(
                        entry.getKey(),
                        door,
                        entry.getValue().getKey(),
                        entry.getValue().getValue())));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("badInputs")
    @DisplayName("bad input is refused with the field named in Chinese, and leaves nothing behind")
    void refused(String what, Door door, Map<String, Object> change, String field) {
        var said = said("13700137033");
        said.putAll(change);
        if (change.containsKey("customerId")) {
            said.keySet().removeIf(name -> name.startsWith("customer") && !name.equals("customerId"));
        }
        List<Long> before = counts();
        ResponseEntity<JsonNode> answer = door.open().apply(this, said);

        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isIn(400, 404);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(answer.getBody().get("detail").asText()).containsPattern("\\p{IsHan}");
        var fields = new ArrayList<String>();
        answer.getBody()
                .get("errors")
                .forEach(error -> fields.add(error.get("field").asText()));
        assertThat(fields).contains(field);
        assertThat(counts()).as("cases, numbers and customers").isEqualTo(before);
    }

    private List<Long> counts() {
        return List.of(
                history.createHistoricProcessInstanceQuery().count(),
                jdbc.queryForObject("select coalesce(sum(last), 0) from aftercare.case_number_sequence", Long.class),
                jdbc.queryForObject("select count(*) from aftercare.customer", Long.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    @DisplayName("ten megabytes are refused before anybody reads them")
    void too_large(Door door) {
        var said = said("13700137044");
        said.put("description", "a".repeat(10 * 1024 * 1024));
        ResponseEntity<JsonNode> answer = door.open().apply(this, said);

        assertThat(answer.getStatusCode().value()).isEqualTo(413);
    }

    @Test
    @DisplayName("emoji and right-to-left text are text like any other, without the marks that turn it around")
    void emoji_and_right_to_left() {
        var said = said("13700137055");
        said.put("description", "杯子坏了😡 שלום \u202Eevil 请处理");
        ResponseEntity<JsonNode> answer = post("/api/complaints", said);
        String number = answer.getBody().get("caseNumber").asText();

        String summary = (String) history.createHistoricVariableInstanceQuery()
                .variableName("summary")
                .processInstanceId(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId())
                .singleResult()
                .getValue();
        assertThat(summary).contains("😡", "שלום").doesNotContain("\u202E");
    }

    @Test
    @DisplayName("who only writes is received as well (C1)")
    void by_mail_alone() {
        var said = said("");
        said.put("channel", "email");
        said.remove("customerPhone");
        ResponseEntity<JsonNode> answer = post("/api/complaints", said);

        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(201);
    }

    /** Ways past the forms, and what refuses them. */
    static Stream<Arguments> waysAround() {
        var start = new HashMap<String, Object>(RunningAftercare.variables(said("13700137077")));
        start.put("startInstructions", List.of(Map.of("type", "startBeforeActivity", "activityId", "Task_Execute")));
        return Stream.of(
                Arguments.of(
                        "an answer that changes the amount",
                        400,
                        "/engine-rest/message",
                        Map.of(
                                "messageName",
                                "PlanAnswered",
                                "processVariables",
                                Map.of("amount", Map.of("value", 99999.0)))),
                Arguments.of(
                        "a message of the engine's own house",
                        403,
                        "/engine-rest/message",
                        Map.of("messageName", "NoticeQueued")),
                Arguments.of(
                        "a start in the middle", 403, "/engine-rest/process-definition/key/complaint/start", start));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysAround")
    @DisplayName("nobody gets past the forms by the engine's own REST (C10, GB/T 47746-2026)")
    void no_way_around(String what, int status, String path, Map<String, Object> body) {
        List<Long> before = counts();
        ResponseEntity<JsonNode> answer = post(path, body);

        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    @DisplayName("nobody gets in without a login")
    void login_required() {
        assertThat(rest.postForEntity("/api/complaints", said("13700137066"), JsonNode.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
        assertThat(rest.getForEntity("/engine-rest/task", JsonNode.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
    }
}
