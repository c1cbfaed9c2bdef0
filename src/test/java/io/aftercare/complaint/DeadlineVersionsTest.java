package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.MANAGER;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.aftercare.AftercareTest;
import io.aftercare.OwnerDeployments;
import io.aftercare.deadline.DeadlineActions;
import io.aftercare.deadline.DeadlineLedger;
import io.aftercare.deadline.DeadlineOccurrence;
import io.aftercare.deadline.TableFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The deadline table changes while cases run; the table is deployed over REST, as the Modeler does it. */
@AftercareTest
@DisplayName("Q5 T2 A changed deadline table applies from where its owner says, and every case can be explained")
class DeadlineVersionsTest {

    private static final String REPLANNING = "aftercare-replan-deadlines";
    private static final String FOR_RUNNING_CASES = "在办适用";

    /** A Friday; twelve working hours later the clock shows Monday 18:00. */
    private static final Instant FRIDAY = at("2026-11-20T14:00");

    private static final Instant SATURDAY = at("2026-11-21T14:00");
    private static final Instant MONDAY = at("2026-11-23T18:00");

    @Autowired
    Department department;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    DeadlineActions actions;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WebApplicationContext context;

    @LocalServerPort
    int port;

    private OwnerDeployments owner;
    private int before;
    private final List<String> cases = new ArrayList<>();

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    @BeforeEach
    void a_friday_on_which_nothing_else_runs() {
        owner = new OwnerDeployments(engine, port);
        before = inForce().getVersion();
        ClockUtil.setCurrentTime(Date.from(FRIDAY));
        jdbc.sql("update aftercare.deadline_occurrence set finished_at = started_at, state = 'cancelled'"
                        + " where finished_at is null")
                .update();
    }

    @AfterEach
    void take_back() {
        replanning().forEach(job -> engine.getManagementService().deleteJob(job));
        cases.stream().filter(id -> !department.ended(id)).forEach(id -> engine.getRuntimeService()
                .deleteProcessInstance(id, "test"));
        owner.takeBack();
        ClockUtil.reset();
    }

    private DecisionDefinition inForce() {
        return engine.getRepositoryService()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("deadlines")
                .latestVersion()
                .singleResult();
    }

    private static TableFile twelveWorkingHours() {
        return TableFile.bundled()
                .set("verification", "duration", "\"PT12H\"")
                .set("verification", "calendar", "\"working-hours\"")
                .set("verification", "clause", "\"投诉核查办法（2026-11 修订）\"");
    }

    private void deploy(TableFile file) {
        owner.accepted(TableFile.NAME, file.text());
    }

    private String received() {
        String id = department.receiveBrokenGoods();
        cases.add(id);
        return id;
    }

    private void untilVerification(String id) {
        department.register(id);
        department.respond(id, AGENT);
    }

    private String inVerification() {
        String id = received();
        untilVerification(id);
        return id;
    }

