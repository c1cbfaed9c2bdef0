package io.aftercare.deadline;

import io.aftercare.calendar.Span;
import io.aftercare.platform.AsProgram;
import io.aftercare.platform.EngineScopes;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** What people do with running deadlines from our pages. The timer, the task and the ledger move in one engine command. */
@Component
class EngineDeadlineActions implements DeadlineActions {

    private static final List<String> MAY_ALWAYS = List.of("supervisor", "manager");

    private final ProcessEngine engine;
    private final DeadlineLedger ledger;
    private final Deadlines deadlines;
    private final EngineDeadlineTimers timers;

    EngineDeadlineActions(
            ProcessEngine engine, DeadlineLedger ledger, Deadlines deadlines, EngineDeadlineTimers timers) {
        this.engine = engine;
        this.ledger = ledger;
        this.deadlines = deadlines;
        this.timers = timers;
    }

    @Override
    public void pause(String caseNumber, UUID occurrence, String reasonCode, String note) {
        act(caseNumber, occurrence, deadline -> {
            String reason = note.isEmpty() ? reasonCode : reasonCode + "：" + note;
            timers.follow(deadlines.pause(occurrence, caller(), reason));
            return null;
        });
    }

    @Override
    public void resume(String caseNumber, UUID occurrence) {
        act(caseNumber, occurrence, deadline -> {
            timers.follow(deadlines.resume(occurrence, caller()));
            return null;
        });
    }

    @Override
    public void requestExtension(String caseNumber, UUID occurrence, String span, String reason) {
        act(caseNumber, occurrence, deadline -> {
            try {
                Span.parse(span);
            } catch (IllegalArgumentException e) {
                throw new Refusal("请填写需要延长的时间，如 24 小时。", List.of(new Refusal.Field("span", "请填写大于零的时间")));
            }
            request(
                    deadline,
                    Map.of(
                            RequestExtensionListener.DEADLINE_ID,
                            occurrence.toString(),
                            RequestExtensionListener.SPAN,
                            span,
                            RequestExtensionListener.REASON,
                            reason,
                            RequestExtensionListener.BY,
                            caller()));
            return null;
        });
    }

    /** As the program itself: this message names who asks, so no person may send it. */
    private void request(DeadlineOccurrence deadline, Map<String, Object> request) {
        AsProgram.call(engine.getIdentityService(), () -> {
            try {
                engine.getRuntimeService()
                        .createMessageCorrelation(RequestExtensionListener.MESSAGE)
                        .processInstanceId(EngineScopes.rootOf(deadline.processInstanceId()))
                        .setVariablesToTriggeredScope(request)
                        .correlate();
                return null;
            } catch (MismatchingMessageCorrelationException e) {
                throw new Refusal(409, "这件个案现在不能申请延期，请直接与主管商量。", List.of());
            }
        });
    }

    private void act(String caseNumber, UUID occurrence, Function<DeadlineOccurrence, Void> action) {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    DeadlineOccurrence deadline = ledger.of(caseNumber).stream()
                            .filter(found -> found.id().equals(occurrence))
                            .findFirst()
                            .orElseThrow(() -> new Refusal(404, "没有找到这个时限，请刷新页面。", List.of()));
                    checkRight(deadline);
                    return action.apply(deadline);
                }));
    }

    private void checkRight(DeadlineOccurrence deadline) {
        Authentication current = engine.getIdentityService().getCurrentAuthentication();
        if (current != null
                && current.getGroupIds() != null
                && current.getGroupIds().stream().anyMatch(MAY_ALWAYS::contains)) {
            return;
        }
        boolean own = current != null
                && engine
                        .getTaskService()
                        .createTaskQuery()
                        .processInstanceId(deadline.processInstanceId())
                        .taskDefinitionKey(deadline.activityId())
                        .taskAssignee(current.getUserId())
                        .list()
                        .stream()
                        .map(Task::getExecutionId)
                        .anyMatch(deadline.scopeExecutionId()::equals);
        if (!own) {
            throw new Refusal(403, "只有这项任务的办理人、客服主管和客服经理可以改动时限；任务未认领的，请先认领。", List.of());
        }
    }

    private String caller() {
        return engine.getIdentityService().getCurrentAuthentication().getUserId();
    }
}
