package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.MANAGER;
import static io.aftercare.complaint.Department.OTHER_MANAGER;
import static io.aftercare.complaint.Department.SPECIALIST;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.CaseDocument;
import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.deadline.DeadlineLedger;
import io.aftercare.deadline.DeadlineOccurrence;
import io.aftercare.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** One test per way that a complaint can end. */
@AftercareTest
class ComplaintProcessTest {

    @Autowired
    Department department;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    EngineComplaints complaints;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    Casebook casebook;

    @BeforeEach
    void a_working_day() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    private void archiveSatisfied(String id, String handler) {
        department.rate(id, handler, "5");
        department.pass(id, Duration.ofHours(73));
        department.secondCallback(id, handler, "4");
        department.archive(id, handler);
        department.settle(id);
    }

    @Test
    @DisplayName(
            "T3: the agent on the phone has the registration in hand at once; what came in writing, or was taken by"
                    + " somebody who leads, waits for whoever is free")
    void who_has_the_customer_on_the_line_goes_on() {
        String byPhone = department.receiveBrokenGoods();
        String inWriting = department.receiveByMail();
        String byLeader = department.as(
                SUPERVISOR, () -> runtime.startProcessInstanceByKey(ComplaintProcess.KEY, Department.brokenGoods())
                        .getProcessInstanceId());

        assertThat(department.task(byPhone, "Task_Register").getAssignee()).isEqualTo(AGENT);
        assertThat(department.variable(byPhone, "handler")).isEqualTo(AGENT);
        for (String waiting : List.of(inWriting, byLeader)) {
            assertThat(department.task(waiting, "Task_Register").getAssignee()).isNull();
            assertThat(department.variable(waiting, "handler")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "            | [\"compensation\"] | 0 | [\"finance\"] | amount",
                "            | [\"apology\",\"points\"] | 0 | [\"agent\"] | amount",
                "departments | [\"refund\"] | 99 | [\"warehouse\"] | executionDepartments",
                "departments | [\"exchange\",\"compensation\"] | 0 | [\"logistics\"] | amount,executionDepartments",
                "refund-only | [\"refund\",\"coupon\"] | 0 | [\"agent\"] | goodsHandling,amount"
            })
    @DisplayName("C9 C10: a plan that costs money says how much and who pays it, before anybody approves it")
    void who_pays_is_asked_before_the_approval(
            String handling, String measures, double amount, String departments, String fields) {
        String id = department.untilConcluded("company");
        Map<String, Object> plan = Department.plan();
        plan.put("goodsHandling", handling);
        plan.values().removeIf(Objects::isNull); // the form asks for it with goods only
        plan.put("planMeasures", Spin.JSON(measures));
        plan.put("amount", amount);
        plan.put("executionDepartments", Spin.JSON(departments));

        assertThatThrownBy(() -> department.propose(id, AGENT, plan))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.fields())
                        .extracting(Refusal.Field::field)
                        .containsExactly(fields.split(",")));
        assertThat(department.openTasks(id)).containsExactly("Task_ProposePlan");

