package io.aftercare.complaint;

import io.aftercare.CaseWork;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.springframework.boot.test.context.TestComponent;

/**
 * The people of the department at work on a case, as a test directs them: who does which task with what, and how much time
 * goes by. Jobs that are due run when time moves, as the job executor would run them.
 */
@TestComponent
public class Department extends CaseWork {

    static final String AGENT = "yangxiao";
    static final String OTHER_AGENT = "lina";
    static final String SPECIALIST = "zhaomin";
    static final String SUPERVISOR = "chenjing";
    static final String MANAGER = "liuwei";
    static final String OTHER_MANAGER = "sunli";
    static final Map<String, String> STAFF = Map.of(
            "logistics", "zhoutao",
            "product", "wujing",
            "warehouse", "zhenghao",
            "finance", "qianyun",
            "legal", "fangyuan",
            "training", "heping",
            "agent", AGENT,
            "supervisor", SUPERVISOR);

    Department(
            RuntimeService runtime,
            TaskService tasks,
            ManagementService management,
            HistoryService history,
            IdentityService identity) {
        super(runtime, tasks, management, history, identity);
    }

    /** What the seed's own case looks like when it arrives: 商品破损，要求换货 (S1 投诉处理跟踪表). */
    static Map<String, Object> brokenGoods() {
        var said = new HashMap<String, Object>();
        said.put("channel", "phone");
        said.put("customerName", "王小明");
        said.put("customerPhone", "13600138001");
        said.put("customerEmail", "wangxiaoming@example.com");
        said.put("product", "保温杯");
        said.put("description", "昨天收到的保温杯破损，要求换货，请打我电话13600138001。");
        return said;
    }

    /** An agent takes a complaint by phone. */
    String receive(Map<String, Object> said) {
        return as(AGENT, () -> runtime.startProcessInstanceByKey(ComplaintProcess.KEY, said)
                .getProcessInstanceId());
    }

    String receiveBrokenGoods() {
        return receive(brokenGoods());
    }

    /** The same in writing, which nobody has in hand yet. */
    String receiveByMail() {
        Map<String, Object> said = brokenGoods();
        said.put("channel", "email");
        return receive(said);
    }

    static Map<String, Object> registration() {
        var form = new HashMap<String, Object>();
        form.put("demandType", "exchange");
        form.put("category", "logistics");
        form.put("faultKind", "service-slip");
        form.put("emotion", "dissatisfied");
        form.put("incidentTime", "昨天收到");
        form.put("facts", "杯盖破损，外箱有压痕");
        form.put("demand", "换货");
        form.put("undertone", "担心再次破损");
        form.put("safety", false);
        form.put("affectedCustomers", 1);
        form.put("litigation", false);
        form.put("repeatedBack", true);
        return form;
    }

    static Map<String, Object> plan() {
        var form = new HashMap<String, Object>();
        form.put("planMeasures", Spin.JSON("[\"exchange\"]"));
        form.put("goodsHandling", "departments");
        form.put("planText", "为您免费换新，并补偿 20 元优惠券");
        form.put("amount", 20.0);
        form.put("promisedHours", 48);
        form.put("executionDepartments", Spin.JSON("[\"logistics\"]"));
        form.put("faultReason", "运输途中受压");
        return form;
    }

    void register(String id) {
        register(id, registration());
    }

    void register(String id, Map<String, Object> form) {
        complete(id, "Task_Register", AGENT, form);
    }

    void respond(String id, String who) {
        complete(
                id,
                "Task_FirstResponse",
                who,
                Map.of("stepsExplained", true, "responseNote", "已致歉并说明步骤", "preferredContact", "phone"));
    }

    void verify(String id, String department) {
        Task task = tasks.createTaskQuery()
                .processInstanceId(id)
                .taskDefinitionKey("Task_Verify")
                .taskCandidateGroup(department)
                .singleResult();
        complete(
                task,
                STAFF.get(department),
                Map.of("finding", "外箱受压变形", "responsible", "yes", "findingCause", "分拣时跌落"));
    }

    void conclude(String id, String who, String verdict) {
        complete(
                id,
                "Task_Conclude",
                who,
                Map.of("verdict", verdict, "responsibleDepartment", "logistics", "cause", "分拣跌落致破损"));
    }

    void propose(String id, String who, Map<String, Object> form) {
        complete(id, "Task_ProposePlan", who, form);
    }

    void approve(String id, String who) {
        complete(id, "Task_ApprovePlan", who, Map.of("approval", "approve"));
    }

    void accept(String id, String who) {
        complete(id, "Task_PlanAnswer", who, Map.of("planAnswer", "accepted"));
    }

    void refuse(String id, String who) {
        complete(id, "Task_PlanAnswer", who, Map.of("planAnswer", "refused", "answerReason", "希望全额退款"));
    }

    void execute(String id, String department) {
        complete(
                id,
                "Task_Execute",
                STAFF.get(department),
                Map.of("executionResult", "done", "executionNote", "新品已发出。", "trackingNumber", "SF1234567890"));
    }

    void confirmExecution(String id, String who) {
        complete(
                id,
                "Task_ConfirmExecution",
                who,
                Map.of("executionVerdict", "ok", "executionSummary", "新的保温杯已由顺丰寄出，运单号 SF1234567890"));
    }

    void rate(String id, String who, String satisfaction) {
        var form = new HashMap<String, Object>(Map.of("satisfaction", satisfaction));
        if ("12".contains(satisfaction)) {
            form.put("feedback", "处理太慢");
        }
        complete(id, "Task_Satisfaction", who, form);
    }

    void secondCallback(String id, String who, String satisfaction) {
        var form = new HashMap<String, Object>(Map.of("secondSatisfaction", satisfaction));
        if ("12".contains(satisfaction)) {
            form.put("secondFeedback", "又坏了");
        }
        complete(id, "Task_SecondCallback", who, form);
    }

    void archive(String id, String who) {
        complete(id, "Task_Archive", who, Map.of("rootCause", "logistics", "trainingNeeded", false));
    }

    /** From receipt to the conclusion of what happened. */
    String untilConcluded(String verdict) {
        String id = receiveBrokenGoods();
        register(id);
        respond(id, AGENT);
        verify(id, "logistics");
        conclude(id, AGENT, verdict);
        return id;
    }

    /** From receipt to a plan that waits for approval. */
    String untilPlanProposed(Map<String, Object> plan) {
        String id = untilConcluded("company");
        propose(id, AGENT, plan);
        return id;
    }

    String untilPlanAnswer() {
        String id = untilPlanProposed(plan());
        approve(id, SUPERVISOR);
        return id;
    }

    /** From receipt to a plan that is carried out. */
    String untilSatisfaction() {
        String id = untilPlanAnswer();
        accept(id, AGENT);
        execute(id, "logistics");
        confirmExecution(id, AGENT);
        return id;
    }
}
