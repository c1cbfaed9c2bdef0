package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.MANAGER;
import static io.aftercare.complaint.Department.SPECIALIST;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.deadline.DeadlineLedger;
import io.aftercare.deadline.DeadlineOccurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every deadline of a complaint, met and missed; the expected times are the procedure's, not the table's. */
@AftercareTest
class ComplaintDeadlineTest {

    private static final Instant NINE = Instant.parse("2026-11-23T01:00:00Z");

    @Autowired
    Department department;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    TaskService tasks;

    /**
     * A step under a deadline.
     *
     * @param reach brings a new case to the step
     * @param finish completes it in time
     */
    record Step(
            String id,
            String task,
            String name,
            Duration due,
            String escalateTo,
            Function<Department, String> reach,
            java.util.function.BiConsumer<Department, String> finish) {
        @Override
        public String toString() {
            return id + ": " + name + " within " + due;
        }
    }

    private static String registered(Department d, Map<String, Object> changes) {
        String id = d.receiveBrokenGoods();
        var form = Department.registration();
        form.putAll(changes);
        d.register(id, form);
        return id;
    }

    private static String responded(Department d) {
        String id = registered(d, Map.of());
        d.respond(id, AGENT);
        return id;
    }

    private static String concluded(Department d, String verdict) {
        String id = responded(d);
        d.verify(id, "logistics");
        d.conclude(id, AGENT, verdict);
        return id;
    }

    private static String rated(Department d, String satisfaction) {
        String id = d.untilSatisfaction();
        d.rate(id, AGENT, satisfaction);
        return id;
    }

    private static String secondCallbackDay(Department d) {
        String id = rated(d, "5");
        d.pass(id, Duration.ofHours(72));
        return id;
    }

    private static String litigation(Department d) {
        String id = registered(d, Map.of("litigation", true));
        d.complete(id, "Task_AssignSpecialist", SUPERVISOR, Map.of("specialist", SPECIALIST));
        d.respond(id, SPECIALIST);
        d.verify(id, "logistics");
        d.verify(id, "legal");
        d.conclude(id, SPECIALIST, "company");
        d.propose(id, SPECIALIST, Department.plan());
        d.approve(id, MANAGER);
        return id;
    }

    private static String refusedOnce(Department d) {
        String id = d.untilPlanAnswer();
        d.refuse(id, AGENT);
        d.propose(id, AGENT, Department.plan());
        d.approve(id, SUPERVISOR);
        return id;
    }

    private static String refusedTwice(Department d) {
        String id = refusedOnce(d);
        d.refuse(id, AGENT);
        return id;
    }

    private static String noMailAddress(Department d) {
        var said = new HashMap<>(Department.brokenGoods());
        said.remove("customerEmail");
        said.put("customerPhone", "13800138099");
        String id = d.receive(said);
        d.settle(id);
        return id;
    }

    private static String archiving(Department d) {
        String id = secondCallbackDay(d);
        d.secondCallback(id, AGENT, "5");
        return id;
    }