    private DeadlineOccurrence deadline(String id, String step) {
        return ledger.of(department.caseNumber(id)).stream()
                .filter(deadline -> deadline.step().equals(step))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private DeadlineOccurrence verification(String id) {
        return deadline(id, "verification");
    }

    private Task task(DeadlineOccurrence deadline) {
        return engine.getTaskService()
                .createTaskQuery()
                .executionId(deadline.scopeExecutionId())
                .singleResult();
    }

    private Job timer(DeadlineOccurrence deadline) {
        return engine.getManagementService()
                .createJobQuery()
                .executionId(deadline.scopeExecutionId())
                .timers()
                .singleResult();
    }

    /** The ledger, the task and the timer agree; the timer, which fired at the warning, then stands at the due date. */
    private void assertDue(String id, Instant due) {
        DeadlineOccurrence open = verification(id);
        assertThat(open.dueAt()).isEqualTo(due);
        assertThat(task(open).getDueDate().toInstant()).isEqualTo(due);
        assertThat(task(open).getFollowUpDate().toInstant()).isEqualTo(open.warnAt());
        assertThat(timer(open).getDuedate().toInstant()).isEqualTo(open.warnAt());
    }

    private void assertTimerStandsAtDueDateOnceWarned(String id, Instant due) {
        department.pass(
                id,
                Duration.between(
                        ClockUtil.getCurrentTime().toInstant(), verification(id).warnAt()));
        assertThat(verification(id).warnedAt()).isNotNull();
        assertThat(timer(verification(id)).getDuedate().toInstant()).isEqualTo(due);
        assertThat(task(verification(id)).getDueDate().toInstant()).isEqualTo(due);
    }

    private List<String> replanning() {
        return engine.getManagementService().createJobQuery().list().stream()
                .filter(job -> REPLANNING.equals(((JobEntity) job).getJobHandlerType()))
                .map(Job::getId)
                .toList();
    }

    /** Runs the job, and those that it leaves for the rest; returns how many there were. */
    private int replan() {
        int runs = 0;
        for (List<String> jobs = replanning(); !jobs.isEmpty(); jobs = replanning()) {
            assertThat(engine.getManagementService()
                            .createJobQuery()
                            .jobId(jobs.get(0))
                            .singleResult()
                            .getDuedate())
                    .as("the executor finds jobs by their due date")
                    .isNotNull();
            engine.getManagementService().executeJob(jobs.get(0));
            runs++;
        }
        return runs;
    }

    /** What is noted of a deadline's due date, as {@code kind from to version}. */
    private List<String> changes(DeadlineOccurrence deadline) {
        return jdbc.sql("select kind, due_before, due_after, decision_version from aftercare.deadline_change"
                        + " where occurrence_id = ? order by id")
                .param(deadline.id())
                .query((r, n) -> r.getString(1)
                        + ' '
                        + r.getTimestamp(2).toInstant()
                        + ' '
                        + r.getTimestamp(3).toInstant()
                        + ' '
                        + r.getObject(4))
                .list();
    }

    private String page(String id) throws Exception {
        return MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build()
                .perform(get("/cases/" + department.caseNumber(id))
                        .with(user(AGENT).roles("agent")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("C8 a new case obeys the table that was deployed; one that runs keeps its own, also for later steps")
    void new_cases_only() throws Exception {
        String running = inVerification();
        String waiting = received();
        deploy(twelveWorkingHours());
        int after = inForce().getVersion();
        assertThat(after).isEqualTo(before + 1);
        assertThat(replanning()).as("nothing moves what runs").isEmpty();
        String fresh = inVerification();
        untilVerification(waiting);

        assertDue(fresh, MONDAY);
        assertDue(running, SATURDAY);
        assertDue(waiting, SATURDAY);
        assertThat(verification(fresh).decisionVersion()).isEqualTo(after);
        assertThat(verification(fresh).clause()).isEqualTo("投诉核查办法（2026-11 修订）");
        assertThat(verification(fresh).calendar()).isEqualTo("working-hours");
        for (String old : List.of(running, waiting)) {
            assertThat(verification(old).decisionVersion()).isEqualTo(before);
            assertThat(verification(old).clause()).isEqualTo("《客户沟通指南》问题核查与责任认定");
        }

        for (String id : List.of(running, fresh)) {
            department.verify(id, "logistics");
            department.conclude(id, AGENT, "company");
        }
        assertThat(deadline(running, "plan").decisionVersion()).isEqualTo(before);
        assertThat(deadline(fresh, "plan").decisionVersion()).isEqualTo(after);

        assertThat(page(running))
                .contains("《客户沟通指南》问题核查与责任认定，时限表第 " + before + " 版")
                .doesNotContain("时限表第 " + after + " 版");
        assertThat(page(fresh))
                .contains("投诉核查办法（2026-11 修订），时限表第 " + after + " 版")
                .doesNotContain("时限表第 " + before + " 版");
    }

    @Test
    @DisplayName("C8 the timer stands where the ledger and the task say, before the warning and after it")
    void timer_and_task() {
        deploy(twelveWorkingHours());
        String fresh = inVerification();
        assertDue(fresh, MONDAY);
        assertTimerStandsAtDueDateOnceWarned(fresh, MONDAY);
    }

    @Test
    @DisplayName("C8 a table tagged for running cases moves the ledger, the task and the timer, and notes it")
    void running_cases_too() throws Exception {
        String running = inVerification();
        String waiting = received();
        deploy(twelveWorkingHours().tag(FOR_RUNNING_CASES));
        int after = inForce().getVersion();
        assertDue(running, SATURDAY);

        assertThat(replan()).isEqualTo(1);

        assertDue(running, MONDAY);
        assertThat(verification(running).decisionVersion()).isEqualTo(after);
        assertThat(verification(running).decisionId()).isEqualTo(inForce().getId());
        assertThat(verification(running).clause()).isEqualTo("投诉核查办法（2026-11 修订）");
        assertThat(verification(running).calendar()).isEqualTo("working-hours");
        assertThat(changes(verification(running)))
                .containsExactly("replanned " + SATURDAY + ' ' + MONDAY + ' ' + after);
        assertThat(page(running)).contains("投诉核查办法（2026-11 修订），时限表第 " + after + " 版");

        assertThat(deadline(running, "first-response").decisionVersion())
                .as("what is finished stays as it was")
                .isEqualTo(before);
        untilVerification(waiting);
        assertDue(waiting, MONDAY);
        assertThat(changes(verification(waiting))).isEmpty();
        assertTimerStandsAtDueDateOnceWarned(running, MONDAY);
    }

    @Test
    @DisplayName("C12 what people have agreed on stays: a paused, an extended and a missed deadline keep their dates")
    void agreed_dates_stay() {
        ClockUtil.setCurrentTime(Date.from(at("2026-11-19T10:00")));
        String missed = inVerification();
        department.pass(missed, Duration.ofHours(26));
        assertThat(verification(missed).breachedAt()).isNotNull();
        ClockUtil.setCurrentTime(Date.from(FRIDAY));

        String paused = inVerification();
        String resumed = inVerification();
        String extended = inVerification();
        String asked = inVerification();
        String free = inVerification();
        for (String id : List.of(paused, resumed)) {
            as(SUPERVISOR, () -> actions.pause(number(id), verification(id).id(), "customer-materials", ""));
        }
        for (String id : List.of(extended, asked)) {
            as(
                    SUPERVISOR,
                    () -> actions.requestExtension(number(id), verification(id).id(), "PT10H", "等待快递公司的监控"));
        }
        department.complete(extended, "Task_ApproveExtension", MANAGER, Map.of("extensionApproval", "approve"));
        ClockUtil.setCurrentTime(Date.from(FRIDAY.plusSeconds(3600)));
        as(
                SUPERVISOR,
                () -> actions.resume(number(resumed), verification(resumed).id()));
        List<DeadlineOccurrence> agreed = List.of(
                verification(missed),
                verification(paused),
                verification(resumed),
                verification(extended),
                verification(asked));
        List<Date> dueDates =
                agreed.stream().map(this::task).map(Task::getDueDate).toList();
        List<Date> timers =
                agreed.stream().map(this::timer).map(Job::getDuedate).toList();

        deploy(twelveWorkingHours().tag(FOR_RUNNING_CASES));
        replan();

        assertDue(free, MONDAY);
        assertThat(List.of(
                        verification(missed),
                        verification(paused),
                        verification(resumed),
                        verification(extended),
                        verification(asked)))
                .isEqualTo(agreed);
        assertThat(agreed.stream().map(this::task).map(Task::getDueDate)).isEqualTo(dueDates);
        assertThat(agreed.stream().map(this::timer).map(Job::getDuedate)).isEqualTo(timers);
        assertThat(verification(extended).dueAt()).isEqualTo(SATURDAY.plus(Duration.ofHours(10)));
        assertThat(verification(resumed).dueAt()).isEqualTo(SATURDAY.plus(Duration.ofHours(1)));

        department.verify(missed, "logistics");
        assertThat(deadline(missed, "conclusion").decisionVersion())
                .as("its later steps follow the tagged table")
                .isEqualTo(inForce().getVersion());
    }

    private void as(String who, Runnable deed) {
        department.as(who, () -> {
            deed.run();
            return null;
        });
    }

    private String number(String id) {
        return department.caseNumber(id);
    }

    @Test
    @DisplayName("a table without the tag that was deployed before the job ran is not forced on running cases")
    void untagged_after_tagged() {
        String running = inVerification();
        deploy(twelveWorkingHours().tag(FOR_RUNNING_CASES));
        int tagged = inForce().getVersion();
        deploy(TableFile.bundled().set("verification", "duration", "\"PT1H\""));
        String fresh = inVerification();

        replan();

        assertDue(running, MONDAY);
        assertThat(verification(running).decisionVersion()).isEqualTo(tagged);
        assertDue(fresh, FRIDAY.plus(Duration.ofHours(1)));
        assertThat(changes(verification(fresh))).isEmpty();
    }

    @Test
    @DisplayName("a case that was deleted without its listeners does not hold up the others")
    void deleted_case() {
        String deleted = inVerification();
        String running = inVerification();
        engine.getRuntimeService().deleteProcessInstance(deleted, "test", true, true);
        deploy(twelveWorkingHours().tag(FOR_RUNNING_CASES));

        replan();

        assertDue(running, MONDAY);
    }

    @Test
    @DisplayName("450 running deadlines move in three batches, each of them once")
    void batches() {
        owner.accepted(
                "batch-test.bpmn",
                BATCH,
                TableFile.NAME,
                TableFile.bundled()
                        .add("verification", row -> {
                            row.set("process", "\"batch-test\"");
                            row.set("step", "\"batch-step\"");
                        })
                        .text());
        cases.add(engine.getRuntimeService()
                .startProcessInstanceByKey("batch-test", "BT1")
                .getId());
        assertThat(ledger.of("BT1")).hasSize(450);
        deploy(TableFile.bundled()
                .add("verification", row -> {
                    row.set("process", "\"batch-test\"");
                    row.set("step", "\"batch-step\"");
                    row.set("duration", "\"PT12H\"");
                    row.set("calendar", "\"working-hours\"");
                })
                .tag(FOR_RUNNING_CASES));
        int after = inForce().getVersion();

        engine.getManagementService().executeJob(replanning().get(0));
        assertThat(ledger.of("BT1").stream()
                        .filter(deadline -> deadline.decisionVersion() == after)
                        .count())
                .isEqualTo(200);
        assertThat(replanning()).as("the job for the rest").hasSize(1);
        assertThat(replan()).isEqualTo(2);

        List<UUID> ids = new ArrayList<>();
        assertThat(ledger.of("BT1")).hasSize(450).allSatisfy(deadline -> {
            ids.add(deadline.id());
            assertThat(deadline.decisionVersion()).isEqualTo(after);
            assertThat(deadline.dueAt()).isEqualTo(MONDAY);
        });
        assertThat(jdbc.sql("select count(*) from aftercare.deadline_change where occurrence_id in (:ids)")
                        .param("ids", ids)
                        .query(Integer.class)
                        .single())
                .as("one note for each")
                .isEqualTo(450);
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .processDefinitionKey("batch-test")
                        .dueDate(Date.from(MONDAY))
                        .count())
                .isEqualTo(450);
    }

    private static final String BATCH =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
              <bpmn:process id="batch-test" isExecutable="true" camunda:historyTimeToLive="1">
                <bpmn:startEvent id="Start" />
                <bpmn:sequenceFlow id="Flow" sourceRef="Start" targetRef="Each" />
                <bpmn:subProcess id="Each">
                  <bpmn:multiInstanceLoopCharacteristics>
                    <bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">450</bpmn:loopCardinality>
                  </bpmn:multiInstanceLoopCharacteristics>
                  <bpmn:startEvent id="EachStart" />
                  <bpmn:sequenceFlow id="EachFlow" sourceRef="EachStart" targetRef="Task" />
                  <bpmn:userTask id="Task" name="盘点" camunda:dueDate="${deadline.due(execution, 'batch-step')}" />
                  <bpmn:boundaryEvent id="Due" cancelActivity="false" attachedToRef="Task">
                    <bpmn:timerEventDefinition id="Timer">
                      <bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${deadline.timer(execution, 'batch-step')}</bpmn:timeCycle>
                    </bpmn:timerEventDefinition>
                  </bpmn:boundaryEvent>
                </bpmn:subProcess>
              </bpmn:process>
            </bpmn:definitions>
            """;

    @Test
    @DisplayName(
            "a row with a later first day applies to cases begun on that day or after it, whenever they reach the step")
    void first_day() {
        deploy(TableFile.bundled().add("verification", row -> {
            row.set("duration", "\"PT8H\"");
            row.set("validFrom", "\"2026-12-01\"");
        }));
        String today = inVerification();
        assertDue(today, SATURDAY);

        ClockUtil.setCurrentTime(Date.from(at("2026-11-30T23:59")));
        String dayBefore = received();
        ClockUtil.setCurrentTime(Date.from(at("2026-12-01T00:00")));
        String onTheDay = inVerification();
        untilVerification(dayBefore);

        assertDue(onTheDay, at("2026-12-01T08:00"));
        assertDue(dayBefore, at("2026-12-02T00:00"));
        assertThat(verification(onTheDay).validFrom()).hasToString("2026-12-01");
        assertThat(verification(dayBefore).validFrom()).hasToString("2026-01-01");
        assertThat(verification(onTheDay).decisionVersion())
                .isEqualTo(verification(dayBefore).decisionVersion())
                .isEqualTo(inForce().getVersion());
    }

    @Test
    @DisplayName(
            "a table for running cases needs a row for every step that is under way, and for cases begun before its rows")
    void running_cases_keep_their_rows() {
        inVerification();
        TableFile later = twelveWorkingHours().set("verification", "validFrom", "\"2026-11-20\"");
        ClockUtil.setCurrentTime(Date.from(FRIDAY.plus(Duration.ofDays(1))));

        var refused = owner.deploy(TableFile.NAME, later.tag(FOR_RUNNING_CASES).text());
        // the case began on the very day
        assertThat(refused.status()).isEqualTo(200);
        owner.takeBack();
        replanning().forEach(job -> engine.getManagementService().deleteJob(job));

        refused = owner.deploy(
                TableFile.NAME,
                twelveWorkingHours()
                        .set("verification", "validFrom", "\"2026-11-21\"")
                        .tag(FOR_RUNNING_CASES)
                        .text());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("流程 complaint 的环节 verification", "2026-11-20");
        assertThat(inForce().getVersion()).isEqualTo(before);
    }
}
