package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.CaseAtHand;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
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
@DisplayName("P1 Q2 Names and numbers of customers cannot be collected")
class ContactHarvestAttackTest {

    private static final String ATTACKER = "test-agent2";
    private static final String REASON = "回拨登记电话，本人接听并说出上次的订单";

    @LocalServerPort
    int port;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient jdbc;

    private RestClientForTests rest;
    private final List<CaseAtHand> cases = new ArrayList<>();

    @BeforeEach
    void receive() {
        rest = new RestClientForTests(port);
        forget();
    }

    @AfterEach
    void remove() {
        // what was not sent would be sent in a later test, whose messages are gone
        sending().forEach(job -> management.deleteJob(job.getId()));
        cases.forEach(CaseAtHand::remove);
        forget();
    }

    private void forget() {
        jdbc.sql("delete from aftercare.identity_check where checked_by in (?, ?)")
                .params(ATTACKER, id("agent"))
                .update();
    }

    private CaseAtHand received(int number) {
        CaseAtHand added = CaseAtHand.receive(
                runtime,
                history,
                jdbc,
                Map.of("customerPhone", "139001%05d".formatted(number), "customerName", "郑小" + (char) ('一' + number)));
        cases.add(added);
        return added;
    }

    private CaseAtHand inHand(int number) {
        CaseAtHand taken = received(number);
        tasks.setAssignee(
                tasks.createTaskQuery()
                        .processInstanceId(taken.instance)
                        .singleResult()
                        .getId(),
                ATTACKER);
        return taken;
    }

    private Answer check(CaseAtHand target, String method, String answer, String note) {
        return rest.post(
                ATTACKER,
                "/api/cases/" + target.number + "/identity",
                "{\"method\":\"%s\",\"answer\":\"%s\",\"note\":\"%s\"}".formatted(method, answer, note));
    }

    private Answer contact(CaseAtHand target) {
        return rest.get(ATTACKER, "/api/cases/" + target.number + "/contact");
    }

