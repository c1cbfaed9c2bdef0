package io.aftercare.deadline;

import io.aftercare.calendar.WorkCalendar;
import io.aftercare.deadline.DeadlineLedger.Entry;
import io.aftercare.deadline.DeadlineRule.Anchor;
import io.aftercare.platform.ForModels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
@ForModels("时限：按时限表计时、到期、提醒")
public class EngineDeadlines {

    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);

    private final EngineDeadlineTable tables;
    private final DeadlineLedger ledger;
    private final Deadlines deadlines;
    private final EngineDeadlineTimers timers;
    private final Clock clock;

    EngineDeadlines(
            EngineDeadlineTable tables,
            DeadlineLedger ledger,
            Deadlines deadlines,
            EngineDeadlineTimers timers,
            Clock clock) {
        this.tables = tables;
        this.ledger = ledger;
        this.deadlines = deadlines;
        this.timers = timers;
        this.clock = clock;
    }

    /** As {@link #timer(DelegateExecution, String, String)}, for a step without a scope of its own in the table. */
    @ForModels("定时边界事件的周期：按时限表计时")
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
    @ForModels("定时边界事件的周期：按时限表某一范围计时")
    public String timer(DelegateExecution execution, String step, String scope) {
        Instant now = clock.instant();
        var known = ledger.find(execution.getId(), step);
        if (known.isPresent()) {
            if (known.get().paused()) {
                deadlines.resumeExpired(execution.getProcessInstanceId()).forEach(timers::followTask);
                known = ledger.find(execution.getId(), step);
            }
            Instant next = known.get().finishedAt() == null ? known.get().nextPointAfter(now) : null;
            // The engine ends a cycle whose only repetition lies in the past.
            return next == null ? once(now.minusSeconds(60), 0) : once(next, 1);
        }
        if (EngineAfterlifeTimers.isBeingMade()) {
            EngineAfterlifeTimers.remove(execution);
            return once(now.plus(Duration.ofDays(1)), 1);
        }
        DeadlineOccurrence opened = open(execution, step, scope, now);
        return once(opened.warnAt().isAfter(now) ? opened.warnAt() : now, 1);
    }

    /** When the step is due. */
    @ForModels("这一步的到期时间")
    public Date due(DelegateExecution execution, String step) {
        return Date.from(occurrence(execution, step).dueAt());
    }

    /** When the assignee is reminded; Tasklist's follow-up date 跟进日期. */
    @ForModels("这一步的提醒时间")
    public Date warning(DelegateExecution execution, String step) {
        return Date.from(occurrence(execution, step).warnAt());
    }

    /** When a wait ends that the table gives a length to; not a deadline, so the ledger does not know it. */
    @ForModels("从现在起按时限表等到的时间")
    public Date moment(DelegateExecution execution, String step) {
        DeadlineRule rule = rule(execution, step, null);
        return Date.from(deadlines.calendar(rule).add(clock.instant(), rule.duration()));
    }

    /** Something that repeats as long as its scope lives, at the table's distance from the row's anchor. */
    @ForModels("按时限表的间隔重复")
    public String cycle(DelegateExecution execution, String step) {
        DeadlineRule rule = rule(execution, step, null);
        WorkCalendar calendar = deadlines.calendar(rule);
        Instant now = clock.instant();
        Instant next = calendar.add(anchor(execution, rule.anchor(), now), rule.duration());
        while (!next.isAfter(now)) {
            next = calendar.add(next, rule.duration());
        }
        return once(next, 1);
    }

    /**
     * Ends a deadline whose scope goes on, because what it promises is done: the company's statutory duty is fulfilled when the
     * plan is carried out, while the case goes on to its archive.
     */
    @ForModels("这一时限的义务已履行")
    public void fulfil(DelegateExecution execution, String step) {
        ledger.fulfil(execution.getProcessInstanceId(), step, clock.instant());
    }

    /** What a customer is told of the step that is due next, e.g. {@code 我们正在向相关部门核查原因，预计 11月22日 15:00 前完成}. */
    @ForModels("告诉客户正在做什么、预计何时完成")
    public String promise(DelegateExecution execution) {
        Instant now = clock.instant();
        return ledger.next(execution.getProcessBusinessKey())
                .map(next -> deadlines.expectedDue(next).isAfter(now)
                        ? "我们正在" + next.told() + "，预计 " + spoken(deadlines.expectedDue(next)) + " 前完成"
                        : "我们正在加紧" + next.told() + "，" + spoken(nextProgress(execution, now)) + " 前再次向您告知进展")
                .orElse("");
    }

    private Instant nextProgress(DelegateExecution execution, Instant now) {
        DeadlineRule progress = rule(execution, "progress", null);
        return deadlines.calendar(progress).add(now, progress.duration());
    }

    /** Why a customer still waits, where a promised time has passed (C17); empty otherwise. */
    @ForModels("已超过承诺时间时，向客户说明的话")
    public String delay(DelegateExecution execution) {
        return ledger.next(execution.getProcessBusinessKey())
                .filter(next -> !deadlines.expectedDue(next).isAfter(clock.instant()))
                .map(next -> next.told() + "比预计的 " + spoken(next.dueAt()) + " 更久，已上报主管督办，让您久等，非常抱歉")
                .orElse("");
    }

    /** The engine's time, for a diagram that notes when something happened. */
    @ForModels("现在的时间")
    public Date now() {
        return Date.from(clock.instant());
    }

    /** How long a step may take, in words, e.g. {@code 24 小时}. */
    @ForModels("这一步有多长时间，用文字表示")
    public String length(DelegateExecution execution, String step) {
        DeadlineRule rule = rule(execution, step, null);
        return rule.duration().spoken(deadlines.calendar(rule));
    }

    /** When a step that begins now would be due, in words; for telling a customer the way ahead (C7). */
    @ForModels("现在开始这一步的话，何时到期，用文字表示")
    public String wouldBeDue(DelegateExecution execution, String step, String scope) {
        DeadlineRule rule = rule(execution, step, scope);
        return spoken(deadlines.calendar(rule).add(anchor(execution, rule.anchor(), clock.instant()), rule.duration()));
    }

    /** An instant as customers and agents read it, e.g. {@code 11月22日 15:00}. */
    String spoken(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, clock.getZone());
        // what ends with a day ends at 24:00 of it
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? SPOKEN.format(local.minusMinutes(1)).replace("23:59", "24:00")
                : SPOKEN.format(local);
    }

    private DeadlineOccurrence occurrence(DelegateExecution execution, String step) {
        return ledger.find(execution.getId(), step)
                .orElseThrow(() -> new IllegalStateException("Activity " + execution.getCurrentActivityId()
                        + " asks for the due date of '" + step + "' but has no timer boundary event for it"));
    }

    private DeadlineOccurrence open(DelegateExecution execution, String step, String scope, Instant now) {
        Map<String, Object> inputs = inputs(execution, step, scope);
        DeadlineRule rule = rule(execution, inputs);
        var activity = ((ExecutionEntity) execution).getActivity();
        Object department = execution.getVariable("department");
        return deadlines.open(
                new Entry(
                        execution.getProcessBusinessKey(),
                        (String) inputs.get("process"),
                        execution.getProcessInstanceId(),
                        execution.getId(),
                        activity.getId(),
                        activity.getName() == null ? activity.getId() : activity.getName(),
                        step,
                        department == null ? null : department.toString(),
                        inputs,
                        anchor(execution, rule.anchor(), now),
                        now),
                rule);
    }

    private DeadlineRule rule(DelegateExecution execution, String step, String scope) {
        return rule(execution, inputs(execution, step, scope));
    }

    /** A case keeps the table that set its first deadline, unless a newer one was deployed for running cases too. */
    private DeadlineRule rule(DelegateExecution execution, Map<String, Object> inputs) {
        String caseNumber = execution.getProcessBusinessKey();
        DeadlineTable table = ledger.tableOf(caseNumber).map(tables::forCase).orElseGet(tables::newest);
        Instant began = ledger.began(caseNumber).orElseGet(clock::instant);
        return table.rule(inputs, LocalDate.ofInstant(began, clock.getZone()));
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
                    case GOODS -> execution.getVariable("goodsReceivedAt") == null
                            ? execution.getVariable("receivedAt")
                            : execution.getVariable("goodsReceivedAt");
                    case STEP -> null;
                };
        return at instanceof Date date ? date.toInstant() : now;
    }

    private static String once(Instant at, int times) {
        return "R" + times + "/" + at.truncatedTo(ChronoUnit.MILLIS) + "/" + Duration.ofSeconds(1);
    }
}
