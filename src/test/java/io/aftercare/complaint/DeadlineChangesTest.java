package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.OTHER_AGENT;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.deadline.DeadlineActions;
import io.aftercare.deadline.DeadlineLedger;
import io.aftercare.deadline.DeadlineOccurrence;
import io.aftercare.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A deadline that stands still or gets more time: the ledger, the engine's timer and the task move together. */
@AftercareTest
class DeadlineChangesTest {

    private static final Instant NINE = Instant.parse("2026-11-23T01:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    Department department;

    @Autowired
    DeadlineActions actions;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nine_in_the_morning() {
        ClockUtil.setCurrentTime(Date.from(NINE));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    /** A plan that waits for the customer's answer until 48 hours after registration, in the hands of the agent. */
    private String waitingForAnswer() {
        String id = department.untilPlanAnswer();
        assertThat(deadline(id).dueAt()).isEqualTo(NINE.plus(Duration.ofHours(48)));
        return id;
    }

    private DeadlineOccurrence deadline(String id) {
        return deadline(id, "plan-answer");
    }

    private DeadlineOccurrence deadline(String id, String step) {
        return ledger.of(department.caseNumber(id)).stream()
                .filter(o -> o.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    private Task answerTask(String id) {
        return department.task(id, "Task_PlanAnswer");
    }

    private Instant timer(String id) {
        List<Job> timers = management
                .createJobQuery()
                .processInstanceId(id)
                .activityId("Deadline_PlanAnswer")
                .list();
        assertThat(timers).hasSize(1);
        return timers.get(0).getDuedate().toInstant();
    }

    private void at(Instant time) {
        ClockUtil.setCurrentTime(Date.from(time));
    }

    private void change(String who, String id, Consumer<DeadlineOccurrence> action) {
        department.as(who, () -> {
            action.accept(deadline(id));
            return null;
        });
    }

    private void pause(String who, String id) {
        change(who, id, d -> actions.pause(d.caseNumber(), d.id(), "customer-materials", "等客户补拍外箱照片"));
    }

    private void resume(String who, String id) {
        change(who, id, d -> actions.resume(d.caseNumber(), d.id()));
    }

    private void ask(String who, String id, String span) {
        change(who, id, d -> actions.requestExtension(d.caseNumber(), d.id(), span, "新机缺货，需从外地仓调拨"));
    }

    private void decide(String id, String who, Map<String, Object> form) {
        department.complete(id, "Task_ApproveExtension", who, form);
    }

    private List<String> changes(String id) {
        return jdbc.sql("select kind || ' ' || coalesce(changed_by, '-') || ' ' || coalesce(reason, '-')"
                        + " from aftercare.deadline_change where occurrence_id = ? order by id")
                .param(deadline(id).id())
                .query(String.class)
                .list();
    }

    private List<String> notices(String id, String kind) {
        return jdbc.sql("select t.body_text from aftercare.notice n join aftercare.notice_text t on t.notice_id = n.id"
                        + " where n.process_instance_id = ? and n.kind = ?")
                .params(id, kind)
                .query(String.class)
                .list();
    }

    @Test
    @DisplayName("a pause of three days moves ledger, timer and task by three days (C9, C17)")
    void pause_and_resume() {
        String id = waitingForAnswer();
        at(NINE.plus(Duration.ofHours(10)));
        pause(AGENT, id);

        Instant longest = Instant.parse("2026-11-30T16:00:00Z");
        assertThat(timer(id)).as("waits for the longest end of the pause").isEqualTo(longest);
        assertThat(answerTask(id).getFollowUpDate().toInstant()).isEqualTo(longest);

        department.pass(id, DAY.multipliedBy(3));
        assertThat(deadline(id).warnedAt()).as("nobody is reminded meanwhile").isNull();
        resume(AGENT, id);

        DeadlineOccurrence resumed = deadline(id);
        assertThat(resumed.dueAt()).isEqualTo(NINE.plus(Duration.ofHours(48)).plus(DAY.multipliedBy(3)));
        assertThat(answerTask(id).getDueDate().toInstant()).isEqualTo(resumed.dueAt());
        assertThat(answerTask(id).getFollowUpDate().toInstant()).isEqualTo(resumed.warnAt());
        assertThat(timer(id)).isEqualTo(resumed.warnAt());
        assertThat(changes(id))
                .containsExactly("paused " + AGENT + " customer-materials：等客户补拍外箱照片", "resumed " + AGENT + " -");
    }

    @Test
    @DisplayName("a pause ends by itself when it has lasted as long as the table allows (C9)")
    void longest_pause() {
        String id = waitingForAnswer();
        at(NINE.plus(Duration.ofHours(10)));
        pause(AGENT, id);

        // seven whole days: the day of the pause is not counted, so it ends with 30 November
        Instant longest = Instant.parse("2026-11-30T16:00:00Z");
        department.pass(id, Duration.between(ClockUtil.getCurrentTime().toInstant(), longest));
        DeadlineOccurrence resumed = deadline(id);
        assertThat(resumed.pausedAt()).isNull();
        assertThat(resumed.dueAt()).isEqualTo(longest.plus(Duration.ofHours(38)));
        assertThat(answerTask(id).getDueDate().toInstant()).isEqualTo(resumed.dueAt());
        assertThat(timer(id)).isEqualTo(resumed.warnAt());

        department.pass(id, Duration.ofHours(38));
        assertThat(deadline(id).breachedAt()).isEqualTo(resumed.dueAt());
    }

    @Test
    @DisplayName("an answer that comes during the pause has met the deadline (C9)")
    void finished_while_paused() {
        String id = waitingForAnswer();
        pause(AGENT, id);
        department.pass(id, DAY.multipliedBy(4));
        department.accept(id, AGENT);

        assertThat(deadline(id).state()).isEqualTo("met");
        assertThat(deadline(id).pausedAt()).isNull();
    }

    @Test
    @DisplayName("a clock stops only where the table allows it, for whom it concerns, and in time (C9)")
    void pauses_that_are_refused() {
        String id = waitingForAnswer();
        assertThatThrownBy(() -> pause(OTHER_AGENT, id))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("办理人");
        assertThatThrownBy(() -> resume(AGENT, id)).hasMessageContaining("没有暂停");
        pause(SUPERVISOR, id);
        assertThatThrownBy(() -> pause(AGENT, id)).hasMessageContaining("已经暂停");
        assertThatThrownBy(() -> ask(AGENT, id, "PT24H")).hasMessageContaining("请恢复计时");
        resume(AGENT, id);
        department.pass(id, Duration.ofHours(48));
        assertThatThrownBy(() -> pause(AGENT, id)).hasMessageContaining("已经超时");
        assertThatThrownBy(() -> ask(AGENT, id, "PT24H")).hasMessageContaining("已经超时");

        String fresh = department.receiveBrokenGoods();
        DeadlineOccurrence registration = deadline(fresh, "registration");
        assertThatThrownBy(() -> department.as(SUPERVISOR, () -> {
                    actions.pause(registration.caseNumber(), registration.id(), "customer-answer", "");
                    return null;
                }))
                .hasMessageContaining("不允许暂停");
    }

    @Test
    @DisplayName("an extension is asked with a reason, granted by the supervisor and told to the customer (C12, C17)")
    void extension() {
        String id = waitingForAnswer();
        ask(AGENT, id, "PT24H");
        Task approval = department.task(id, "Task_ApproveExtension");
        assertThat(tasks.getVariables(approval.getId()))
                .containsEntry("oldDueText", "11月25日 09:00")
                .containsEntry("dueText", "11月26日 09:00")
                .containsEntry("proposerName", "杨晓（yangxiao）")
                .containsEntry("extensionLength", "24 小时");
        assertThat(deadline(id).dueAt()).as("nothing moves yet").isEqualTo(NINE.plus(Duration.ofHours(48)));
        assertThatThrownBy(() -> ask(AGENT, id, "PT1H")).hasMessageContaining("在等主管审批");

        decide(id, SUPERVISOR, Map.of("extensionApproval", "approve"));
        DeadlineOccurrence extended = deadline(id);
        assertThat(extended.dueAt()).isEqualTo(NINE.plus(Duration.ofHours(72)));
        assertThat(answerTask(id).getDueDate().toInstant()).isEqualTo(extended.dueAt());
        assertThat(timer(id)).isEqualTo(extended.warnAt());
        assertThat(extended.extensions()).isEqualTo(1);
        department.settle(id);
        assertThat(notices(id, "extended")).singleElement().asString().contains("11月25日 09:00", "11月26日 09:00", "新机缺货");
        assertThat(changes(id))
                .containsExactly("extension-asked " + AGENT + " 新机缺货，需从外地仓调拨", "extended " + SUPERVISOR + " -");
    }

    @Test
    @DisplayName("whoever asks for an extension does not approve it (C10, GB/T 47746-2026)")
    void four_eyes() {
        String id = waitingForAnswer();
        ask(SUPERVISOR, id, "PT24H");

        assertThatThrownBy(() -> decide(id, SUPERVISOR, Map.of("extensionApproval", "approve")))
                .hasMessageContaining("不能由您本人审批");
    }

    @Test
    @DisplayName("a refused extension leaves the deadline and tells whoever asked (C12)")
    void refused() {
        String id = waitingForAnswer();
        ask(AGENT, id, "PT24H");
        decide(id, SUPERVISOR, Map.of("extensionApproval", "refuse", "extensionOpinion", "请周涛协助，今天内完成"));
        department.settle(id);

        assertThat(deadline(id).dueAt()).isEqualTo(NINE.plus(Duration.ofHours(48)));
        assertThat(deadline(id).extensions()).isZero();
        assertThat(notices(id, "extension-refused")).singleElement().asString().contains("请周涛协助", "11月25日 09:00");
        assertThat(notices(id, "extended")).isEmpty();
        ask(AGENT, id, "PT12H");
    }

    @Test
    @DisplayName("how often and how long is a row of the table; an approval that comes too late is no approval (C12)")
    void limits() {
        String id = waitingForAnswer();
        assertThatThrownBy(() -> ask(AGENT, id, "PT25H")).hasMessageContaining("每次最多延期 24 小时");
        assertThatThrownBy(() -> ask(AGENT, id, "-PT1H")).hasMessageContaining("请填写需要延长的时间");
        for (int i = 0; i < 2; i++) {
            ask(AGENT, id, "PT24H");
            decide(id, SUPERVISOR, Map.of("extensionApproval", "approve"));
        }
        assertThatThrownBy(() -> ask(AGENT, id, "PT24H")).hasMessageContaining("最多延期 2 次");

        String late = department.untilPlanAnswer();
        ask(AGENT, late, "PT24H");
        department.pass(late, Duration.ofHours(49));
        assertThatThrownBy(() -> decide(late, SUPERVISOR, Map.of("extensionApproval", "approve")))
                .hasMessageContaining("已经超时");
        assertThat(deadline(late).breachedAt()).isNotNull();
    }

    @Test
    @DisplayName("a withdrawal ends a case whose clock stands still and whose extension waits (C17)")
    void withdrawn_meanwhile() {
        String id = waitingForAnswer();
        ask(AGENT, id, "PT24H");
        department.as("admin", () -> {
            org.camunda.bpm.engine.ProcessEngines.getDefaultProcessEngine()
                    .getRuntimeService()
                    .createMessageCorrelation("ComplaintWithdrawn")
                    .processInstanceId(id)
                    .setVariable("withdrawalReason", "已自行解决")
                    .correlate();
            return null;
        });

        assertThat(department.openTasks(id)).isEmpty();
        assertThat(ledger.of(department.caseNumber(id)))
                .noneMatch(o -> o.state().equals("open"));
    }

    @Test
    @DisplayName("a request for more time ends with its step, and the case with its archive (C12, C14)")
    void request_lapses() {
        String id = waitingForAnswer();
        ask(AGENT, id, "PT24H");
        department.accept(id, AGENT);
        department.settle(id);

        assertThat(department.openTasks(id)).doesNotContain("Task_ApproveExtension");
        assertThat(changes(id)).last().asString().startsWith("extension-lapsed");
        assertThat(deadline(id).state()).isEqualTo("met");
        department.settle(id);
        assertThat(notices(id, "extension-refused")).isEmpty();
    }

    @Test
    @DisplayName("a day more of natural time is the same hour of the next day (C12)")
    void a_day_more() {
        String id = waitingForAnswer();
        ask(AGENT, id, "P1D");
        decide(id, SUPERVISOR, Map.of("extensionApproval", "approve"));

        assertThat(deadline(id).dueAt()).isEqualTo(NINE.plus(Duration.ofHours(72)));
    }

    @Test
    @DisplayName("a request for more time ends as well when the customer answers by another way (C9, C12)")
    void request_lapses_by_the_customers_answer() {
        String id = waitingForAnswer();
        ask(AGENT, id, "PT24H");
        department.as(AGENT, () -> {
            org.camunda.bpm.engine.ProcessEngines.getDefaultProcessEngine()
                    .getRuntimeService()
                    .createMessageCorrelation("PlanAnswered")
                    .processInstanceId(id)
                    .setVariable("answeredPlan", department.caseNumber(id) + "-1")
                    .setVariable("planAnswer", "accepted")
                    .correlate();
            return null;
        });

        department.settle(id);
        assertThat(department.openTasks(id)).doesNotContain("Task_ApproveExtension", "Task_PlanAnswer");
        assertThat(deadline(id).state()).isEqualTo("met");
    }
}
