package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.platform.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
@DisplayName("C15 C14 The register follows the engine, in the same transaction")
class EngineRegisterTest {

    private static final String NUMBER = "CP20231011001";

    @Autowired
    ProcessEngine engine;

    @Autowired
    EngineRegister register;

    @Autowired
    Casebook casebook;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private String deployment;

    /** Receipt gives the number, two departments verify at once, archiving is a job, a callback follows. */
    private static BpmnModelInstance model() {
        return Bpmn.createExecutableProcess("register-test")
                .camundaHistoryTimeToLive(5)
                .startEvent()
                .camundaExecutionListenerExpression("start", "${execution.setProcessBusinessKey(number)}")
                .subProcess("Phase_Receive")
                .name("受理")
                .embeddedSubProcess()
                .startEvent()
                .userTask("Task_Register")
                .name("登记投诉")
                .camundaCandidateUsers("yangxiao")
                .camundaDueDate("2023-10-11T15:00:00")
                .endEvent()
                .subProcessDone()
                .subProcess("Phase_Verify")
                .name("核查")
                .embeddedSubProcess()
                .startEvent()
                .parallelGateway("fork")
                .userTask("Task_Logistics")
                .name("物流核查")
                .camundaCandidateUsers("yangxiao")
                .camundaDueDate("2023-10-12T14:00:00")
                .parallelGateway("join")
                .endEvent()
                .moveToNode("fork")
                .userTask("Task_Product")
                .name("产品核查")
                .camundaCandidateUsers("yangxiao")
                .camundaDueDate("2023-10-12T12:00:00")
                .connectTo("join")
                .subProcessDone()
                .serviceTask("Archive")
                .camundaAsyncBefore()
                .camundaExpression("${archivable.booleanValue()}")
                .userTask("Task_Callback")
                .name("二次回访")
                .camundaCandidateUsers("yangxiao")
                .endEvent()
                .done();
    }

    @BeforeEach
    void deploy() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("register-test.bpmn", model())
                .addModelInstance(
                        "register-caller.bpmn",
                        Bpmn.createExecutableProcess("register-caller")
                                .camundaHistoryTimeToLive(5)
                                .startEvent()
                                .callActivity()
                                .calledElement("register-test")
                                .camundaIn("number", "number")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
    }