    @Test
    void other_peoples_cases_give_no_contact_whatever_is_said() {
        for (int i = 0; i < 12; i++) {
            CaseAtHand target = received(i);
            assertThat(check(target, "other", "", ".").status()).isEqualTo(403);
            assertThat(check(target, "other", "", REASON).status()).isEqualTo(403);
            // even who knows the number learns no name, address or mail
            assertThat(check(target, "phone", "139001%05d".formatted(i), "").status())
                    .isEqualTo(200);
            Answer answer = contact(target);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).doesNotContain("郑小", "zhou@example.com", "139001");
            assertThat(target.looks()).isEmpty();
        }
    }

    @Test
    void what_others_customers_were_told_names_nobody_to_who_has_no_work_on_the_case() {
        CaseAtHand target = received(1);
        String notice = jdbc.sql(
                        "select id from aftercare.notice where case_number = ? and audience = 'customer' limit 1")
                .param(target.number)
                .query(String.class)
                .single();
        Answer page = rest.get(ATTACKER, "/outbox/" + notice);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("郑小", "zhou@example.com", "尊敬的");
        assertThat(rest.get(ATTACKER, "/outbox/" + notice + "/body").status()).isEqualTo(403);
        assertThat(rest.get(id("supervisor"), "/outbox/" + notice + "/body").text())
                .contains("郑小");
    }

    @Test
    void a_task_that_was_claimed_and_given_back_opens_nothing() {
        CaseAtHand target = received(1);
        String task = tasks.createTaskQuery()
                .processInstanceId(target.instance)
                .singleResult()
                .getId();
        assertThat(rest.post(ATTACKER, "/engine-rest/task/" + task + "/claim", "{\"userId\":\"" + ATTACKER + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(rest.post(ATTACKER, "/engine-rest/task/" + task + "/unclaim", "{}")
                        .status())
                .isEqualTo(204);
        assertThat(check(target, "other", "", REASON).status()).isEqualTo(403);
        assertThat(check(target, "phone", "13900100001", "").status()).isEqualTo(200);
        assertThat(contact(target).status()).isEqualTo(403);
    }

    @Test
    void other_ways_end_after_five_cases_a_day_and_the_supervisors_are_told_once() {
        for (int i = 0; i < 5; i++) {
            CaseAtHand target = inHand(i);
            assertThat(check(target, "other", "", REASON).status()).isEqualTo(200);
            assertThat(contact(target).status()).isEqualTo(200);
            assertThat(target.looks()).containsExactly(ATTACKER + " contact");
        }
        List<String> told = told();
        assertThat(told).contains(id("supervisor")).doesNotHaveDuplicates();
        for (int i = 5; i < 8; i++) {
            CaseAtHand target = inHand(i);
            Answer refused = check(target, "other", "", REASON);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("已用其他方式或个案页面上的订单号核实5件个案", "请改用手机号、邮箱或另一笔订单的订单号核实");
            assertThat(contact(target).status()).isEqualTo(409);
        }
        assertThat(told()).isEqualTo(told);
        assertThat(sending()).hasSize(told.size());
        sending().forEach(job -> management.executeJob(job.getId()));
        assertThat(jdbc.sql(
                                "select distinct state from aftercare.notice where kind = 'identity-limit' and case_number = ?")
                        .param(cases.get(4).number)
                        .query(String.class)
                        .list())
                .containsExactly("KEPT");
    }

    @Test
    void order_numbers_read_on_the_page_end_after_five_cases_a_day_and_phone_numbers_go_on() {
        for (int i = 0; i < 6; i++) {
            CaseAtHand target = inHand(i);
            order(target, "DD9900" + i);
            jdbc.sql("update aftercare.case_register set order_number = ? where case_number = ?")
                    .params("DD9900" + i, target.number)
                    .update();
            Answer checked = check(target, "order", "DD9900" + i, "");
            assertThat(checked.status()).as(checked.text()).isEqualTo(i < 5 ? 200 : 409);
        }
        assertThat(told()).contains(id("supervisor"));
        CaseAtHand last = cases.get(5);
        assertThat(contact(last).status()).isEqualTo(409);
        assertThat(check(last, "other", "", REASON).detail()).contains("个案页面上的订单号核实5件个案");
        assertThat(check(last, "phone", "13900100005", "").status()).isEqualTo(200);
        assertThat(contact(last).status()).isEqualTo(200);
    }

    private void order(CaseAtHand target, String number) {
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at)"
                        + " values (?, ?::uuid, '电热水壶', 129, now())")
                .params(number, target.customerId)
                .update();
    }

    @Test
    void numbers_of_other_orders_cannot_be_read_in_the_dossier_before_a_check() {
        CaseAtHand target = inHand(1);
        order(target, "DD99017001");
        order(target, "DD99017002");
        jdbc.sql("update aftercare.case_register set order_number = 'DD99017001' where case_number = ?")
                .param(target.number)
                .update();
        String dossier = "/api/cases/" + target.number + "/dossier";
        assertThat(rest.get(ATTACKER, dossier).json().path("orders").findValuesAsText("number"))
                .containsExactly("DD99017001", "****7002");
        assertThat(check(target, "order", "****7002", "").status()).isEqualTo(409);
        assertThat(check(target, "phone", "13900100001", "").status()).isEqualTo(200);
        assertThat(rest.get(ATTACKER, dossier).json().path("orders").findValuesAsText("number"))
                .containsExactly("DD99017001", "DD99017002");
        assertThat(rest.get(id("supervisor"), dossier).text())
                .as("it is no check of a colleague's")
                .contains("****7002")
                .doesNotContain("DD99017002");
    }

    private List<Job> sending() {
        return management.createJobQuery().withRetriesLeft().list().stream()
                .filter(job -> job.getProcessInstanceId() == null && job.getJobDefinitionId() == null)
                .toList();
    }

    private List<String> told() {
        return jdbc.sql(
                        "select staff_user_id from aftercare.notice where kind = 'identity-limit' and case_number = any(?)"
                                + " order by staff_user_id")
                .param(cases.stream().map(one -> one.number).toArray(String[]::new))
                .query(String.class)
                .list();
    }

    @Test
    void guessing_numbers_over_many_cases_ends() {
        for (int i = 0; i < 15; i++) {
            assertThat(check(received(i), "phone", "13900199999", "").status()).isEqualTo(409);
        }
        CaseAtHand known = received(20);
        Answer refused = check(known, "phone", "13900100020", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).contains("您今天已有15次核实不符");
        assertThat(told()).contains(id("supervisor"));
    }

    @Test
    void a_colleagues_check_opens_nothing_to_another() {
        CaseAtHand target = inHand(1);
        assertThat(check(target, "phone", "13900100001", "").status()).isEqualTo(200);
        assertThat(contact(target).status()).isEqualTo(200);
        assertThat(rest.get(id("supervisor"), "/api/cases/" + target.number + "/contact")
                        .status())
                .isEqualTo(409);
        assertThat(target.looks()).containsExactly(ATTACKER + " contact");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "    ",
                "哈哈哈哈哈哈哈哈哈哈",
                "已核实",
                "ababababababab",
                "1234567890",
                "。。。。。。。。。。",
                "😀😁😂😃😄😅😆😇",
                "\u200b\u200b\u200b本人",
                "本 人 本 人 本 人 本 人"
            })
    void a_reason_that_says_nothing_is_none(String note) {
        Answer refused = check(inHand(1), "other", "", note);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("请说明是怎样核实的（不少于8个字），例如");
    }
}
