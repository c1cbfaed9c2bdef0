package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a diagram uses notices: one frame, and one event sub-process 发送通知 that sends and, if need be, has somebody call. */
class NoticeProcessTest {

    private static final MailBench bench = MailBench.shared();

    @BeforeEach
    void startServer() {
        bench.startServer();
    }

    @AfterEach
    void stopServer() {
        bench.stopServer();
    }

    @Test
    @DisplayName(
            "C2, C7, C17: several messages are under way at once, from the start and from an event sub-process; work goes on")
    void several_at_once() throws Exception {
        String instance = bench.start(bench.customer("wang@example.com"), "R3/PT1M");
        assertThat(jobs(instance)).hasSize(2);
        assertThat(task(instance, "Work")).isNotNull();

        bench.engine
                .getRuntimeService()
                .createMessageCorrelation("Tick")
                .processInstanceId(instance)
                .correlate();
        assertThat(jobs(instance)).hasSize(3);
        bench.engine.getTaskService().complete(task(instance, "Work").getId());
        assertThat(jobs(instance)).hasSize(4);

        for (Job job : jobs(instance)) {
            run(job);
        }

        assertThat(bench.received())
                .extracting(MimeMessage::getSubject)
                .containsExactlyInAnyOrder(
                        "您的投诉已收到，编号 CP20261121009",
                        "您的投诉将这样处理，编号 CP20261121009",
                        "您的投诉最新进展，编号 CP20261121009",
                        "您的投诉已结案，编号 CP20261121009");
        assertThat(bench.received().get(0).getContent()).isNotNull();
        assertThat(ended(instance)).isTrue();
    }

    @Test
    @DisplayName("A mail server that is down: the engine tries again; nothing is sent twice")
    void tries_again() throws Exception {
        String instance = bench.start(bench.customer("wang@example.com"), "R3/PT1M");
        bench.stopServer();
        Job job = jobs(instance).get(0);

        assertThat(catchThrowable(() -> run(job))).isInstanceOf(DeliveryFailed.class);
        bench.startServer();
        run(job);

        assertThat(bench.received()).hasSize(1);
        assertThat(task(instance, "Call")).isNull();
    }

    @Test
    @DisplayName("The engine forgets that it sent (crash before its commit): the message does not go out again")
    void crash_of_the_engine_after_sending() {
        String instance = bench.start(bench.customer("wang@example.com"), "R3/PT1M");
        Job job = jobs(instance).get(0);

        bench.transaction.executeWithoutResult(tx -> {
            run(job);
            tx.setRollbackOnly();
        });
        assertThat(jobs(instance)).hasSize(2);
        run(job);

        assertThat(bench.received()).hasSize(1);
        assertThat(jobs(instance)).hasSize(1);
    }

    @Test
    @DisplayName("A case that ended in the same instant: no fault of the diagram, what was wanted is looked at again")
    void ended_by_somebody_else() {
        String instance = bench.start(bench.customer("wang@example.com"), "R3/PT1M");
        CommandExecutor commands = ((ProcessEngineConfigurationImpl) bench.engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequiresNew();

        Throwable refused = catchThrowable(() -> commands.execute(context -> {
            ExecutionEntity seen = context.getExecutionManager().findExecutionById(instance);
            commands.execute(another -> {
                bench.engine.getRuntimeService().deleteProcessInstance(instance, "test");
                return null;
            });
            EngineNotices.startSending(seen, UUID.randomUUID());
            return null;
        }));

        assertThat(refused).isInstanceOf(OptimisticLockingException.class);
    }

    @Test
    @DisplayName("Attempts used up: somebody calls the customer, who, when and with what result is noted")
    void attempts_used_up() {
        String instance = bench.start(bench.customer("wang@example.com"), "R3/PT1M");
        bench.stopServer();
        Job job = jobs(instance).get(0);
        run(jobs(instance).get(1), false);

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(catchThrowable(() -> run(job))).isInstanceOf(DeliveryFailed.class);
            assertThat(task(instance, "Call")).isNull();
        }
        run(job);

        Task call = task(instance, "Call");
        assertThat(call).isNotNull();
        UUID notice = UUID.fromString((String) variable(call, "noticeId"));
        assertThat(bench.notice(notice).state()).isEqualTo(NoticeState.FAILED);
        assertThat(bench.notice(notice).attempts()).isEqualTo(3);
        assertThat(variable(call, "noticeSubject"))
                .isEqualTo(bench.notice(notice).text().subject());
        assertThat((String) variable(call, "noticeText"))
                .contains("CP20261121009")
                .doesNotContain("王小明");
        assertThat(bench.engine.getRuntimeService().getVariables(instance))
                .doesNotContainKeys("noticeId", "noticeText");

        bench.engine.getIdentityService().setAuthenticatedUserId("yang");
        bench.engine.getTaskService().complete(call.getId(), Map.of("callResult", "unreachable", "callNote", "无人接听"));
        bench.engine.getIdentityService().clearAuthentication();

        assertThat(bench.engine.getRuntimeService().getVariables(instance))
                .as("another call of the case begins without it")
                .doesNotContainKeys("callResult", "callNote");
        assertThat(bench.notice(notice).state()).isEqualTo(NoticeState.PHONED);
        assertThat(bench.notice(notice).phonedBy()).isEqualTo("yang");
        assertThat(bench.notice(notice).callResult()).isEqualTo("unreachable");
    }

