package io.aftercare.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.fulfilment.TestPeers.Fault;
import io.aftercare.fulfilment.TestPeers.Peer;
import io.aftercare.platform.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a diagram uses the delegates: retried by the engine, then a person; undone by compensation. */
@AftercareTest
class FulfilmentProcessTest {

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    Fulfilment fulfilment;

    @Autowired
    Ledger ledger;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestPeers peers;

    private static final String FINANCE = TestPeople.id("finance");

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    TestPeople people;

    private final Payout payout = new Payout();
    private final List<String> granted = new ArrayList<>();
    private String deployment;

    @BeforeEach
    void deploy() {
        payout.order(jdbc, "399.00");
        deployment = repository
                .createDeployment()
                .addClasspathResource("fulfilment/payout.bpmn")
                .deploy()
                .getId();
        for (String process : List.of("payout", "amends")) {
            Authorization may = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            may.setUserId(FINANCE);
            may.setResource(Resources.PROCESS_DEFINITION);
            may.setResourceId(process);
            may.addPermission(ProcessDefinitionPermissions.READ_TASK);
            may.addPermission(ProcessDefinitionPermissions.TASK_WORK);
            granted.add(authorizations.saveAuthorization(may).getId());
        }
    }

    @AfterEach
    void mend() {
        peers.mend();
        granted.forEach(authorizations::deleteAuthorization);
        repository.deleteDeployment(deployment, true, true, true);
    }

    @Test
    @DisplayName("A6: what was approved is paid back; the reference is in the case")
    void refunds() {
        String instance = start("payout", Map.of());

        run(instance);

        assertThat(task(instance)).isEqualTo("Told");
        assertThat(runtime.getVariable(instance, "refundReference"))
                .isEqualTo(entry(Kind.REFUND).reference());
        assertThat(entry(Kind.REFUND).amount()).isEqualByComparingTo("399");
        assertThat(booked(Kind.REFUND)).isEqualTo(1);
    }

    @Test
    @DisplayName("A7: the engine forgets that it paid (crash before its commit): the money does not move again")
    void engine_forgets() {
        String instance = start("payout", Map.of());
        // the engine cannot keep the result: its own transaction fails after the payment was committed
        runtime.setVariable(instance, "approvedBy", TestPeople.id("supervisor"));
        Job job = job(instance);
        jdbc.sql("create or replace function aftercare.fail_once() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'crash'; end $$")
                .update();
        jdbc.sql("create constraint trigger crash after insert on act_ru_task deferrable initially deferred"
                        + " for each row execute function aftercare.fail_once()")
                .update();
        try {
            assertThat(catchThrowable(() -> management.executeJob(job.getId()))).isNotNull();
        } finally {
            jdbc.sql("drop trigger crash on act_ru_task").update();
            jdbc.sql("drop function aftercare.fail_once()").update();
        }
        assertThat(entry(Kind.REFUND).state()).isEqualTo(State.DONE);
        assertThat(runtime.getVariable(instance, "refundReference")).isNull();

        run(instance);

        assertThat(runtime.getVariable(instance, "refundReference"))
                .isEqualTo(entry(Kind.REFUND).reference());
        assertThat(entry(Kind.REFUND).attempts()).isEqualTo(1);
        assertThat(booked(Kind.REFUND)).isEqualTo(1);
    }

    @Test
    @DisplayName("A7: three attempts without an answer, then finance; paid by hand closes it, and nothing can follow")
    void finance_pays_by_hand() {
        peers.harm(Peer.PAYMENTS, Fault.DOWN);
        String instance = start("payout", Map.of());
        fail(instance);
        fail(instance);
        assertThat(task(instance)).isNull();
        run(instance);
        assertThat(task(instance)).isEqualTo("RefundByHand");
        assertThat(entry(Kind.REFUND).state()).isEqualTo(State.FAILED);
        assertThat(entry(Kind.REFUND).attempts()).isEqualTo(3);
        peers.mend();

        complete(instance, Map.of("refundOutcome", "paid", "refundReference", payout.number("BANK")));

        assertThat(entry(Kind.REFUND).state()).isEqualTo(State.BY_HAND);
        assertThat(entry(Kind.REFUND).finishedBy()).isEqualTo(FINANCE);
        assertThat(fulfilment.refund(payout.money("399"))).isEqualTo(payout.number("BANK"));
        assertThat(booked(Kind.REFUND)).isZero();
    }

