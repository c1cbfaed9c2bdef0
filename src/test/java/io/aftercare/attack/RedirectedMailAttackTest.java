package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.CaseAtHand;
import io.aftercare.customer.Customers;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P1 Q2 Nobody has a customer's mail or parcels sent to themselves by naming the customer")
class RedirectedMailAttackTest {

    private static final String PHONE = "13900004399";
    private static final String THIEF = "thief@example.com";

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
    Customers customers;

    @Autowired
    JdbcClient jdbc;

    private RestClientForTests rest;
    private final List<CaseAtHand> cases = new ArrayList<>();

    @BeforeEach
    void connect() {
        rest = new RestClientForTests(port);
    }

    @AfterEach
    void remove() {
        // what was not sent would be sent in a later test, whose messages are gone
        sending().forEach(job -> management.deleteJob(job.getId()));
        cases.forEach(CaseAtHand::remove);
    }

    private CaseAtHand received(String email, String address) {
        CaseAtHand added = CaseAtHand.receive(
                runtime,
                history,
                jdbc,
                Map.of("customerPhone", PHONE, "customerEmail", email, "customerAddress", address));
        added.give(tasks, "agent");
        cases.add(added);
        return added;
    }

    /** Where the acknowledgement of a case goes, or that somebody calls. */
    private String acknowledged(CaseAtHand received) {
        return jdbc.sql("select coalesce(t.recipient, n.channel) from aftercare.notice n"
                        + " join aftercare.notice_text t on t.notice_id = n.id"
                        + " where n.case_number = ? and n.kind = 'acknowledgement'")
                .param(received.number)
                .query(String.class)
                .single();
    }

    private Answer check(CaseAtHand target, String method, String answer, String note) {
        return rest.post(
                id("agent"),
                "/api/cases/" + target.number + "/identity",
                "{\"method\":\"%s\",\"answer\":\"%s\",\"note\":\"%s\"}".formatted(method, answer, note));
    }

    private String held(CaseAtHand target) {
        return rest.get(id("agent"), "/api/cases/" + target.number + "/dossier")
                .json()
                .path("held")
                .asText();
    }

    private String postalAddress(CaseAtHand target) {
        return jdbc.sql("select coalesce(address, '') from aftercare.customer where id = ?::uuid")
                .param(target.customerId)
                .query(String.class)
                .single();
    }

    @Test
    void somebody_new_is_answered_at_once_where_they_say() {
        assertThat(acknowledged(received("zhou@example.com", ""))).isEqualTo("zhou@example.com");
    }

    @Test
    void an_address_first_given_by_a_later_caller_is_not_used_before_the_identity_was_checked() {
        assertThat(acknowledged(received("", ""))).isEqualTo("phone");
        CaseAtHand later = received(THIEF, "上海市世纪大道100号");
        assertThat(later.customerId).isEqualTo(cases.get(0).customerId);
        assertThat(acknowledged(later)).isEqualTo("phone");
        assertThat(postalAddress(later)).isEmpty();
        assertThat(held(later)).contains("本次联系新留的电子邮箱和收货地址不会启用：客户没有别的登记信息可以核对");
        order(later, "DD99018001");
        order(later, "DD99018002");
        jdbc.sql("update aftercare.case_register set order_number = 'DD99018001' where case_number = ?")
                .param(later.number)
                .update();
        assertThat(held(later)).contains("本次联系新留的电子邮箱和收货地址还没有启用", "请再问另一笔订单的订单号，");
        assertThat(rest.get(id("agent"), "/cases/" + later.number).text()).contains(held(later));

        assertThat(check(later, "phone", "13900000000", "").status()).isEqualTo(409);
        assertThat(check(later, "other", "", "回拨登记电话，本人接听并说出订单").status()).isEqualTo(200);
        assertThat(customers.recipient(UUID.fromString(later.customerId)).email())
                .as("nothing was compared")
                .isNull();
        assertThat(check(cases.get(0), "phone", PHONE, "").status()).isEqualTo(200);
        assertThat(customers.recipient(UUID.fromString(later.customerId)).email())
                .as("another call")
                .isNull();

        for (String[] said : new String[][] {{"phone", PHONE}, {"order", "DD99018001"}}) {
            assertThat(check(later, said[0], said[1], "").status()).isEqualTo(200);
            assertThat(customers.recipient(UUID.fromString(later.customerId)).email())
                    .as("given at the receipt, or on the page")
                    .isNull();
        }
        assertThat(check(later, "order", "dd99018002", "").status()).isEqualTo(200);
        assertThat(held(later)).isEmpty();
        assertThat(postalAddress(later)).isEqualTo("上海市世纪大道100号");
        assertThat(acknowledged(received(THIEF, ""))).isEqualTo(THIEF);
        assertThat(changes(later)).isEmpty();
    }

