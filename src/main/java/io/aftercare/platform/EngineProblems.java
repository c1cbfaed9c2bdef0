package io.aftercare.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Says in a Chinese sentence and with the right status why a request to Camunda's REST layers failed. */
@Component
class EngineProblems {

    /** The task that a path names: {@code /engine-rest/task/{id}/complete}, {@code /camunda/api/engine/…/task/{id}}. */
    private static final Pattern TASK = Pattern.compile("^.*/task/([^/]+)(?:/.*)?");

    /** Where processes go on: what fails there is the model's or the system's fault. */
    private static final String PROCESS = "org.camunda.bpm.engine.impl.pvm.runtime.";

    private static final Pattern MISSING = Pattern.compile("exist|found|find");

    private final ObjectProvider<ProcessEngine> engine;
    private final Staff staff;

    EngineProblems(ObjectProvider<ProcessEngine> engine, Staff staff) {
        this.engine = engine;
        this.staff = staff;
    }

    /**
     * @param status what Camunda answered, 400 or more
     * @param answer the members of Camunda's answer, empty if it was no JSON object
     */
    Problem of(HttpServletRequest request, int status, Map<String, Object> answer) {
        RuntimeException failure = RequestFailure.noted();
        Refusal told = Refusal.told(failure);
        if (told != null) {
            return Problem.of(told);
        }
        if (failure instanceof AuthorizationException) {
            return Problem.of(403, "您没有权限做这一步。如果工作需要，请联系主管或系统管理员。");
        }
        if (failure instanceof MismatchingMessageCorrelationException) {
            return Problem.of(409, "没有个案在等这条消息：个案编号可能有误，或者这一步已经结束。请核对后再试。");
        }
        if (failure != null && "Password does not match policy".equals(failure.getMessage())) {
            return Problem.of(400, "密码不符合要求：至少 10 位，大写字母、小写字母、数字和符号都要有，且不能包含姓名、用户名或邮箱。");
        }
        Problem aboutTask = aboutTask(request, status, failure);
        if (aboutTask != null) {
            return aboutTask;
        }
        if (failure == null && (status == 400 || status == 500)) {
            try {
                UnreadableVariables.refuse((byte[]) request.getAttribute(RequestGuardFilter.BODY), engine.getObject());
            } catch (Refusal unreadable) {
                return Problem.of(unreadable);
            }
        }
        if (status < 500) {
            return general(status, answer);
        }
        int cause = cause(status, failure, answer);
        if (cause < 500) {
            ProblemFilter.log(request, Level.WARN); // it may be a fault of ours after all
        }
        return Problem.of(cause);
    }

    /**
     * What Camunda answers 500 is the caller's fault where the engine or the REST layer tripped over what was sent, and the
     * system's where a process was going on, or something failed that is not Camunda's.
     */
    private static int cause(int status, RuntimeException failure, Map<String, Object> answer) {
        if (failure == null) {
            // no command failed: it is the REST layer that could not read or understand what was sent
            return String.valueOf(answer.get("type")).endsWith("Exception") ? 400 : status;
        }
        StackTraceElement[] stack = failure.getStackTrace();
        if (Stream.of(stack).anyMatch(frame -> frame.getClassName().startsWith(PROCESS))) {
            return status;
        }
        if (failure instanceof NotFoundException
                || failure instanceof NullValueException
                        && MISSING.matcher(failure.getMessage()).find()) {
            return 404;
        }
        boolean ofTheEngine = failure instanceof ProcessEngineException
                ? failure.getCause() == null || failure instanceof BadUserRequestException
                : Stream.of(stack)
                        .map(StackTraceElement::getClassName)
                        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                        .findFirst()
                        .filter(name -> name.startsWith("org.camunda."))
                        .isPresent();
        return ofTheEngine ? 400 : status;
    }

    /**
     * Camunda's own words are for those who write programs and no part of the sentence, but for what is wrong with a model,
     * which nothing else says; what it says of a failure is for nobody.
     */
    private static Problem general(int status, Map<String, Object> answer) {
        boolean parsed = "ParseException".equals(answer.get("type"));
        Problem problem =
                Problem.of(status, parsed ? "模型文件有误，没有部署：" + answer.get("message") : Problem.sentence(status));
        answer.forEach(problem::with);
        return problem.with("reason", answer.get("message"));
    }

    /** What is to be said of a task that is finished, was never there or belongs to somebody else. */
    private Problem aboutTask(HttpServletRequest request, int status, RuntimeException failure) {
        Matcher path = TASK.matcher(request.getRequestURI());
        boolean missing =
                failure instanceof NullValueException || failure instanceof NotFoundException || status == 404;
        boolean claimed = failure instanceof TaskAlreadyClaimedException;
        if (!path.matches() || !(missing || claimed)) {
            return null;
        }
        String id = path.group(1);
        ProcessEngine camunda = engine.getObject();
        Task open = Unrestricted.call(
                camunda,
                () -> camunda.getTaskService().createTaskQuery().taskId(id).singleResult());
        if (claimed && open != null) {
            return Problem.of(409, "这个任务已经由" + staff.person(open.getAssignee()).name() + "认领。");
        }
        if (open != null) {
            return null;
        }
        HistoricTaskInstance past = Unrestricted.call(camunda, () -> camunda.getHistoryService()
                .createHistoricTaskInstanceQuery()
                .taskId(id)
                .singleResult());
        if (past == null) {
            return Problem.of(404, "没有这个任务，请刷新任务列表。");
        }
        int gone = "GET".equals(request.getMethod()) ? 404 : 409;
        return TaskEntity.DELETE_REASON_COMPLETED.equals(past.getDeleteReason())
                ? Problem.of(gone, "这个任务已经办结，不用再提交。请刷新任务列表。")
                : Problem.of(gone, "这个任务已经取消，个案已转到别的步骤。请刷新任务列表。");
    }
}