    static Stream<Step> steps() {
        return Stream.of(
                new Step(
                        "C2",
                        "Task_Register",
                        "registration",
                        Duration.ofHours(1),
                        "supervisor",
                        Department::receiveBrokenGoods,
                        Department::register),
                new Step(
                        "C6",
                        "Task_AssignSpecialist",
                        "assign-specialist",
                        Duration.ofHours(1),
                        "manager",
                        d -> registered(d, Map.of("faultKind", "major-defect")),
                        (d, id) ->
                                d.complete(id, "Task_AssignSpecialist", SUPERVISOR, Map.of("specialist", SPECIALIST))),
                new Step(
                        "C5 紧急",
                        "Task_FirstResponse",
                        "first-response",
                        Duration.ofHours(2),
                        "supervisor",
                        d -> registered(d, Map.of("affectedCustomers", 5)),
                        (d, id) -> d.respond(id, AGENT)),
                new Step(
                        "C5 一般",
                        "Task_FirstResponse",
                        "first-response",
                        Duration.ofHours(4),
                        "supervisor",
                        d -> registered(d, Map.of("emotion", "angry")),
                        (d, id) -> d.respond(id, AGENT)),
                new Step(
                        "C5 常规",
                        "Task_FirstResponse",
                        "first-response",
                        Duration.ofHours(24),
                        "supervisor",
                        d -> registered(d, Map.of()),
                        (d, id) -> d.respond(id, AGENT)),
                new Step(
                        "C8",
                        "Task_Verify",
                        "verification",
                        Duration.ofHours(24),
                        "supervisor",
                        ComplaintDeadlineTest::responded,
                        (d, id) -> d.verify(id, "logistics")),
                new Step(
                        "C8",
                        "Task_Conclude",
                        "conclusion",
                        Duration.ofHours(4),
                        "supervisor",
                        d -> {
                            String id = responded(d);
                            d.verify(id, "logistics");
                            return id;
                        },
                        (d, id) -> d.conclude(id, AGENT, "company")),
                new Step(
                        "C4",
                        "Task_Explain",
                        "explanation",
                        Duration.ofHours(24),
                        "supervisor",
                        d -> concluded(d, "misunderstanding"),
                        (d, id) -> d.complete(
                                id,
                                "Task_Explain",
                                AGENT,
                                Map.of(
                                        "explanation", "订单截图显示尚未发出",
                                        "evidence", org.camunda.spin.Spin.JSON("[\"order-screenshot\"]"),
                                        "explanationAccepted", "yes"))),
                new Step(
                        "C9",
                        "Task_ProposePlan",
                        "plan",
                        Duration.ofHours(24),
                        "supervisor",
                        d -> concluded(d, "company"),
                        (d, id) -> d.propose(id, AGENT, Department.plan())),
                new Step(
                        "C9",
                        "Task_ApprovePlan",
                        "approval",
                        Duration.ofHours(4),
                        "manager",
                        d -> d.untilPlanProposed(Department.plan()),
                        (d, id) -> d.approve(id, SUPERVISOR)),
                new Step(
                        "C6",
                        "Task_LegalReview",
                        "legal-review",
                        Duration.ofHours(8),
                        "manager",
                        ComplaintDeadlineTest::litigation,
                        (d, id) -> d.complete(id, "Task_LegalReview", "fangyuan", Map.of("legalOpinion", "agree"))),
                new Step(
                        "C9",
                        "Task_PlanAnswer",
                        "plan-answer",
                        Duration.ofHours(48),
                        "supervisor",
                        Department::untilPlanAnswer,
                        (d, id) -> d.accept(id, AGENT)),
                new Step(
                        "C11",
                        "Task_PlanAnswer",
                        "plan-answer",
                        Duration.ofHours(24),
                        "supervisor",
                        ComplaintDeadlineTest::refusedOnce,
                        (d, id) -> d.accept(id, AGENT)),
                new Step(
                        "C11",
                        "Task_ManagerTalk",
                        "manager-talk",
                        Duration.ofHours(24),
                        "manager",
                        ComplaintDeadlineTest::refusedTwice,
                        (d, id) -> d.complete(
                                id,
                                "Task_ManagerTalk",
                                MANAGER,
                                Map.of("negotiation", "failed", "negotiationNote", "未达成一致"))),
                new Step(
                        "C12",
                        "Task_Execute",
                        "execution",
                        Duration.ofHours(48),
                        "supervisor",
                        d -> {
                            String id = d.untilPlanAnswer();
                            d.accept(id, AGENT);
                            return id;
                        },
                        (d, id) -> d.execute(id, "logistics")),
                new Step(
                        "C12",
                        "Task_ConfirmExecution",
                        "confirm-execution",
                        Duration.ofHours(1),
                        "supervisor",
                        d -> {
                            String id = d.untilPlanAnswer();
                            d.accept(id, AGENT);
                            d.execute(id, "logistics");
                            return id;
                        },
                        (d, id) -> d.confirmExecution(id, AGENT)),
                new Step(
                        "C13",
                        "Task_Satisfaction",
                        "satisfaction",
                        Duration.ofHours(24),
                        "supervisor",
                        Department::untilSatisfaction,
                        (d, id) -> d.rate(id, AGENT, "5")),
                new Step(
                        "C13",
                        "Task_Reassign",
                        "assign-specialist",
                        Duration.ofHours(1),
                        "manager",
                        d -> rated(d, "1"),
                        (d, id) -> d.complete(id, "Task_Reassign", SUPERVISOR, Map.of("specialist", SPECIALIST))),
                new Step(
                        "C13",
                        "Task_SecondCallback",
                        "second-callback",
                        Duration.ofHours(24),
                        "supervisor",
                        ComplaintDeadlineTest::secondCallbackDay,
                        (d, id) -> d.secondCallback(id, AGENT, "5")),
                new Step(
                        "C14",
                        "Task_Archive",
                        "archive",
                        Duration.ofHours(24),
                        "supervisor",
                        ComplaintDeadlineTest::archiving,
                        (d, id) -> d.archive(id, AGENT)),
                new Step(
                        "C14",
                        "Task_Training",
                        "training",
                        Duration.ofHours(168),
                        "supervisor",
                        d -> {
                            String id = archiving(d);
                            d.complete(
                                    id,
                                    "Task_Archive",
                                    AGENT,
                                    Map.of("rootCause", "logistics", "trainingNeeded", true, "improvement", "易碎品包装"));
                            return id;
                        },
                        (d, id) -> d.complete(id, "Task_Training", "heping", Map.of("trainingAction", "已培训"))),
                new Step(
                        "C17",
                        "Task_CallCustomer",
                        "call-customer",
                        Duration.ofHours(2),
                        "supervisor",
                        ComplaintDeadlineTest::noMailAddress,
                        (d, id) -> d.complete(
                                id, "Task_CallCustomer", AGENT, Map.of("callResult", "reached", "callNote", "已电话告知"))));
    }