    private void order(CaseAtHand target, String number) {
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at)"
                        + " values (?, ?::uuid, '电热水壶', 129, now())")
                .params(number, target.customerId)
                .update();
    }

    @Test
    void who_knows_the_number_and_says_it_is_the_same_person_redirects_nothing_by_that_number() {
        assertThat(acknowledged(received("zhou@example.com", ""))).isEqualTo("zhou@example.com");
        CaseAtHand later = CaseAtHand.receive(
                runtime,
                history,
                jdbc,
                Map.of("customerPhone", PHONE, "customerName", "贾冒名", "samePerson", "same", "customerEmail", THIEF));
        cases.add(later);
        later.give(tasks, "agent");
        assertThat(later.customerId).isEqualTo(cases.get(0).customerId);
        assertThat(check(later, "phone", PHONE, "").status()).isEqualTo(200);
        assertThat(held(later)).contains("还没有启用", "请再问登记的邮箱，");
        assertThat(changes(later)).isEmpty();
        assertThat(acknowledged(received("", ""))).isEqualTo("zhou@example.com");

        assertThat(check(later, "email", "zhou@example.com", "").status()).isEqualTo(200);
        assertThat(held(later)).isEmpty();
        assertThat(changes(later)).containsExactly("zhou@example.com QUEUED");
    }

    @Test
    void who_knows_the_mail_address_redirects_no_parcels_by_it() {
        received("zhou@example.com", "北京市长安街1号");
        CaseAtHand later = CaseAtHand.receive(
                runtime,
                history,
                jdbc,
                Map.of("customerPhone", "", "customerEmail", "ZHOU@example.com", "customerAddress", "上海市世纪大道100号"));
        cases.add(later);
        later.give(tasks, "agent");
        assertThat(later.customerId).isEqualTo(cases.get(0).customerId);
        assertThat(check(later, "email", "zhou@example.com", "").status()).isEqualTo(200);
        assertThat(postalAddress(later)).isEqualTo("北京市长安街1号");
        assertThat(held(later)).contains("请再问登记的手机号，");
        assertThat(check(later, "phone", PHONE, "").status()).isEqualTo(200);
        assertThat(postalAddress(later)).isEqualTo("上海市世纪大道100号");
    }

    private List<Job> sending() {
        return management.createJobQuery().withRetriesLeft().list().stream()
                .filter(job -> job.getProcessInstanceId() == null && job.getJobDefinitionId() == null)
                .toList();
    }

    private List<String> changes(CaseAtHand target) {
        return jdbc.sql("select t.recipient || ' ' || n.state from aftercare.notice n"
                        + " join aftercare.notice_text t on t.notice_id = n.id"
                        + " where n.case_number = ? and n.kind = 'address-changed'")
                .param(target.number)
                .query(String.class)
                .list();
    }

    @Test
    void the_address_known_until_now_has_the_mail_until_then_and_is_told_of_the_change() {
        assertThat(acknowledged(received("zhou@example.com", "北京市长安街1号"))).isEqualTo("zhou@example.com");
        CaseAtHand later = received(THIEF, "上海市世纪大道100号");
        assertThat(acknowledged(later)).isEqualTo("zhou@example.com");
        assertThat(postalAddress(later)).isEqualTo("北京市长安街1号");

        assertThat(check(later, "email", THIEF, "").status()).isEqualTo(409);
        assertThat(check(later, "email", "zhou@example.com", "").status()).isEqualTo(200);
        assertThat(changes(later)).containsExactly("zhou@example.com QUEUED");
        sending().forEach(job -> management.executeJob(job.getId()));
        assertThat(changes(later)).containsExactly("zhou@example.com KEPT");
        String told = jdbc.sql(
                        "select t.body_text from aftercare.notice n join aftercare.notice_text t on t.notice_id = n.id"
                                + " where n.case_number = ? and n.kind = 'address-changed'")
                .param(later.number)
                .query(String.class)
                .single();
        assertThat(told).contains("电子邮箱和收货地址已更改").doesNotContain(THIEF, "世纪大道", "长安街", PHONE, "郑小舟");
        assertThat(acknowledged(received("", ""))).isEqualTo(THIEF);
    }
}