    @Test
    @DisplayName("A model that allows one attempt only ends with a call as well")
    void one_attempt_only() {
        String instance = bench.start(bench.customer("wang@example.com"), "R1/PT1M");
        bench.stopServer();

        run(jobs(instance).get(0));

        assertThat(task(instance, "Call")).isNotNull();
    }

    @Test
    @DisplayName("No address: somebody calls at once")
    void no_address() {
        String instance = bench.start(bench.customer(null), "R3/PT1M");

        for (Job job : jobs(instance)) {
            run(job);
        }

        List<Task> calls = bench.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("Call")
                .list();
        assertThat(calls).hasSize(2);
        assertThat(calls)
                .extracting(call -> variable(call, "noticeSubject"))
                .containsExactlyInAnyOrder("您的投诉已收到，编号 CP20261121009", "您的投诉将这样处理，编号 CP20261121009");
        assertThat(calls).extracting(call -> variable(call, "noticeId")).doesNotHaveDuplicates();
        assertThat(bench.received()).isEmpty();
    }

    @Test
    @DisplayName("P1: neither variables nor their history nor the trace of a failed job hold a name or an address")
    void nothing_personal_in_the_engine() {
        String instance = bench.start(bench.customer("wang.private@example.com"), "R2/PT1M");
        bench.stopServer();
        Job job = jobs(instance).get(0);
        assertThat(catchThrowable(() -> run(job))).isInstanceOf(DeliveryFailed.class);
        String trace = bench.engine.getManagementService().getJobExceptionStacktrace(job.getId());
        run(job);

        assertThat(trace).contains("DeliveryFailed").doesNotContain("wang.private", "王小明");
        List<HistoricVariableInstance> history = bench.engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .list();
        assertThat(history).extracting(HistoricVariableInstance::getName).contains("noticeText", "noticeId");
        assertThat(history)
                .allSatisfy(v -> assertThat(String.valueOf(v.getValue())).doesNotContain("wang.private", "王小明"));
    }

    @Test
    @DisplayName("Reminders to colleagues: one failure stops no other; used up they are an incident, no call")
    void reminders() {
        String instance = bench.start(bench.customer("wang@example.com"), "R3/PT1M");
        Map<String, String> facts = Map.of("deadlineName", "首次响应");
        for (String user : List.of("yang", "no-mail", "li")) {
            bench.notifications.queueToStaff(facts, "CP20261121009", instance, user, "deadline-warning");
        }
        bench.engine
                .getRuntimeService()
                .createMessageCorrelation("Remind")
                .processInstanceId(instance)
                .correlate();
        Job job = bench.engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId("SendReminders")
                .singleResult();
        bench.stopServer();
        assertThat(catchThrowable(() -> run(job))).isInstanceOf(DeliveryFailed.class);
        assertThat(catchThrowable(() -> run(job))).isInstanceOf(DeliveryFailed.class);
        assertThat(bench.engine
                        .getRuntimeService()
                        .createIncidentQuery()
                        .processInstanceId(instance)
                        .count())
                .isEqualTo(1);

        bench.startServer();
        bench.engine.getManagementService().setJobRetries(job.getId(), 1);
        run(job);

        assertThat(bench.received()).hasSize(2);
        assertThat(bench.notifications.waitingForStaff(instance)).isEmpty();
        assertThat(task(instance, "Call")).isNull();
    }

    private static List<Job> jobs(String instance) {
        return bench.engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId("Send")
                .list();
    }

    private static void run(Job job) {
        bench.engine.getManagementService().executeJob(job.getId());
    }

    /** Gives the server back for one job. */
    private static void run(Job job, boolean down) {
        if (!down) {
            bench.startServer();
        }
        run(job);
        bench.stopServer();
    }

    private static Task task(String instance, String key) {
        return bench.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(key)
                .singleResult();
    }

    private static Object variable(Task task, String name) {
        return bench.engine.getTaskService().getVariable(task.getId(), name);
    }

    private static boolean ended(String instance) {
        return bench.engine
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count()
                == 0;
    }
}
