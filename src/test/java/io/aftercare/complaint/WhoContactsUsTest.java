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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who the customer is and who speaks for them, when a complaint or an after-sales request is received. */
@AftercareTest
@DisplayName("C1 A2 Q2 One person is one customer, whoever calls and however the name is written")
class WhoContactsUsTest {

    private static final String NAME = "古丽米热·艾比布力";
    private static final String PHONE = "13700139001";
    private static final String ORDER = "DD-WHO-1";

    @Autowired
    TestRestTemplate rest;

    @Autowired
    JdbcClient jdbc;

    private UUID customer;

    @BeforeEach
    void one_customer_with_an_order_is_known() {
        jdbc.sql("delete from aftercare.customer where phone like '1370013900_' or name like '测试代办%'")
                .update();
        customer = UUID.randomUUID();
        jdbc.sql("insert into aftercare.customer (id, name, phone, email, created_at)"
                        + " values (?, ?, ?, 'who@example.com', now())")
                .params(customer, NAME, PHONE)
                .update();
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at)"
                        + " values (?, ?, '静音加湿器', 199, now())")
                .params(ORDER, customer)
                .update();
    }

    static Stream<String> kinds() {
        return Stream.of("/api/complaints", "/api/after-sales");
    }

    private static Map<String, Object> said(String kind, String channel, String name, String phone, String order) {
        var said = new HashMap<String, Object>();
        said.put("channel", channel);
        said.put("customerName", name);
        said.put("customerPhone", phone);
        said.put("orderNumber", order);
        said.put("description", "收到就漏水，想退。");
        if (kind.endsWith("after-sales")) {
            said.put("kind", "return");
        }
        said.values().removeIf(value -> value == null);
        return said;
    }

    private ResponseEntity<JsonNode> post(String kind, Map<String, Object> said) {
        return rest.withBasicAuth(AGENT, RunningAftercare.PASSWORD).postForEntity(kind, said, JsonNode.class);
    }

    private String received(String kind, Map<String, Object> said) {
        ResponseEntity<JsonNode> answer = post(kind, said);
        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(201);
        return answer.getBody().get("caseNumber").asText();
    }

    private List<String> refused(String kind, Map<String, Object> said) {
        ResponseEntity<JsonNode> answer = post(kind, said);
        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(400);
        assertThat(answer.getBody().get("detail").asText()).doesNotContain("古丽米热", PHONE);
        var fields = new ArrayList<String>();
        answer.getBody()
                .get("errors")
                .forEach(error -> fields.add(error.get("field").asText()));
        return fields;
    }

    private UUID customerOf(String caseNumber) {
        return jdbc.sql("select customer_id::uuid from aftercare.case_register where case_number = ?")
                .param(caseNumber)
                .query(UUID.class)
                .single();
    }

    static Stream<Arguments> spellings() {
        return kinds().flatMap(
                        kind -> Stream.of("古丽米热•艾比布力", "古丽米热・艾比布力", "古丽米热‧艾比布力", "古丽米热.艾比布力", "古丽米热艾比布力", "古丽米热 艾比布力女士")
                                .map(name -> Arguments.of(kind, name)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void another_spelling_of_the_name_is_the_same_customer_and_finds_the_order_in_any_case(String kind, String name) {
        String number = received(kind, said(kind, "phone", name, "+86 137-0013-9001", "ｄｄ－who－1"));

        assertThat(customerOf(number)).isEqualTo(customer);
        assertThat(jdbc.sql("select order_number from aftercare.case_register where case_number = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .isEqualTo(ORDER);
    }

    static Stream<Arguments> differences() {
        return kinds().flatMap(kind -> Stream.of(
                Arguments.of(kind, "测试代办人", PHONE, "customerName"),
                Arguments.of(kind, NAME, "13700139002", "customerPhone"),
                Arguments.of(kind, "测试代办人", "13700139002", "orderNumber")));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void an_order_of_somebody_else_is_refused_by_the_field_that_differs(
            String kind, String name, String phone, String field) {
        assertThat(refused(kind, said(kind, "phone", name, phone, ORDER))).containsExactly(field);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_relative_with_a_number_of_their_own_is_received_for_the_customer_of_the_order(String kind) {
        Map<String, Object> said = said(kind, "phone", "古丽米热 艾比布力", null, ORDER);
        said.put("callerRelation", "family");
        said.put("callerName", "测试代办人");
        said.put("callerPhone", "137 0013 9003");
        said.put("description", "我是测试代办人，替妻子打来，我的电话 137 0013 9003。");
        String number = received(kind, said);

        assertThat(customerOf(number)).isEqualTo(customer);
        assertThat(jdbc.sql("select relation || ' ' || name || ' ' || phone from aftercare.contact_person"
                                + " where customer_id = ? and case_number = ?")
                        .params(customer, number)
                        .query(String.class)
                        .single())
                .isEqualTo("family 测试代办人 13700139003");
        assertThat(jdbc.sql("select result from aftercare.contact_record where case_number = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .contains("由亲友代办");
        assertThat(jdbc.sql("select count(*) from aftercare.customer where phone = '13700139003'")
                        .query(Integer.class)
                        .single())
                .isZero();
        for (String table : List.of("act_hi_varinst", "act_ru_variable", "act_hi_detail")) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text ~ '测试代办人|13700139003'")
                            .query(Integer.class)
                            .single())
                    .as("caller in clear in %s (P1)", table)
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_relative_names_the_customer_of_the_order_and_nobody_else(String kind) {
        Map<String, Object> said = said(kind, "phone", "测试代办人", null, ORDER);
        said.put("callerRelation", "family");
        said.put("callerName", "测试代办人");
        said.put("callerPhone", "13700139003");

        assertThat(refused(kind, said)).containsExactly("customerName");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_changed_number_of_the_customer_is_received_once_the_agent_has_asked(String kind) {
        Map<String, Object> said = said(kind, "phone", NAME, "13700139002", ORDER);
        said.put("samePerson", "same");

        assertThat(customerOf(received(kind, said))).isEqualTo(customer);
    }

    @ParameterizedTest
    @CsvSource({"phone", "visit", "chat"})
    void a_known_number_with_another_name_is_asked_about_while_the_customer_is_there(String channel) {
        Map<String, Object> said = said("/api/complaints", channel, "测试代办甲", PHONE, null);
        assertThat(refused("/api/complaints", said)).containsExactly("samePerson");

        said.put("samePerson", "same");
        assertThat(customerOf(received("/api/complaints", said))).isEqualTo(customer);

        said.put("samePerson", "other");
        UUID other = customerOf(received("/api/complaints", said));
        assertThat(other).isNotEqualTo(customer);

        said.remove("samePerson");
        assertThat(customerOf(received("/api/complaints", said)))
                .as("known by this name from now on")
                .isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({"email", "web"})
    void what_is_written_to_us_is_received_at_once_and_the_question_stays_with_the_next_step(String channel) {
        String number = received("/api/complaints", said("/api/complaints", channel, "测试代办乙", PHONE, null));

        assertThat(customerOf(number)).isNotEqualTo(customer);
        assertThat(jdbc.sql("select follow_up from aftercare.contact_record where case_number = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .contains("请问清是否同一人");
    }

    @Test
    void a_program_on_the_phone_line_may_leave_the_question_for_later() {
        Map<String, Object> said = said("/api/complaints", "phone", "测试代办丙", PHONE, null);
        said.put("samePerson", "unknown");

        assertThat(customerOf(received("/api/complaints", said))).isNotEqualTo(customer);
    }

    @Test
    void numbers_from_abroad_are_received() {
        Map<String, Object> said = said("/api/complaints", "phone", "测试代办丁", "00852 9123 4567", null);

        assertThat(jdbc.sql("select phone from aftercare.customer where id = ?")
                        .param(customerOf(received("/api/complaints", said)))
                        .query(String.class)
                        .single())
                .isEqualTo("+85291234567");
    }
}