    @AfterEach
    void clean() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
        jdbc.sql("delete from aftercare.case_register where process_key like 'register-%'")
                .update();
    }

    private ProcessInstance start(String number) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "register-test",
                        Variables.putValue("number", number)
                                .putValue("customerId", "7d3c0b0e-0000-4000-8000-000000000001")
                                .putValue("customerLabel", "王** 138****5678")
                                .putValue("channel", "phone")
                                .putValue("receivedAt", Date.from(Instant.parse("2023-10-11T06:00:00Z")))
                                .putValue("summary", "商品破损，要求换货")
                                .putValue("archivable", true));
    }

    private void complete(String task, Map<String, Object> variables) {
        Task open = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(NUMBER)
                .taskDefinitionKey(task)
                .singleResult();
        Work.complete(engine, open.getId(), "yangxiao", variables);
    }

    private CaseSummary row() {
        return casebook.find(NUMBER).orElseThrow();
    }

    private void archive() {
        Job job = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(row().processInstanceId())
                .singleResult();
        engine.getManagementService().executeJob(job.getId());
    }

    @Test
    void a_case_is_in_the_register_from_its_receipt_although_the_number_comes_after_the_start() {
        ProcessInstance instance = start(NUMBER);

        assertThat(row())
                .returns(instance.getId(), CaseSummary::processInstanceId)
                .returns("register-test", CaseSummary::processKey)
                .returns("王** 138****5678", CaseSummary::customerLabel)
                .returns(Instant.parse("2023-10-11T06:00:00Z"), CaseSummary::receivedAt)
                .returns("商品破损，要求换货", CaseSummary::summary)
                .returns("受理", CaseSummary::phase)
                .returns("登记投诉", CaseSummary::currentTasks)
                .returns("open", CaseSummary::status)
                .returns(null, CaseSummary::assignees)
                .returns(at("2023-10-11T15:00:00"), CaseSummary::dueAt);
    }

    @Test
    void who_holds_a_case_keeps_nobody_from_finishing_what_is_written_already() {
        ProcessInstance instance = start(NUMBER);
        transaction.executeWithoutResult(tx -> {
            casebook.hold(NUMBER);
            assertThat(CompletableFuture.runAsync(
                            () -> engine.getRuntimeService().setVariable(instance.getId(), "summary", "又来电催办")))
                    .as("otherwise the two wait for each other as soon as the holder writes too")
                    .succeedsWithin(Duration.ofSeconds(20));
        });
        assertThat(row().summary()).isEqualTo("又来电催办");
    }

    @Test
    void every_step_of_a_case_moves_its_row() {
        start(NUMBER);
        engine.getTaskService()
                .claim(
                        engine.getTaskService()
                                .createTaskQuery()
                                .processInstanceBusinessKey(NUMBER)
                                .singleResult()
                                .getId(),
                        "yangxiao");
        assertThat(row().assignees()).isEqualTo("yangxiao");

        complete(
                "Task_Register",
                Map.of(
                        "urgency",
                        "urgent",
                        "handler",
                        "yangxiao",
                        "departments",
                        List.of("logistics", "product"),
                        "level",
                        1));
        assertThat(row())
                .returns("核查", CaseSummary::phase)
                .returns("产品核查、物流核查", CaseSummary::currentTasks)
                .returns(at("2023-10-12T12:00:00"), CaseSummary::dueAt)
                .returns("urgent", CaseSummary::urgency)
                .returns("yangxiao", CaseSummary::handler)
                .returns(1, CaseSummary::level);

        complete("Task_Product", Map.of());
        assertThat(row())
                .returns("物流核查", CaseSummary::currentTasks)
                .returns(at("2023-10-12T14:00:00"), CaseSummary::dueAt);

        complete("Task_Logistics", Map.of("responsibleDepartment", "logistics", "planText", "换货", "amount", 199.5d));
        assertThat(row())
                .returns("logistics", CaseSummary::responsibleDepartment)
                .returns("换货", CaseSummary::planText)
                .returns(null, CaseSummary::currentTasks)
                .returns(at("2023-10-12T14:00:00"), CaseSummary::dueAt)
                .returns("open", CaseSummary::status);
        assertThat(row().amount()).isEqualByComparingTo(new BigDecimal("199.5"));

        archive();
        assertThat(row()).returns("archived", CaseSummary::status).returns(null, CaseSummary::closedAt);
        assertThat(row().archivedAt()).isNotNull();

        complete("Task_Callback", Map.of("satisfaction", "2", "secondSatisfaction", "5", "outcome", "resolved"));
        assertThat(row())
                .returns("archived", CaseSummary::status)
                .returns("5", CaseSummary::satisfaction)
                .returns("resolved", CaseSummary::outcome);
        assertThat(row().closedAt()).isNotNull();
    }

    @Test
    void an_amount_is_understood_however_it_was_delivered() {
        ProcessInstance instance = start(NUMBER);
        for (Object amount : List.of(200, 200L, 200.0d, "200.00")) {
            engine.getRuntimeService().setVariable(instance.getId(), "amount", amount);
            assertThat(row().amount()).isEqualByComparingTo("200");
        }
        engine.getRuntimeService().setVariable(instance.getId(), "amount", "两百");
        assertThat(row().amount()).isNull();
    }

    @Test
    void a_withdrawn_case_says_so_after_its_end() {
        ProcessInstance instance = start(NUMBER);
        engine.getRuntimeService().setVariable(instance.getId(), "outcome", "withdrawn");
        engine.getRuntimeService().deleteProcessInstance(instance.getId(), "撤诉");

        assertThat(row()).returns("withdrawn", CaseSummary::status).returns(null, CaseSummary::currentTasks);
        assertThat(row().isFinished()).isTrue();
    }

    @Test
    void what_a_transaction_rolls_back_never_was_in_the_register() {
        transaction.executeWithoutResult(status -> {
            start(NUMBER);
            status.setRollbackOnly();
        });

        assertThat(casebook.find(NUMBER)).isEmpty();
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(NUMBER)
                        .count())
                .isZero();
    }

    @Test
    void several_commands_of_one_transaction_are_one_change() {
        transaction.executeWithoutResult(status -> {
            start(NUMBER);
            assertThat(casebook.find(NUMBER)).isEmpty();
            complete("Task_Register", Map.of("urgency", "normal"));
        });

        assertThat(row()).returns("核查", CaseSummary::phase).returns("normal", CaseSummary::urgency);
    }

    @Test
    void a_job_that_fails_leaves_the_row_as_it_was() {
        ProcessInstance instance = start(NUMBER);
        complete("Task_Register", Map.of());
        complete("Task_Product", Map.of());
        complete("Task_Logistics", Map.of());
        engine.getRuntimeService().setVariable(instance.getId(), "archivable", null);
        CaseSummary before = row();

        assertThatThrownBy(this::archive).isInstanceOf(RuntimeException.class);

        assertThat(row()).isEqualTo(before).returns(null, CaseSummary::archivedAt);
    }

    @Test
    void a_number_that_another_case_has_is_refused_and_no_half_made_case_remains() {
        start(NUMBER);

        assertThatThrownBy(() -> start(NUMBER)).isInstanceOf(Refusal.class);

        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(NUMBER)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void processes_without_a_case_number_and_called_ones_are_not_recorded() {
        start("no case number");
        engine.getRuntimeService().startProcessInstanceByKey("register-caller", Map.of("number", NUMBER));

        assertThat(jdbc.sql("select count(*) from aftercare.case_register where process_key like 'register-%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("two changes at the same moment are both in the row")
    void concurrent() throws Exception {
        ProcessInstance instance = start(NUMBER);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService agents = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 15; round++) {
                String value = "round " + round;
                List<Future<?>> changes = List.of(
                        agents.submit(() -> change(together, instance, "product", value)),
                        agents.submit(() -> change(together, instance, "category", value)));
                for (Future<?> change : changes) {
                    change.get();
                }
                assertThat(row()).returns(value, CaseSummary::product).returns(value, CaseSummary::category);
            }
        } finally {
            agents.shutdown();
        }
    }

    private Void change(CyclicBarrier together, ProcessInstance instance, String variable, String value)
            throws Exception {
        together.await();
        engine.getRuntimeService().setVariable(instance.getId(), variable, value);
        return null;
    }

    @Test
    void a_rebuilt_register_equals_the_one_kept_live() {
        start("CP20231011002");
        start("CP20231011003");
        every_step_of_a_case_moves_its_row();
        List<Map<String, Object>> live = rows();
        jdbc.sql("delete from aftercare.case_register where case_number in (?, ?)")
                .params(NUMBER, "CP20231011003")
                .update();
        jdbc.sql(
                        "update aftercare.case_register set phase = 'wrong', due_at = null where case_number = 'CP20231011002'")
                .update();

        int written = register.rebuild();

        assertThat(written).isGreaterThanOrEqualTo(3);
        assertThat(rows()).isEqualTo(live);
    }

    private List<Map<String, Object>> rows() {
        return jdbc.sql(
                        "select * from aftercare.case_register where process_key = 'register-test' order by case_number")
                .query()
                .listOfRows();
    }

    /** The engine reads a due date without a zone in the machine's. */
    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local)
                .atZone(java.time.ZoneId.systemDefault())
                .toInstant();
    }
}