        plan.replace("goodsHandling", "departments");
        plan.put("amount", 50.0);
        plan.put("executionDepartments", Spin.JSON("[\"finance\"]"));
        department.propose(id, AGENT, plan);
        assertThat(department.openTasks(id)).containsExactly("Task_ApprovePlan");
    }

    @Test
    @DisplayName("a complaint is resolved and archived (C1, C2, C5, C7, C8, C9, C12, C13, C14)")
    void resolved() {
        String id = department.untilSatisfaction();
        archiveSatisfied(id, AGENT);

        assertThat(department.ended(id)).isTrue();
        assertThat(department.variable(id, "outcome")).isEqualTo("resolved");
        assertThat(department.passed(id))
                .contains(
                        "Notify_Acknowledgement",
                        "Task_Register",
                        "Decide_Urgency",
                        "Task_FirstResponse",
                        "Task_Verify",
                        "Write_Report",
                        "Task_Conclude",
                        "Task_ProposePlan",
                        "Task_ApprovePlan",
                        "Task_PlanAnswer",
                        "Task_Execute",
                        "Task_ConfirmExecution",
                        "Task_Satisfaction",
                        "Task_SecondCallback",
                        "Archive",
                        "End_Archived");
        assertThat(department.caseNumber(id)).matches("CP20261123\\d{3,}");
        assertThat(casebook.contacts(department.caseNumber(id)))
                .as("P3: what came of each talk")
                .extracting(contact -> contact.subject() + "：" + contact.result())
                .contains("方案确认：接受方案", "满意度回访：非常满意", "二次回访：满意");
        assertThat(casebook.documents(department.caseNumber(id)))
                .filteredOn(document -> document.kind().equals("verification-report"))
                .singleElement()
                .satisfies(report -> assertThat(report.text()).contains("本部门责任：有责任"));
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(id)
                        .variableName("executionText")
                        .list())
                .extracting(text -> text.getValue().toString())
                .anyMatch(text -> text.contains("新品已发出，物流单号 SF1234567890（"));
    }

    @Test
    @DisplayName("a misunderstanding is explained with evidence and needs no plan (C4)")
    void misunderstanding() {
        String id = department.untilConcluded("misunderstanding");
        department.complete(
                id,
                "Task_Explain",
                AGENT,
                Map.of(
                        "explanation",
                        "订单截图显示商品尚未发出",
                        "evidence",
                        org.camunda.spin.Spin.JSON("[\"order-screenshot\"]"),
                        "explanationAccepted",
                        "yes"));
        archiveSatisfied(id, AGENT);

        assertThat(department.ended(id)).isTrue();
        assertThat(department.variable(id, "outcome")).isEqualTo("explained");
        assertThat(department.passed(id)).doesNotContain("Task_ProposePlan");
    }

    @Test
    @DisplayName("an explanation that the customer does not accept leads to a plan (C4, C9)")
    void explanation_not_accepted() {
        String id = department.untilConcluded("misunderstanding");
        department.complete(
                id,
                "Task_Explain",
                AGENT,
                Map.of(
                        "explanation",
                        "说明书第 3 页有说明",
                        "evidence",
                        org.camunda.spin.Spin.JSON("[\"manual\"]"),
                        "explanationAccepted",
                        "no"));

        assertThat(department.openTasks(id)).containsExactly("Task_ProposePlan");
    }

    @Test
    @DisplayName("the supervisor returns a plan with a reason, and the next one is approved (C9)")
    void returned_by_supervisor() {
        String id = department.untilPlanProposed(Department.plan());
        department.complete(
                id, "Task_ApprovePlan", SUPERVISOR, Map.of("approval", "return", "approvalReason", "请写明补偿方式"));
        assertThat(department.openTasks(id)).containsExactly("Task_ProposePlan");

        department.propose(id, AGENT, Department.plan());
        assertThat(department.variable(id, "approval"))
                .as("the choice is made anew")
                .isNull();
        department.approve(id, SUPERVISOR);
        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
    }

    @Test
    @DisplayName("an amount beyond the supervisor's authority is approved by the manager (C10)")
    void approved_by_manager() {
        var plan = new HashMap<>(Department.plan());
        plan.put("amount", 500.01);
        String id = department.untilPlanProposed(plan);

        assertThat(department.variable(id, "approverGroup")).isEqualTo("manager");
        department.approve(id, MANAGER);
        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
    }

    @Test
    @DisplayName("the approver is never the proposer, whoever calls (C10)")
    void four_eyes() {
        String id = department.untilConcluded("company");
        // somebody who is agent and supervisor proposes
        department.join(SUPERVISOR, "agent");
        try {
            department.as(AGENT, () -> department.handOver(id, "Task_ProposePlan", SUPERVISOR));
            department.propose(id, SUPERVISOR, Department.plan());
        } finally {
            department.leave(SUPERVISOR, "agent");
        }

        assertThatThrownBy(() -> department.approve(id, SUPERVISOR))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能由您本人审批");
        assertThat(department.openTasks(id)).containsExactly("Task_ApprovePlan");
        department.approve(id, "wangqiang");
        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
    }

    @Test
    @DisplayName("a plan refused once is followed by an alternative (C11)")
    void refused_once() {
        String id = department.untilPlanAnswer();
        department.refuse(id, AGENT);
        assertThat(department.openTasks(id)).containsExactly("Task_ProposePlan");
        department.propose(id, AGENT, Department.plan());
        department.approve(id, SUPERVISOR);
        department.accept(id, AGENT);

        assertThat(department.openTasks(id)).containsExactly("Task_Execute");
        assertThat(department.variable(id, "planReference")).isEqualTo(department.caseNumber(id) + "-2");
    }

    private String refusedTwice() {
        String id = department.untilPlanAnswer();
        department.refuse(id, AGENT);
        department.propose(id, AGENT, Department.plan());
        department.approve(id, SUPERVISOR);
        department.refuse(id, AGENT);
        return id;
    }

    @Test
    @DisplayName("refused again, the manager negotiates and another manager approves (C10, C11)")
    void refused_twice_and_agreed() {
        String id = refusedTwice();
        var talk = new HashMap<>(Department.plan());
        talk.put("negotiation", "agreed");
        talk.put("negotiationNote", "客户同意退款八十元");
        talk.put("amount", 80.0);
        department.complete(id, "Task_ManagerTalk", MANAGER, talk);

        assertThatThrownBy(() -> department.approve(id, MANAGER)).isInstanceOf(Refusal.class);
        department.approve(id, OTHER_MANAGER);
        department.accept(id, AGENT);
        assertThat(department.openTasks(id)).containsExactly("Task_Execute");
    }

    @Test
    @DisplayName("refused again and no agreement: closed as unresolved, the customer still called back (C11, C13)")
    void refused_twice_and_failed() {
        String id = refusedTwice();
        department.complete(
                id,
                "Task_ManagerTalk",
                MANAGER,
                Map.of("negotiation", "failed", "negotiationNote", "客户坚持三倍赔偿，已告知外部渠道"));

        assertThat(department.variable(id, "outcome")).isEqualTo("unresolved");
        assertThat(casebook.contacts(department.caseNumber(id)))
                .as("the talk is in the contact record (P3)")
                .anySatisfy(line -> assertThat(line)
                        .returns("经理协商", ContactRecord::subject)
                        .returns("客户坚持三倍赔偿，已告知外部渠道", ContactRecord::result));
        assertThat(department.openTasks(id)).containsExactly("Task_Satisfaction");
    }

    @Test
    @DisplayName("the customer answers the plan without the agent (C9)")
    void answered_by_message() {
        String id = department.untilPlanAnswer();
        String number = department.caseNumber(id);
        complaints.answerPlan(number, Map.of("answeredPlan", number + "-1", "planAnswer", "accepted"));

        assertThat(department.openTasks(id)).containsExactly("Task_Execute");
    }

    @Test
    @DisplayName("an answer to another plan, an unknown answer or a missing reason is refused and changes nothing (C9)")
    void wrong_answers() {
        String id = department.untilPlanAnswer();
        String number = department.caseNumber(id);

        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("answeredPlan", "CP20260101001-1", "planAnswer", "accepted"),
                Map.<String, Object>of("planAnswer", "accepted"),
                Map.<String, Object>of("answeredPlan", number + "-1", "planAnswer", "maybe"),
                Map.<String, Object>of("answeredPlan", number + "-1", "planAnswer", "refused"))) {
            assertThatThrownBy(() -> complaints.answerPlan(number, wrong)).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> complaints.answerPlan(
                        "CP20260101999", Map.of("answeredPlan", "CP20260101999-1", "planAnswer", "accepted")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("没有等待答复的方案");
        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
    }

    @Test
    @DisplayName(
            "a customer who refused once accepts the alternative by message, and each refusal needs its own reason (C9, C11)")
    void refused_once_and_accepted_by_message() {
        String id = department.untilPlanAnswer();
        String number = department.caseNumber(id);
        complaints.answerPlan(
                number, Map.of("answeredPlan", number + "-1", "planAnswer", "refused", "answerReason", "希望退款"));
        department.propose(id, AGENT, Department.plan());
        department.approve(id, SUPERVISOR);
        assertThatThrownBy(() ->
                        complaints.answerPlan(number, Map.of("answeredPlan", number + "-2", "planAnswer", "refused")))
                .isInstanceOf(Refusal.class);
        complaints.answerPlan(number, Map.of("answeredPlan", number + "-2", "planAnswer", "accepted"));

        assertThat(department.openTasks(id)).containsExactly("Task_Execute");
        assertThat(ledger.of(number).stream()
                        .filter(o -> o.step().equals("plan-answer"))
                        .map(DeadlineOccurrence::state))
                .as("an answer by message meets the deadline")
                .containsExactly("met", "met");
    }

    @Test
    @DisplayName("a withdrawal ends a case also while a specialist is being assigned (C6, C17)")
    void withdrawn_before_assignment() {
        String id = department.receiveBrokenGoods();
        var form = Department.registration();
        form.put("faultKind", "major-defect");
        department.register(id, form);
        runtime.createMessageCorrelation("ComplaintWithdrawn")
                .processInstanceId(id)
                .setVariable("withdrawalReason", "已自行解决")
                .correlate();
        department.settle(id);

        assertThat(department.ended(id)).isTrue();
        assertThat(casebook.documents(department.caseNumber(id)))
                .as("a withdrawn case is filed too (C14)")
                .anySatisfy(document -> assertThat(document.text()).contains("已自行解决"));
    }

    @Test
    @DisplayName("what comes by message says nothing of the person in variables, history or register (P1)")
    void messages_are_redacted() {
        String id = department.receiveBrokenGoods();
        runtime.createMessageCorrelation("ComplaintWithdrawn")
                .processInstanceBusinessKey(department.caseNumber(id))
                .setVariable("withdrawalReason", "我是王小明，改打13812345678，已解决")
                .correlate();
        department.settle(id);

        assertThat((String) department.variable(id, "withdrawalReason")).contains("已解决");
        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(id)
                        .variableUpdates()
                        .list())
                .extracting(detail -> String.valueOf(((HistoricVariableUpdate) detail).getValue()))
                .noneMatch(value -> value.contains("13812345678") || value.contains("王小明"));
        assertThat(casebook.documents(department.caseNumber(id)))
                .extracting(CaseDocument::text)
                .noneMatch(text -> text.contains("13812345678"));
    }

    @Test
    @DisplayName("a withdrawal without a reason and a duplicate of nothing are refused, the case goes on")
    void endings_need_their_reason() {
        String id = department.receiveBrokenGoods();
        assertThatThrownBy(() -> runtime.createMessageCorrelation("ComplaintWithdrawn")
                        .processInstanceId(id)
                        .correlate())
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> runtime.createMessageCorrelation("DuplicateFound")
                        .processInstanceId(id)
                        .setVariable("originalCase", "CP20990101001")
                        .correlate())
                .isInstanceOf(Refusal.class);

        assertThat(department.openTasks(id)).containsExactly("Task_Register");
    }

    @Test
    @DisplayName("a department that cannot carry out sends the case back to planning (C12)")
    void replanned() {
        String id = department.untilPlanAnswer();
        department.accept(id, AGENT);
        department.complete(
                id, "Task_Execute", "zhoutao", Map.of("executionResult", "impossible", "executionNote", "同款已停产"));
        department.complete(
                id, "Task_ConfirmExecution", AGENT, Map.of("executionVerdict", "replan", "replanReason", "同款停产，改为退款"));

        assertThat(department.openTasks(id)).containsExactly("Task_ProposePlan");
    }

    @Test
    @DisplayName("work that is not good enough goes back to the department (C12)")
    void redone() {
        String id = department.untilPlanAnswer();
        department.accept(id, AGENT);
        department.execute(id, "logistics");
        department.complete(
                id, "Task_ConfirmExecution", AGENT, Map.of("executionVerdict", "redo", "replanReason", "运单号查询不到"));

        assertThat(department.openTasks(id)).containsExactly("Task_Execute");
    }

    @Test
    @DisplayName("the customer withdraws at any time; the case ends, the confirmation is still sent (C17)")
    void withdrawn() {
        String id = department.receiveBrokenGoods();
        department.register(id);
        runtime.createMessageCorrelation("ComplaintWithdrawn")
                .processInstanceId(id)
                .setVariable("withdrawalReason", "已自行解决")
                .correlate();
        department.settle(id);

        assertThat(department.ended(id)).isTrue();
        assertThat(department.variable(id, "outcome")).isEqualTo("withdrawn");
        assertThat(department.passed(id)).contains("Send_Notice", "End_Withdrawn");
    }

    @Test
    @DisplayName("nothing is joined to a complaint that nobody handles any more (C17)")
    void duplicate_of_what_is_over() {
        String over = department.receiveBrokenGoods();
        runtime.createMessageCorrelation("ComplaintWithdrawn")
                .processInstanceId(over)
                .setVariable("withdrawalReason", "已自行解决")
                .correlate();
        department.settle(over);
        String id = department.receiveBrokenGoods();
        for (String original : List.of(department.caseNumber(over), department.caseNumber(id))) {
            assertThatThrownBy(() -> runtime.createMessageCorrelation("DuplicateFound")
                            .processInstanceId(id)
                            .setVariable("originalCase", original)
                            .correlate())
                    .satisfies(e -> assertThat(Refusal.in(e).fields())
                            .extracting(Refusal.Field::field)
                            .containsExactly("originalCase"));
        }
        assertThat(department.openTasks(id)).isNotEmpty();
    }

    @Test
    @DisplayName("a duplicate is joined to the case that is already handled")
    void duplicate() {
        String first = department.receiveBrokenGoods();
        String second = department.receiveBrokenGoods();
        department.settle(second);
        runtime.createMessageCorrelation("DuplicateFound")
                .processInstanceId(second)
                .setVariable("originalCase", department.caseNumber(first))
                .correlate();
        department.settle(second);

        assertThat(department.ended(second)).isTrue();
        assertThat(department.variable(second, "outcome")).isEqualTo("duplicate");
        assertThat(department.openTasks(first)).containsExactly("Task_Register");
    }

    @Test
    @DisplayName("a major complaint gets a specialist, legal and the manager (C6, C10)")
    void major() {
        String id = department.receiveBrokenGoods();
        var form = Department.registration();
        form.put("litigation", true);
        department.register(id, form);
        assertThat(department.variable(id, "severity")).isEqualTo("major");
        department.complete(id, "Task_AssignSpecialist", SUPERVISOR, Map.of("specialist", SPECIALIST));
        department.respond(id, SPECIALIST);
        department.verify(id, "logistics");
        department.verify(id, "legal");
        department.conclude(id, SPECIALIST, "company");
        department.propose(id, SPECIALIST, Department.plan());
        assertThat(department.variable(id, "approverGroup")).isEqualTo("manager");
        department.approve(id, MANAGER);
        department.complete(
                id, "Task_LegalReview", "fangyuan", Map.of("legalOpinion", "return", "legalReason", "措辞可能被视为自认"));
        department.propose(id, SPECIALIST, Department.plan());
        department.approve(id, MANAGER);
        department.complete(id, "Task_LegalReview", "fangyuan", Map.of("legalOpinion", "agree"));

        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
        assertThat(department.task(id, "Task_PlanAnswer").getAssignee()).isEqualTo(SPECIALIST);
    }

    private void reopen(String id, String handler) {
        department.rate(id, handler, "1");
        department.complete(id, "Task_Reassign", SUPERVISOR, Map.of("specialist", SPECIALIST));
        assertThat(department.variable(id, "outcome"))
                .as("it is not settled any more")
                .isNull();
    }

    private void solveAgain(String id) {
        department.verify(id, "logistics");
        department.conclude(id, SPECIALIST, "company");
        department.propose(id, SPECIALIST, Department.plan());
        department.approve(id, MANAGER);
        department.accept(id, SPECIALIST);
        department.execute(id, "logistics");
        department.confirmExecution(id, SPECIALIST);
    }

    @Test
    @DisplayName(
            "a dissatisfied customer's case is reopened at the next level, as often as the table says; then the manager talks (C13)")
    void reopened_and_closed_by_the_manager() {
        String id = department.untilSatisfaction();
        reopen(id, AGENT);
        assertThat(department.variable(id, "level")).isEqualTo(2L);
        assertThat((String) department.variable(id, "handledBefore"))
                .isEqualTo("第 1 次：为您免费换新，并补偿 20 元优惠券（20.00 元）\n客户评价：非常不满意\n客户意见：处理太慢");
        solveAgain(id);
        reopen(id, SPECIALIST);
        assertThat(department.variable(id, "level")).isEqualTo(3L);
        assertThat((String) department.variable(id, "handledBefore")).contains("第 1 次：", "第 2 次：");
        solveAgain(id);
        department.rate(id, SPECIALIST, "1");
        department.complete(id, "Task_ManagerClosing", MANAGER, Map.of("closingNote", "已说明，并告知 12315 渠道"));
        department.archive(id, SPECIALIST);
        department.settle(id);

        assertThat(department.ended(id)).isTrue();
        assertThat(department.variable(id, "outcome")).isEqualTo("dissatisfied");
        assertThat(department.variable(id, "reopenings")).isEqualTo(2L);
    }

    @Test
    @DisplayName("a second callback that finds the customer dissatisfied reopens the case (C13)")
    void reopened_by_second_callback() {
        String id = department.untilSatisfaction();
        department.rate(id, AGENT, "4");
        department.pass(id, Duration.ofHours(73));
        department.secondCallback(id, AGENT, "2");
        assertThat(department.variable(id, "satisfaction"))
                .as("the register reads the latest rating")
                .isEqualTo("2");
        assertThat(department.variable(id, "feedback")).isEqualTo("又坏了");
        assertThat((String) department.variable(id, "handledBefore")).contains("客户评价：不满意", "客户意见：又坏了");

        assertThat(department.openTasks(id)).containsExactly("Task_Reassign");
        assertThat(department.variable(id, "closed")).isEqualTo(false);
    }

    @Test
    @DisplayName("the customer rates without the agent (C13)")
    void rated_by_message() {
        String id = department.untilSatisfaction();
        complaints.rate(department.caseNumber(id), Map.of("satisfaction", "5"));
        department.pass(id, Duration.ofHours(73));

        assertThat(department.openTasks(id)).containsExactly("Task_SecondCallback");
    }

    @Test
    @DisplayName("an improvement goes to the training department, the case is archived already (C14)")
    void training() {
        String id = department.untilSatisfaction();
        Instant promised = ledger.of(department.caseNumber(id)).stream()
                .filter(o -> o.step().equals("execution"))
                .findFirst()
                .orElseThrow()
                .dueAt();
        department.complete(id, "Task_Satisfaction", AGENT, Map.of("satisfaction", "5", "feedback", "换得很快"));
        assertThat(casebook.find(department.caseNumber(id)).orElseThrow()).returns("换得很快", CaseSummary::feedback);
        department.pass(id, Duration.ofHours(73));
        department.secondCallback(id, AGENT, "4");
        assertThat(casebook.find(department.caseNumber(id)).orElseThrow())
                .as("rating and words of one callback")
                .returns("4", CaseSummary::satisfaction)
                .returns(null, CaseSummary::feedback);
        department.complete(
                id,
                "Task_Archive",
                AGENT,
                Map.of("rootCause", "logistics", "trainingNeeded", true, "improvement", "易碎品包装培训"));
        assertThat(department.passed(id)).contains("Archive");
        assertThat(casebook.find(department.caseNumber(id)).orElseThrow())
                .as("what was promised in the plan, not what follows for the department")
                .returns(promised, CaseSummary::dueAt)
                .returns("archived", CaseSummary::status)
                .returns(false, row -> row.isOverdue(promised.plusSeconds(1)));
        assertThat(casebook.documents(department.caseNumber(id)))
                .filteredOn(document -> document.kind().equals("closing-summary"))
                .singleElement()
                .satisfies(summary ->
                        assertThat(summary.text()).contains("客户满意度：满意").doesNotContain("换得很快"));
        department.complete(id, "Task_Training", "heping", Map.of("trainingAction", "已排入 12 月培训"));
        department.settle(id);

        assertThat(department.ended(id)).isTrue();
    }

    @Test
    @DisplayName(
            "the customer hears of the progress every 24 hours while the case is open, and no more once it is closed (C17)")
    void progress() {
        String id = department.receiveBrokenGoods();
        department.register(id);
        department.respond(id, AGENT);
        department.pass(id, Duration.ofHours(49));
        assertThat(department.passed(id).stream().filter("Notify_Progress"::equals))
                .hasSize(2);

        department.verify(id, "logistics");
        department.conclude(id, AGENT, "company");
        department.propose(id, AGENT, Department.plan());
        department.approve(id, SUPERVISOR);
        department.accept(id, AGENT);
        department.execute(id, "logistics");
        department.confirmExecution(id, AGENT);
        department.rate(id, AGENT, "5");
        department.pass(id, Duration.ofHours(71));
        assertThat(department.passed(id).stream().filter("Notify_Progress"::equals))
                .hasSize(2);
        assertThat(department.passed(id)).contains("End_NothingToTell");
    }

    @Test
    @DisplayName("what the customer will read holds no service taboo, whoever sends it (P2)")
    void no_taboo_reaches_the_customer() {
        String id = department.untilConcluded("company");
        var plan = Department.plan();
        plan.put("planText", "没办法，只能给您换新。");

        assertThatThrownBy(() -> department.propose(id, AGENT, plan))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("没办法")
                .hasMessageContaining("服务忌语");
        department.propose(id, AGENT, Department.plan());
    }
}