    @Test
    @DisplayName("A7: paid but never confirmed, then finance says retry: the payment is found, not repeated")
    void finance_retries() {
        peers.harm(Peer.PAYMENTS, Fault.SILENT);
        String instance = start("payout", Map.of());
        fail(instance);
        fail(instance);
        run(instance);
        assertThat(booked(Kind.REFUND)).isEqualTo(1);
        peers.mend();

        complete(instance, Map.of("refundOutcome", "retry"));
        run(instance);

        assertThat(task(instance)).isEqualTo("Told");
        assertThat(entry(Kind.REFUND).state()).isEqualTo(State.DONE);
        assertThat(booked(Kind.REFUND)).isEqualTo(1);
    }

    @Test
    @DisplayName("A7: a payment channel that says no is not asked again; finance looks at once")
    void declined() {
        peers.harm(Peer.PAYMENTS, Fault.DECLINES);
        String instance = start("payout", Map.of());

        run(instance);

        assertThat(task(instance)).isEqualTo("RefundByHand");
        assertThat(entry(Kind.REFUND).state()).isEqualTo(State.DECLINED);
        assertThat(catchThrowable(
                        () -> complete(instance, Map.of("refundOutcome", "paid", "refundReference", "with space"))))
                .hasMessageContaining("退款流水号");
        peers.mend();
        complete(instance, Map.of("refundOutcome", "retry"));
        run(instance);
        assertThat(entry(Kind.REFUND).state()).isEqualTo(State.DONE);
    }

