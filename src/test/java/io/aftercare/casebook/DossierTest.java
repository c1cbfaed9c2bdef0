package io.aftercare.casebook;

import static io.aftercare.TestPeople.id;
import static io.aftercare.platform.OwnForm.csrf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.customer.Customers;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@AftercareTest
@DisplayName("K2 Q2 P1 The customer's dossier, and name and numbers after the identity check only")
class DossierTest {

    private static final String AGENT = id("agent");
    private static final String EARLIER = "CP19990102001";

    @LocalServerPort
    int port;

    @Autowired
    WebApplicationContext context;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Customers customers;

    @Autowired
    Casebook casebook;

    @Autowired
    Clock clock;

    private RestClientForTests rest;
    private CaseAtHand complaint;

    @BeforeEach
    void receive() {
        rest = new RestClientForTests(port);
        complaint = CaseAtHand.receive(runtime, history, jdbc, Map.of());
        UUID customer = UUID.fromString(complaint.customerId);
        jdbc.sql(
                        "update aftercare.customer set tier = 'vip', age_group = 'senior', preferred_channel = 'phone', preferred_hours = '周末上午' where id = ?")
                .param(customer)
                .update();
        jdbc.sql(
                        "insert into aftercare.customer_order (number, customer_id, product, amount, paid_at, signed_at, courier, tracking_number)"
                                + " values ('DD90001', ?, '电热水壶', 129, ?, null, '顺丰速运', 'SF1')")
                .params(customer, OffsetDateTime.now(clock).minusDays(3))
                .update();
        jdbc.sql(
                        "insert into aftercare.case_register (case_number, process_key, process_instance_id, customer_id, received_at,"
                                + " product, summary, outcome, satisfaction, status)"
                                + " values (?, 'complaint', 'dossier-test', ?, ?, '保温杯', '杯盖漏水', 'resolved', '4', 'archived')")
                .params(EARLIER, complaint.customerId, OffsetDateTime.now(clock).minusDays(200))
                .update();
        casebook.recordContact(new ContactRecord(
                complaint.number,
                customer,
                clock.instant().plusSeconds(60),
                "phone",
                "首次回访",
                "退货",
                "已安抚",
                "明日再联系",
                AGENT));
    }

    @AfterEach
    void remove() {
        ClockUtil.reset();
        jdbc.sql("delete from aftercare.case_register where case_number = ?")
                .param(EARLIER)
                .update();
        jdbc.sql("delete from aftercare.policy_note where title like '测试%'").update();
        jdbc.sql("delete from aftercare.erasure where case_number = ?")
                .param(complaint.number)
                .update();
        complaint.remove();
    }

    private String address(String what) {
        return "/api/cases/" + complaint.number + "/" + what;
    }

