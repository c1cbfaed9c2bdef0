package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareTest;
import io.aftercare.DatabaseCalls;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.Customers;
import io.aftercare.platform.Staff;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@AftercareTest
@DisplayName("C15 C12 K2 A page asks the database as often for many rows as for few, and leaves nothing out unsaid")
class PageQueriesTest {

    private static final String CASE = "CP20310101001";
    private static final String INSTANCE = "page-queries";
    private static final String LEADER = "chenjing";

    @Autowired
    WebApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Customers customers;

    @Autowired
    Casebook casebook;

    @Autowired
    Staff staff;

    private MockMvc mvc;
    private int rows;

    @BeforeEach
    void a_case() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        add(3);
    }

    @AfterEach
    void nothing_stays() {
        for (String table : List.of(
                "case_register", "contact_record", "evidence", "notice", "fulfilment_order", "deadline_occurrence")) {
            jdbc.sql("delete from aftercare." + table + " where case_number like 'CP20310101%'")
                    .update();
        }
        jdbc.sql("delete from aftercare.policy_note where title like '提醒 Q%'").update();
        for (String table : List.of("act_hi_actinst", "act_ru_task", "act_id_user")) {
            jdbc.sql("delete from " + table + " where id_ like 'pq-%'").update();
        }
        jdbc.sql("delete from aftercare.customer where name like '问询%'").update();
    }

    /** One more of everything that a page can list, each with a person of its own. */
    private void add(int more) {
        for (int end = rows + more; rows < end; rows++) {
            String person = "pq-" + rows;
            String number = "CP20310101" + String.format("%03d", rows + 1);
            sql("insert into act_id_user (id_, rev_, first_, last_) values (?, 1, ?, '钱')", person, "第" + rows + "位");
            sql(
                    "insert into aftercare.case_register (case_number, process_key, process_instance_id, customer_label, urgency,"
                            + " handler, received_at, due_at, status) values (?, 'complaint', ?, '问**', 'normal', ?, now(), now(), 'open')",
                    number,
                    rows == 0 ? INSTANCE : INSTANCE + rows,
                    person);
            UUID customer = customers
                    .identify(new CustomerDetails(
                            null,
                            "问询" + "甲乙丙丁戊己庚辛壬癸".charAt(rows % 10),
                            "1390000" + String.format("%04d", rows),
                            null,
                            null))
                    .id();
            sql(
                    "insert into aftercare.contact_record (case_number, customer_id, at, means, subject, person)"
                            + " values (?, ?, now(), 'phone', '回访', ?)",
                    CASE,
                    customer,
                    person);
            sql(
                    "insert into aftercare.evidence (id, case_number, name, media_type, size, sha256, uploaded_at, uploaded_by)"
                            + " values (?, ?, '照片.jpg', 'image/jpeg', 1, ?, now(), ?)",
                    UUID.randomUUID(),
                    CASE,
                    String.format("%064x", rows),
                    person);
            sql(
                    "insert into aftercare.notice (id, case_number, kind, audience, staff_user_id, channel, state, message_id, queued_at)"
                            + " values (?, ?, 'deadline-warning', 'staff', ?, 'email', 'SENT', ?, now())",
                    UUID.randomUUID(),
                    CASE,
                    person,
                    person);
            sql(
                    "insert into aftercare.fulfilment_order (case_number, decision, kind, amount, proposer, approved_by, ordered_at)"
                            + " values (?, ?, 'coupon', 10, ?, 'chenjing', now())",
                    CASE,
                    person,
                    person);
            sql(
                    "insert into aftercare.policy_note (title, text, valid_from, created_by, created_at) values (?, '说明', '2031-01-01', ?, now())",
                    "提醒 Q" + rows,
                    person);
            deadline(number, person);
            deadline(CASE, person + "-more");
            sql(
                    "insert into act_ru_task (id_, rev_, name_, assignee_, priority_, create_time_, suspension_state_)"
                            + " values (?, 1, '登记投诉', ?, 50, now(), 1)",
                    person,
                    LEADER);
            step(rows, person);
        }
    }

    private void deadline(String number, String scope) {
        UUID id = UUID.randomUUID();
        sql(
                "insert into aftercare.deadline_occurrence (id, case_number, process_key, process_instance_id, scope_execution_id,"
                        + " activity_id, label, step, decision_id, decision_version, rule_id, clause, told, inputs, calendar,"
                        + " anchored_at, escalate_to, started_at, warn_at, due_at, later_at)"
                        + " values (?, ?, 'complaint', ?, ?, 'Task_Verify', '部门核查', 'verification', 'deadlines', 1, 'r', '《指南》', '', '{}',"
                        + " 'natural', now(), 'manager', now(), now(), now(), now())",
                id,
                number,
                INSTANCE,
                scope);
        sql(
                "insert into aftercare.deadline_change (occurrence_id, kind, changed_at, changed_by, due_before, due_after)"
                        + " values (?, 'paused', now(), ?, now(), now())",
                id,
                scope.replace("-more", ""));
    }

    private void step(int number, String person) {
        sql(
                "insert into act_hi_actinst (id_, proc_def_id_, proc_def_key_, proc_inst_id_, root_proc_inst_id_, execution_id_, act_id_,"
                        + " act_name_, act_type_, assignee_, start_time_, act_inst_state_, sequence_counter_)"
                        + " values (?, 'd', 'complaint', ?, ?, 'e', 'Task_Verify', ?, 'userTask', ?,"
                        + " timestamp '2031-01-01' + ? * interval '1 minute', 0, 1)",
                "pq-" + number,
                INSTANCE,
                INSTANCE,
                "第" + number + "步",
                person,
                number);
    }

    private void sql(String statement, Object... values) {
        jdbc.sql(statement).params(values).update();
    }

    private MockHttpServletResponse open(String address) throws Exception {
        return mvc.perform(get(address).with(user(LEADER).roles("supervisor", "auditor")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse();
    }

    private String read(String address) throws Exception {
        return open(address).getContentAsString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cases/" + CASE,
                "/cases/" + CASE + "?course=all",
                "/api/cases/" + CASE + "/course",
                "/api/cases/" + CASE + "/dossier",
                "/api/cases/" + CASE + "/evidence",
                "/register",
                "/register.csv",
                "/register.xlsx",
                "/deadlines",
                "/deadlines.csv",
                "/worklist",
                "/policies",
                "/outbox",
                "/payouts",
                "/"
            })
    void a_page_with_many_rows_asks_as_often_as_one_with_few_and_holds_one_connection(String address) throws Exception {
        read(address);
        DatabaseCalls few = DatabaseCalls.during(() -> open(address));
        add(20);

        DatabaseCalls many = DatabaseCalls.during(() -> open(address));

        List<String> more = new ArrayList<>(shapes(many));
        shapes(few).forEach(more::remove);
        assertThat(more).as("asked once more for each row").isEmpty();
        assertThat(many.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("a name that is asked for while rows are read is seen as a second connection")
    void the_counting_sees_what_it_looks_for() throws Exception {
        DatabaseCalls calls = DatabaseCalls.during(() -> jdbc.sql("select id_ from act_id_user where id_ like 'pq-%'")
                .query((row, n) -> staff.signature(row.getString(1)))
                .list());

        assertThat(calls.connections()).isEqualTo(2);
        assertThat(calls.statements()).hasSize(1 + rows);
    }

    /** A list of many values is one question as a list of few is. */
    private static List<String> shapes(DatabaseCalls calls) {
        return calls.statements().stream()
                .map(sql -> sql.replaceAll("\\s+", " ").replaceAll("\\?( ?, ?\\?)+", "?"))
                .toList();
    }

    @Test
    @DisplayName("the names on a page are those of each row's own person")
    void everybody_is_named() throws Exception {
        assertThat(read("/cases/" + CASE)).contains("钱第0位（pq-0）", "钱第1位（pq-1）", "钱第2位（pq-2）");
        assertThat(read("/deadlines?text=&case=" + CASE)).contains("钱第2位（pq-2）");
        assertThat(read("/register?text=" + CASE)).contains("钱第0位（pq-0）");
        assertThat(read("/payouts?case=" + CASE)).contains("钱第1位（pq-1）");
    }

    @Test
    @DisplayName("K2: the course of a case is kept whole, the newest first in sight, and every page leads on")
    void a_long_course_is_paged_and_loses_nothing() throws Exception {
        IntStream.range(3, 523).forEach(number -> step(number, "pq-0"));

        String newest = read("/cases/" + CASE);
        assertThat(newest)
                .contains("共 523 个环节，第 3 / 3 页", ">第522步<", ">第400步<", "course=2", "course=all")
                .doesNotContain(">第399步<");
        assertThat(read("/cases/" + CASE + "?course=2")).contains(">第200步<", ">第399步<", "course=1", "course=3");
        assertThat(read("/cases/" + CASE + "?course=all"))
                .contains(">第0步<", ">第522步<")
                .doesNotContain("个环节，第");

        List<String> told = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            JsonNode course = new ObjectMapper().readTree(read("/api/cases/" + CASE + "/course?page=" + page));
            assertThat(course.get("stepCount").asInt()).isEqualTo(523);
            assertThat(course.get("pages").asInt()).isEqualTo(3);
            course.get("steps").forEach(step -> told.add(step.get("name").asText()));
        }
        assertThat(told)
                .containsExactlyElementsOf(
                        IntStream.range(0, 523).mapToObj(n -> "第" + n + "步").toList());
        JsonNode latest = new ObjectMapper().readTree(read("/api/cases/" + CASE + "/course"));
        assertThat(latest.get("page").asInt()).isEqualTo(3);
        assertThat(latest.get("steps").get(122).get("name").asText()).isEqualTo("第522步");
    }

    @Test
    @DisplayName("K2: who has more tasks than the list shows is told how many, and keeps their own")
    void a_long_worklist_says_how_many() throws Exception {
        IntStream.range(1000, 1210)
                .forEach(n -> sql(
                        "insert into act_ru_task (id_, rev_, name_, assignee_, priority_, create_time_, suspension_state_)"
                                + " values (?, 1, '登记投诉', ?, 50, now(), 1)",
                        "pq-" + n,
                        LEADER));
        assertThat(read("/worklist")).containsPattern("我的任务（2[1-9]\\d）").contains("下面只列出 200 项");
    }

    @Test
    @DisplayName("P3: for a line of the contact record its customer is read once")
    void a_contact_reads_its_customer_once() throws Exception {
        UUID customer = customers
                .identify(new CustomerDetails(null, "问询丁", "13900009999", null, null))
                .id();

        DatabaseCalls calls = DatabaseCalls.during(() -> casebook.recordContact(
                new ContactRecord(CASE, customer, null, "phone", "问询丁来电", "要求换货", "已转告", "明天回复13900009999", LEADER)));

        assertThat(calls.statements("from aftercare.customer ")).hasSize(1);
        assertThat(casebook.contacts(CASE)).last().satisfies(line -> assertThat(line.followUp())
                .doesNotContain("13900009999"));
    }
}