    @Test
    @DisplayName("C10: without an approval nothing is paid and nobody is asked to pay: it is an incident")
    void not_approved() {
        String instance = start("payout", Map.of("approvedBy", TestPeople.id("agent")));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(catchThrowable(() -> run(instance)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("不能是同一人");
        }
        assertThat(task(instance)).isNull();
        assertThat(runtime.createIncidentQuery().processInstanceId(instance).count())
                .isEqualTo(1);
        assertThat(ledger.find(payout.caseNumber, payout.decision, Kind.REFUND)).isEmpty();
    }

    @Test
    @DisplayName("A7: a diagram that names no way out of an error is an incident, and the case is not over")
    void error_without_a_way_out() {
        fulfilment.refund(payout.money("399.00"));
        String instance = start("payout", Map.of("decision", payout.caseNumber + "-2"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(catchThrowable(() -> run(instance))).hasMessageContaining(FulfilmentDelegate.REFUND_REFUSED);
        }
        assertThat(runtime.createIncidentQuery().processInstanceId(instance).count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "A6, A7: coupon, points, label, stock and parcel; compensation voids the coupon and gives the goods free")
    void amends() {
        stock(5);
        String instance = start("amends", Map.of("quantity", 2));
        for (int step = 0; step < 5; step++) {
            run(instance);
        }
        assertThat(task(instance)).isEqualTo("Look");
        Map<String, Object> variables = runtime.getVariables(instance);
        assertThat(variables).containsEntry("points", 39900).containsKeys("pointsReference", "trackingNumber");
        assertThat(variables.get("couponNumber").toString()).startsWith("YHQ");
        assertThat(variables.get("returnLabel").toString()).startsWith("MD");
        assertThat(variables.get("returnAddress").toString()).contains("售后退货组");
        assertThat(variables.get("courier")).isEqualTo("自营配送");
        assertThat(available()).isEqualTo(3);
        assertThat(variables.values()).noneMatch(value -> String.valueOf(value).contains("世纪大道"));

        complete(instance, Map.of());

        assertThat(task(instance)).isEqualTo("Wait");
        assertThat(available()).isEqualTo(5);
        assertThat(entry(Kind.COUPON).undoneAt()).isNotNull();
        assertThat(entry(Kind.COUPON_VOID).state()).isEqualTo(State.DONE);
        assertThat(entry(Kind.RELEASE).state()).isEqualTo(State.DONE);
    }

    @Test
    @DisplayName("A6: out of stock is said at once; the same decision may ask again when goods came")
    void out_of_stock() {
        stock(1);
        String instance = start("amends", Map.of("quantity", 2));
        for (int step = 0; step < 4; step++) {
            run(instance);
        }
        assertThat(task(instance)).isEqualTo("Look");
        assertThat(runtime.getVariable(instance, "reservation")).isNull();
        assertThat(available()).isEqualTo(1);
        assertThat(entry(Kind.RESERVATION).state()).isEqualTo(State.DECLINED);
    }

    @Test
    @DisplayName("A7: a voucher system or courier that does not answer at the only attempt: a person looks")
    void one_attempt_only() {
        stock(9);
        peers.harm(Peer.VOUCHERS, Fault.DOWN);
        String instance = start("amends", Map.of("quantity", 1));
        run(instance);
        assertThat(task(instance)).isEqualTo("Look");
        assertThat(entry(Kind.COUPON).state()).isEqualTo(State.FAILED);

        peers.mend();
        peers.harm(Peer.COURIER, Fault.DOWN);
        payout.next();
        payout.order(jdbc, "399.00");
        String other = start("amends", Map.of("quantity", 1));
        run(other);
        run(other);
        fail(other);
        peers.mend();
        run(other);
        run(other);
        peers.harm(Peer.COURIER, Fault.DOWN);
        run(other);
        assertThat(task(other)).isEqualTo("Look");
        assertThat(entry(Kind.SHIP_EXCHANGE).state()).isEqualTo(State.FAILED);
    }

    private String start(String process, Map<String, Object> more) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("decision", payout.decision);
        variables.put("amount", 399.0);
        variables.put("orderNumber", payout.orderNumber);
        variables.put("customerId", payout.customer.toString());
        variables.put("proposer", TestPeople.id("agent"));
        variables.put("approvedBy", TestPeople.id("supervisor"));
        variables.putAll(more);
        return runtime.startProcessInstanceByKey(process, payout.caseNumber, variables)
                .getId();
    }

    private Job job(String instance) {
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }

    private void run(String instance) {
        management.executeJob(job(instance).getId());
    }

    private void fail(String instance) {
        assertThat(catchThrowable(() -> run(instance))).isInstanceOf(Unconfirmed.class);
    }

    private String task(String instance) {
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        return task == null ? null : task.getTaskDefinitionKey();
    }

    /** As somebody of finance, who may work on these processes of the test. */
    private void complete(String instance, Map<String, Object> variables) {
        String id = tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        tasks.setAssignee(id, FINANCE);
        people.run(FINANCE, () -> tasks.complete(id, variables));
    }

    private Entry entry(Kind kind) {
        return ledger.find(payout.caseNumber, payout.decision, kind).orElseThrow();
    }

    private int booked(Kind kind) {
        return jdbc.sql("select count(*) from aftercare.embedded_booking where key = ?")
                .param(payout.key(kind))
                .query(Integer.class)
                .single();
    }

    private void stock(int available) {
        jdbc.sql("insert into aftercare.embedded_stock (product, available) values (?, ?)")
                .params(payout.product, available)
                .update();
    }

    private int available() {
        return jdbc.sql("select available from aftercare.embedded_stock where product = ?")
                .param(payout.product)
                .query(Integer.class)
                .single();
    }
}