    private JsonNode dossier(String user) {
        Answer answer = rest.get(user, address("dossier"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Answer check(String user, String method, String answer, String note) {
        return rest.post(
                user,
                address("identity"),
                "{\"method\":\"%s\",\"answer\":\"%s\",\"note\":\"%s\"}".formatted(method, answer, note));
    }

    private static void assertRefused(Answer answer, int status, String sentence) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).contains(sentence);
    }

    @Test
    void the_dossier_tells_the_customers_story_without_anything_in_clear() {
        Answer answer = rest.get(AGENT, address("dossier"));
        JsonNode d = answer.json();
        assertThat(d.at("/customer/label").asText()).isEqualTo("郑** 139****4321");
        assertThat(d.at("/customer/tierLabel").asText()).isEqualTo("VIP客户");
        assertThat(d.at("/customer/ageGroup").asText()).isEqualTo("老年");
        assertThat(d.at("/customer/preferredChannel").asText()).isEqualTo("电话");
        assertThat(d.at("/customer/preferredHours").asText()).isEqualTo("周末上午");
        assertThat(d.at("/customer/earlier").asInt()).isEqualTo(1);
        assertThat(d.at("/orders/0/number").asText()).isEqualTo("****0001");
        assertThat(d.at("/orders/0/signed").asText()).isEmpty();
        assertThat(d.at("/earlier/0/caseNumber").asText()).isEqualTo(EARLIER);
        assertThat(d.at("/earlier/0/outcome").asText()).isEqualTo("已解决");
        assertThat(d.at("/earlier/0/satisfaction").asText()).isEqualTo("满意");
        assertThat(d.at("/contacts/0/subject").asText()).isEqualTo("首次回访");
        assertThat(d.at("/contacts/0/person").asText()).isEqualTo("测agent（test-agent）");
        assertThat(d.path("check").isNull()).isTrue();
        assertThat(d.path("mayCheck").asBoolean()).isTrue();
        assertThat(answer.text()).doesNotContain("郑小舟", "13900004321", "zhou@example.com");
    }

    @Test
    void each_look_at_a_dossier_is_recorded_and_a_refused_one_is_none() {
        dossier(AGENT);
        dossier(id("auditor"));
        assertRefused(rest.get(AGENT, "/api/cases/CP19990101001/dossier"), 404, "没有找到");
        assertRefused(rest.get(null, address("dossier")), 401, "请先登录");
        assertThat(complaint.looks()).containsExactly(AGENT + " dossier", id("auditor") + " dossier");

        jdbc.sql("update aftercare.case_register set process_key = 'no-grant' where case_number = ?")
                .param(complaint.number)
                .update();
        assertRefused(rest.get(AGENT, address("dossier")), 403, "您没有权限查看这件个案");
        assertRefused(rest.get(AGENT, address("course")), 403, "您没有权限查看这件个案");
        assertThat(complaint.looks()).hasSize(2);
    }

    @Test
    void policy_notes_are_shown_on_their_days() {
        LocalDate today = LocalDate.now(clock);
        note("测试今天", today, today);
        note("测试一直", today.minusDays(9), null);
        note("测试过去", today.minusDays(9), today.minusDays(1));
        note("测试明天", today.plusDays(1), null);
        assertThat(dossier(AGENT).path("policies").findValuesAsText("title").stream()
                        .filter(title -> title.startsWith("测试")))
                .containsExactly("测试今天", "测试一直");
    }

    private void note(String title, LocalDate from, LocalDate to) {
        jdbc.sql("insert into aftercare.policy_note (title, text, valid_from, valid_to) values (?, '内容', ?, ?)")
                .params(title, from, to)
                .update();
    }

    @Test
    void name_and_numbers_are_shown_only_after_the_identity_was_checked() {
        assertRefused(rest.get(AGENT, address("contact")), 409, "请先核实");
        assertThat(complaint.looks()).isEmpty();

        Answer check = check(AGENT, "phone", "139 0000 4321", "来电核对");
        assertThat(check.status()).as(check.text()).isEqualTo(200);
        assertThat(check.json().path("method").asText()).isEqualTo("手机号");
        assertThat(check.json().path("by").asText()).isEqualTo("测agent（test-agent）");
        assertThat(dossier(AGENT).at("/check/note").asText()).isEqualTo("来电核对");

        Answer contact = rest.get(AGENT, address("contact"));
        assertThat(contact.json().path("name").asText()).isEqualTo("郑小舟");
        assertThat(contact.json().path("phone").asText()).isEqualTo("13900004321");
        assertThat(contact.json().path("email").asText()).isEqualTo("zhou@example.com");
        assertThat(complaint.looks()).containsExactly(AGENT + " dossier", AGENT + " contact");
    }

    @Test
    void a_check_holds_until_the_end_of_the_day() {
        ClockUtil.setCurrentTime(Date.from(LocalDate.now(clock)
                .plusDays(1)
                .atTime(23, 50)
                .atZone(clock.getZone())
                .toInstant()));
        assertThat(check(AGENT, "order", "dd90001", "").status()).isEqualTo(200);
        assertThat(rest.get(AGENT, address("contact")).status()).isEqualTo(200);
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(Duration.ofMinutes(15))));
        assertRefused(rest.get(AGENT, address("contact")), 409, "请先核实");
    }

    @Test
    void what_the_caller_says_must_be_the_customers_and_guessing_ends() {
        assertRefused(check(AGENT, "phone", "13900009999", ""), 409, "与登记的信息不一致");
        assertRefused(check(AGENT, "phone", "4321", ""), 409, "与登记的信息不一致");
        assertRefused(check(AGENT, "email", "other@example.com", ""), 409, "与登记的信息不一致");
        assertRefused(check(AGENT, "order", "DD20001", ""), 409, "与登记的信息不一致");
        assertRefused(check(AGENT, "order", "DD99999", ""), 409, "与登记的信息不一致");
        assertRefused(check(AGENT, "phone", "13900004321", ""), 409, "已有5次核实不符");
        assertRefused(rest.get(AGENT, address("contact")), 409, "请先核实");
        assertThat(jdbc.sql("select count(*) from aftercare.identity_check where case_number = ? and not passed")
                        .param(complaint.number)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void what_is_missing_in_a_check_is_named() {
        assertRefused(check(AGENT, "horoscope", "x", ""), 400, "请选择核实方式");
        assertRefused(check(AGENT, "phone", " ", ""), 400, "请填写客户报出的");
        assertRefused(check(AGENT, "other", "", ""), 400, "请说明是怎样核实的");
        assertRefused(check(AGENT, "other", "", "长".repeat(201)), 400, "核实说明不能超过200个字");
        assertRefused(rest.post(AGENT, address("identity"), "{"), 400, "");
        assertThat(check(AGENT, "other", "", "回拨登记电话，本人接听")
                        .json()
                        .path("method")
                        .asText())
                .isEqualTo("其他");
    }

    @Test
    void only_who_works_on_the_case_checks_and_sees_numbers() {
        for (String other : List.of(id("auditor"), id("logistics"), id("camunda-admin"))) {
            assertRefused(check(other, "phone", "13900004321", ""), 403, "只有客服人员和正在办理");
            assertRefused(rest.get(other, address("contact")), 403, "只有办理或接待过这件个案的客服人员");
            assertThat(dossier(other).path("mayCheck").asBoolean()).isFalse();
            assertThat(dossier(other).path("mayReach").asBoolean()).isFalse();
        }
        assertThat(check(AGENT, "phone", "13900004321", "").status()).isEqualTo(200);
        complaint.give(tasks, "logistics");
        assertRefused(rest.get(id("logistics"), address("contact")), 409, "同事的核实只对同事本人有效");
        assertThat(check(id("logistics"), "phone", "13900004321", "").status()).isEqualTo(200);
        assertThat(rest.get(id("logistics"), address("contact")).status()).isEqualTo(200);
        assertRefused(rest.get(id("auditor"), address("contact")), 403, "只有办理或接待过这件个案的客服人员");
    }

    @Test
    void who_answers_the_phone_for_a_colleague_checks_and_sees_no_numbers() {
        String other = "test-agent2";
        assertThat(dossier(other).path("mayCheck").asBoolean()).isTrue();
        assertThat(dossier(other).path("mayReach").asBoolean()).isFalse();
        assertRefused(check(other, "other", "", "回拨登记电话，本人接听"), 403, "请先认领它的任务");
        assertThat(check(other, "phone", "13900004321", "").status()).isEqualTo(200);
        assertRefused(rest.get(other, address("contact")), 403, "请先认领它的任务");
        assertThat(dossier(AGENT).path("check").isNull())
                .as("it is no check of the colleague's")
                .isTrue();
    }

    private ResultActions erase(String group, String reason) throws Exception {
        return MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build()
                .perform(post("/cases/" + complaint.number + "/erasure")
                        .param("reason", reason)
                        .with(user(id(group)).roles(group))
                        .with(csrf()));
    }

    @Test
    @DisplayName(
            "P1 a supervisor erases a customer whose cases are over; who and why is kept, name and numbers are not")
    void erasure() throws Exception {
        erase("agent", "客户要求").andExpect(status().isForbidden());
        erase("supervisor", " ").andExpect(flash().attribute("problem", containsString("请填写删除原因")));
        erase("supervisor", "客户要求").andExpect(flash().attribute("problem", containsString("未结束的个案（")));
        assertThat(customers.profile(UUID.fromString(complaint.customerId))).isPresent();

        jdbc.sql("update aftercare.case_register set closed_at = received_at where customer_id = ?")
                .param(complaint.customerId)
                .update();
        erase("supervisor", "郑小舟13900004321来电要求删除").andExpect(flash().attribute("done", "已删除客户的个人信息。"));
        assertThat(customers.profile(UUID.fromString(complaint.customerId))).isEmpty();
        assertThat(jdbc.sql("select person || ' ' || reason from aftercare.erasure where case_number = ?")
                        .param(complaint.number)
                        .query(String.class)
                        .single())
                .startsWith(id("supervisor"))
                .endsWith("来电要求删除")
                .doesNotContain("郑小舟", "13900004321");
        erase("supervisor", "再次").andExpect(flash().attribute("problem", containsString("资料已按客户要求删除")));
    }

    private String task() {
        return tasks.createTaskQuery()
                .processInstanceId(complaint.instance)
                .singleResult()
                .getId();
    }

    @Test
    void the_page_of_the_case_asks_for_the_check_too() throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        var agent = user(AGENT).roles("agent");
        String page = "/cases/" + complaint.number;
        mvc.perform(post(page + "/contact").with(agent).with(csrf()))
                .andExpect(flash().attribute("problem", containsString("请先核实")))
                .andExpect(flash().attributeCount(2));
        mvc.perform(post(page + "/contact")
                        .param("method", "order")
                        .param("answer", "DD20001")
                        .with(agent)
                        .with(csrf()))
                .andExpect(flash().attribute("problem", containsString("与登记的信息不一致")));
        assertThat(complaint.looks()).isEmpty();
        mvc.perform(get(page).with(agent))
                .andExpect(content().string(containsString("核实身份后查看联系方式")))
                .andExpect(content().string(not(containsString("查看联系方式（留痕）"))));

        mvc.perform(post(page + "/contact")
                        .param("method", "order")
                        .param("answer", "DD90001")
                        .with(agent)
                        .with(csrf()))
                .andExpect(flash().attribute("contact", hasToString(containsString("郑小舟"))));
        mvc.perform(get(page).with(agent)).andExpect(content().string(containsString("查看联系方式（留痕）")));
        mvc.perform(post(page + "/contact")
                        .with(user(id("auditor")).roles("auditor"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(complaint.looks()).containsExactly(AGENT + " contact");
    }

    @Test
    void an_erased_customer_has_a_dossier_without_anything_of_theirs() {
        check(AGENT, "phone", "13900004321", "");
        customers.erase(UUID.fromString(complaint.customerId));
        JsonNode d = dossier(AGENT);
        assertThat(d.path("customer").isNull()).isTrue();
        assertThat(d.path("orders")).isEmpty();
        assertThat(d.path("contacts")).isEmpty();
        assertRefused(rest.get(AGENT, address("contact")), 409, "没有客户资料");
        assertRefused(check(AGENT, "phone", "13900004321", ""), 409, "没有客户资料");
    }

    @Test
    void a_task_leads_to_its_case() {
        JsonNode found = rest.get(AGENT, "/api/tasks/" + task() + "/case").json();
        assertThat(found.path("caseNumber").asText()).isEqualTo(complaint.number);
        assertThat(found.path("customer").asText()).isEqualTo("郑** 139****4321");
        assertRefused(rest.get(AGENT, "/api/tasks/nonsense/case"), 404, "不属于任何个案");
        assertRefused(rest.get(null, "/api/tasks/" + task() + "/case"), 401, "请先登录");
    }

    @Test
    void the_course_tells_tasks_deadlines_and_messages() {
        JsonNode c = rest.get(id("auditor"), address("course")).json();
        assertThat(c.path("status").asText()).isEqualTo("处理中");
        assertThat(c.path("phase").asText()).isEqualTo("一、受理");
        JsonNode registration = null;
        for (JsonNode step : c.path("steps")) {
            if (step.path("name").asText().equals("登记投诉")) {
                registration = step;
            }
        }
        assertThat(registration).isNotNull();
        assertThat(registration.path("person").asText()).isEqualTo("待认领");
        assertThat(registration.path("left").asText()).startsWith("还剩");
        assertThat(registration.path("ended").asText()).isEmpty();
        assertThat(c.path("deadlines").findValuesAsText("left")).anyMatch(left -> left.startsWith("还剩"));
        assertThat(c.path("deadlines").path(0).path("why").asText()).contains("时限表第");
        assertThat(complaint.looks()).isEmpty();
    }

    @Test
    void a_page_learns_who_is_logged_in_and_how_to_send_a_change() {
        JsonNode session = rest.get(AGENT, "/api/session").json();
        assertThat(session.path("user").asText()).isEqualTo(AGENT);
        assertThat(session.path("name").asText()).isEqualTo("测agent");
        assertThat(session.at("/csrf/header").asText()).isEqualTo("X-CSRF-TOKEN");
        assertThat(session.at("/csrf/token").asText()).isNotBlank();
        assertRefused(rest.get(null, "/api/session"), 401, "请先登录");
    }

    @Test
    void a_browser_changes_nothing_without_the_token_of_its_session() {
        Answer first = rest.get(AGENT, "/api/session");
        String cookie =
                first.raw().headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        var check = rest.request(AGENT, address("identity"))
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"method\":\"phone\",\"answer\":\"13900004321\"}"));
        assertThat(rest.send(check.copy().build()).status()).isEqualTo(403);
        assertThat(rest.send(check.copy()
                                .header(
                                        "X-CSRF-TOKEN",
                                        first.json().at("/csrf/token").asText())
                                .build())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void Tasklist_finds_the_tab() {
        String folder = "/camunda/app/tasklist/";
        Visitor agent = new Visitor(port);
        agent.logIn(TestPeople.id("agent"), TestPeople.PASSWORD);
        assertThat(agent.get(folder + "scripts/config.js").text()).contains("'scripts/case-tab'");
        Visitor.Page module = agent.get(folder + "scripts/case-tab.js");
        assertThat(module.status()).isEqualTo(200);
        assertThat(module.raw().headers().firstValue("Content-Type").orElse("")).contains("javascript");
        assertThat(module.text())
                .contains("pluginPoint: 'tasklist.task.detail'", "客户档案")
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write");
    }
}
