package io.aftercare.deadline;

import io.aftercare.deadline.DeadlineLedger.Entry;
import io.aftercare.deadline.DeadlineRule.Anchor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.stereotype.Component;

/**
 * The bean {@code deadline} of the diagrams. A timer boundary event that stands at a deadline is a cycle whose expression is
 * {@code ${deadline.timer(execution, 'step')}}: the engine asks again each time it has fired (its setting {@code
 * reevaluateTimeCycleWhenDue}), so one shape serves warning, due date and the manager's level. The task beside it takes its
 * due date from the same row by {@code ${deadline.due(execution, 'step')}}.
 */
@Component("deadline")
public class EngineDeadlines {

    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);

    private final EngineDeadlineTable table;
    private final DeadlineLedger ledger;
    private final Clock clock;

    EngineDeadlines(EngineDeadlineTable table, DeadlineLedger ledger, Clock clock) {
        this.table = table;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** As {@link #timer(DelegateExecution, String, String)}, for a step without a scope of its own in the table. */
    public String timer(DelegateExecution execution, String step) {
        return timer(execution, step, null);
    }

    /**
     * The next point in time of the step's deadline as an ISO 8601 repeating interval of one repetition. The first call for a
     * scope opens the ledger's row.
     *
     * @param step the step's name in {@code deadlines.dmn}
     * @param scope what {@code deadlines.dmn} calls scope, or null
     */
    public String timer(DelegateExecution execution, String step, String scope) {
        Instant now = clock.instant();
        var known = ledger.find(execution.getId(), step);
        if (known.isPresent()) {
            Instant next = known.get().nextPointAfter(now);
            // The engine ends a cycle whose only repetition lies in the past.
            return next == null ? cycle(now.minusSeconds(60), 0) : cycle(next, 1);
        }
        DeadlineOccurrence opened = open(execution, step, scope, now);
        return cycle(opened.warnAt().isAfter(now) ? opened.warnAt() : now, 1);
    }

    /** When the step is due. */
    public Date due(DelegateExecution execution, String step) {
        return Date.from(occurrence(execution, step).dueAt());
    }

    /** When the assignee is reminded; Tasklist's follow-up date 跟进日期. */
    public Date warning(DelegateExecution execution, String step) {
        return Date.from(occurrence(execution, step).warnAt());
    }

    /** When a wait ends that the table gives a length to; not a deadline, so the ledger does not know it. */
    public Date moment(DelegateExecution execution, String step) {
        Instant now = clock.instant();
        return Date.from(now.plus(rule(execution, step, null).duration()));
    }

    /** Something that repeats as long as its scope lives, at the table's distance from the row's anchor. */
    public String cycle(DelegateExecution execution, String step) {
        DeadlineRule rule = rule(execution, step, null);
        Instant first = anchor(execution, rule.anchor(), clock.instant()).plus(rule.duration());
        return "R/" + first.truncatedTo(ChronoUnit.MILLIS) + "/" + rule.duration();
    }

    /** What a customer is told of the step that is due next, e.g. {@code 我们正在向相关部门核查原因，预计 11月22日 15:00 前完成}. */
    public String promise(DelegateExecution execution) {
        Instant now = clock.instant();
        return ledger.next(execution.getProcessBusinessKey())
                .map(next -> next.dueAt().isAfter(now)
                        ? "我们正在" + next.told() + "，预计 " + spoken(next.dueAt()) + " 前完成"
                        : "我们正在加紧" + next.told() + "，"
                                + spoken(now.plus(
                                        rule(execution, "progress", null).duration())) + " 前再次向您告知进展")
                .orElse("");
    }

    /** Why a customer still waits, where a promised time has passed (C17); empty otherwise. */
    public String delay(DelegateExecution execution) {
        return ledger.next(execution.getProcessBusinessKey())
                .filter(next -> !next.dueAt().isAfter(clock.instant()))
                .map(next -> next.told() + "比预计的 " + spoken(next.dueAt()) + " 更久，已上报主管督办，让您久等，非常抱歉")
                .orElse("");
    }

    /** The engine's time, for a diagram that notes when something happened. */
    public Date now() {
        return Date.from(clock.instant());
    }

    /** How long a step may take, in words, e.g. {@code 24 小时}. */
    public String length(DelegateExecution execution, String step) {
        Duration length = rule(execution, step, null).duration();
        return length.toHours() * 60 == length.toMinutes() ? length.toHours() + " 小时" : length.toMinutes() + " 分钟";
    }

    /** When a step that begins at {@code from} would be due, in words; for telling a customer the way ahead (C7). */
    public String wouldBeDue(DelegateExecution execution, String step, String scope) {
        DeadlineRule rule = rule(execution, step, scope);
        return spoken(anchor(execution, rule.anchor(), clock.instant()).plus(rule.duration()));
    }

    private String spoken(Instant at) {
        return SPOKEN.format(LocalDateTime.ofInstant(at, clock.getZone()));
    }

    private DeadlineOccurrence occurrence(DelegateExecution execution, String step) {
        return ledger.find(execution.getId(), step)
                .orElseThrow(() -> new IllegalStateException("Activity " + execution.getCurrentActivityId()
                        + " asks for the due date of '" + step + "' but has no timer boundary event for it"));
    }

    private DeadlineOccurrence open(DelegateExecution execution, String step, String scope, Instant now) {
        Map<String, Object> inputs = inputs(execution, step, scope);
        DeadlineRule rule = table.rule(inputs);
        var activity = ((ExecutionEntity) execution).getActivity();
        Object department = execution.getVariable("department");
        return ledger.open(
                new Entry(
                        execution.getProcessBusinessKey(),
                        (String) inputs.get("process"),
                        execution.getProcessInstanceId(),
                        execution.getId(),
                        activity.getId(),
                        activity.getName() == null ? activity.getId() : activity.getName(),
                        step,
                        department == null ? null : department.toString(),
                        inputs.toString(),
                        anchor(execution, rule.anchor(), now),
                        now),
                rule);
    }

    private DeadlineRule rule(DelegateExecution execution, String step, String scope) {
        return table.rule(inputs(execution, step, scope));
    }

    private static Map<String, Object> inputs(DelegateExecution execution, String step, String scope) {
        var inputs = new LinkedHashMap<String, Object>();
        // Ids of definitions are key:version:id; the definition itself is not loaded for this.
        inputs.put("process", execution.getProcessDefinitionId().split(":", 2)[0]);
        inputs.put("step", step);
        inputs.put("urgency", execution.getVariable("urgency"));
        inputs.put("scope", scope);
        inputs.put("tier", execution.getVariable("customerTier"));
        inputs.put("promisedHours", execution.getVariable("promisedHours"));
        return inputs;
    }

    private static Instant anchor(DelegateExecution execution, Anchor anchor, Instant now) {
        Object at =
                switch (anchor) {
                    case RECEIPT -> execution.getVariable("receivedAt");
                    case REGISTRATION -> execution.getVariable("registeredAt");
                    case AGREEMENT -> execution.getVariable("agreedAt");
                    case STEP -> null;
                };
        return at instanceof Date date ? date.toInstant() : now;
    }

    private static String cycle(Instant at, int times) {
        return "R" + times + "/" + at.truncatedTo(ChronoUnit.MILLIS) + "/" + Duration.ofSeconds(1);
    }
}