    @BeforeEach
    void nine_in_the_morning() {
        ClockUtil.setCurrentTime(Date.from(NINE));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    private DeadlineOccurrence occurrence(String id, Step step) {
        return ledger.of(department.caseNumber(id)).stream()
                .filter(o -> o.step().equals(step.name()) && o.activityId().equals(step.task()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}: met when done a minute before")
    @MethodSource("steps")
    @DisplayName("a step done in time has met its deadline (C2, C5, C6, C8, C9, C11, C12, C13, C14, C17)")
    void met(Step step) {
        String id = step.reach().apply(department);
        Task task = department.task(id, step.task());
        Instant entered = ClockUtil.getCurrentTime().toInstant();
        assertThat(task.getDueDate().toInstant()).isEqualTo(entered.plus(step.due()));
        department.pass(id, step.due().minusMinutes(1));
        step.finish().accept(department, id);

        DeadlineOccurrence met = occurrence(id, step);
        assertThat(met.state()).isEqualTo("met");
        assertThat(met.warnedAt()).as("the assignee was reminded before").isNotNull();
        assertThat(met.breachedAt()).isNull();
        assertThat(met.finishedAt()).isEqualTo(entered.plus(step.due()).minusSeconds(60));
    }

    @ParameterizedTest(name = "{0}: missed")
    @MethodSource("steps")
    @DisplayName(
            "a step not done in time goes to the supervisor, then to the manager (C2, C5, C6, C8, C9, C11, C12, C13, C14, C17, T2)")
    void missed(Step step) {
        String id = step.reach().apply(department);
        Task before = department.task(id, step.task());
        UUID deadline = occurrence(id, step).id();
        department.pass(id, step.due());

        Task late = open(before);
        assertThat(late.getPriority()).isGreaterThan(before.getPriority());
        assertThat(groups(late)).contains(step.escalateTo());
        assertThat(occurrence(id, deadline).breachedAt())
                .isEqualTo(late.getDueDate().toInstant());
        assertThat(occurrence(id, deadline).escalatedAt()).isNull();

        department.pass(id, step.name().equals("training") ? Duration.ofHours(48) : Duration.ofHours(25));
        assertThat(groups(open(before))).contains("manager");
        assertThat(occurrence(id, deadline).escalatedAt()).isNotNull();

        step.finish().accept(department, id);
        assertThat(occurrence(id, deadline).state()).isEqualTo("breached");
    }

    private DeadlineOccurrence occurrence(String id, UUID deadline) {
        return ledger.of(department.caseNumber(id)).stream()
                .filter(o -> o.id().equals(deadline))
                .findFirst()
                .orElseThrow();
    }

    private Task open(Task task) {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult();
    }

    private List<String> groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .toList();
    }

    @Test
    @DisplayName("the registration hour counts from receipt, not from when the message reached us (C1, C2)")
    void from_receipt() {
        var said = new HashMap<>(Department.brokenGoods());
        said.put("receivedAt", "2026-11-23T08:30:00+08:00");
        String id = department.receive(said);

        assertThat(department.task(id, "Task_Register").getDueDate()).isEqualTo(Date.from(NINE.plusSeconds(1800)));
    }

    @Test
    @DisplayName("a complaint that arrives already late is escalated at once (C2)")
    void late_on_arrival() {
        var said = new HashMap<>(Department.brokenGoods());
        said.put("receivedAt", "2026-11-23T06:00:00+08:00");
        String id = department.receive(said);
        department.pass(id, Duration.ofSeconds(2));

        DeadlineOccurrence late = ledger.of(department.caseNumber(id)).stream()
                .filter(o -> o.step().equals("registration"))
                .findFirst()
                .orElseThrow();
        assertThat(late.breachedAt()).isNotNull();
        assertThat(late.escalatedAt()).isNotNull();
    }

    @Test
    @DisplayName("a withdrawal cancels what was not yet late")
    void cancelled() {
        String id = department.receiveBrokenGoods();
        department.as("admin", () -> {
            org.camunda.bpm.engine.ProcessEngines.getDefaultProcessEngine()
                    .getRuntimeService()
                    .createMessageCorrelation("ComplaintWithdrawn")
                    .processInstanceId(id)
                    .setVariable("withdrawalReason", "已自行解决")
                    .correlate();
            return null;
        });

        assertThat(ledger.of(department.caseNumber(id)))
                .extracting(DeadlineOccurrence::state)
                .isNotEmpty()
                .containsOnly("cancelled");
    }

    @Test
    @DisplayName("the statutory 15 days run from receipt and end when the plan is carried out (侵害消费者权益行为处罚办法 8)")
    void statutory() {
        String id = department.untilPlanAnswer();
        department.accept(id, AGENT);
        DeadlineOccurrence duty = duty(id);
        // received on 23 November; that day is not counted, so the fifteenth ends with 8 December
        assertThat(duty.dueAt()).isEqualTo(Instant.parse("2026-12-08T16:00:00Z"));
        assertThat(duty.state()).isEqualTo("open");

        department.execute(id, "logistics");
        department.confirmExecution(id, AGENT);
        assertThat(duty(id).state()).isEqualTo("met");
    }

    @Test
    @DisplayName("a case that ends without a remedy has not fulfilled the statutory duty, but is not late either")
    void statutory_without_remedy() {
        String id = refusedTwice(department);
        department.complete(
                id, "Task_ManagerTalk", MANAGER, Map.of("negotiation", "failed", "negotiationNote", "未达成一致"));

        assertThat(duty(id).state()).isEqualTo("open");
        department.pass(id, Duration.ofDays(16));
        assertThat(duty(id).breachedAt()).isNotNull();
        assertThat(groups(department.task(id, department.openTasks(id).get(0)))).contains("supervisor", "manager");
    }

    @Test
    @DisplayName(
            "the case as a whole is late: its step in time becomes more urgent, but stays the department's own (T2, C10)")
    void statutory_passes_no_step_on() {
        String id = department.untilPlanAnswer();
        department.pass(id, Duration.ofDays(15));
        department.accept(id, AGENT);
        Task inTime = department.task(id, "Task_Execute");
        assertThat(duty(id).state()).isEqualTo("open");

        department.pass(id, Duration.ofHours(16)); // the fifteenth day has ended

        assertThat(duty(id).breachedAt()).isNotNull();
        Task raised = department.task(id, "Task_Execute");
        assertThat(raised.getPriority()).isGreaterThan(inTime.getPriority());
        assertThat(groups(raised)).isEqualTo(groups(inTime)).containsExactly("logistics");
    }

    private DeadlineOccurrence duty(String id) {
        return ledger.of(department.caseNumber(id)).stream()
                .filter(o -> o.step().equals("statutory-remedy"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("several departments verify at once, each under a deadline of its own (C8)")
    void departments() {
        String id = department.receiveBrokenGoods();
        var form = Department.registration();
        form.put("category", "quality");
        department.register(id, form);
        department.respond(id, AGENT);
        department.verify(id, "product");

        assertThat(ledger.of(department.caseNumber(id)).stream()
                        .filter(o -> o.step().equals("verification"))
                        .map(o -> o.department() + " " + o.state()))
                .containsExactlyInAnyOrder("product met", "warehouse open");
    }
}
