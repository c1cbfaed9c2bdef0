package io.aftercare.deadline;

import io.aftercare.calendar.Calendars;
import io.aftercare.deadline.DeadlineLedger.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sets the deadlines that run by a table that was deployed for running cases too, and by what their calendars say now. A job of
 * the engine, a few hundred rows at a time and each in a transaction of its own, so that a deployment answers at once, a
 * restart loses nothing, and a row that cannot be set holds up no other: it is set aside, tried again later, and shown in
 * health. Who has paused or extended a deadline has agreed on a date; those and the missed ones stay as they are.
 */
@Component
class EngineReplanning implements JobHandler<EngineReplanning.Order> {

    private static final Logger LOG = LoggerFactory.getLogger(EngineReplanning.class);

    static final String TYPE = "aftercare-replan-deadlines";

    private static final int AT_A_TIME = 200;

    private static final int LOOKS_FOR_THE_CALENDARS = 120;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final EngineDeadlineTable tables;
    private final Calendars calendars;
    private final DeadlineLedger ledger;
    private final Deadlines deadlines;
    private final EngineDeadlineTimers timers;
    private final Clock clock;

    EngineReplanning(
            EngineDeadlineTable tables,
            Calendars calendars,
            DeadlineLedger ledger,
            Deadlines deadlines,
            EngineDeadlineTimers timers,
            Clock clock) {
        this.tables = tables;
        this.calendars = calendars;
        this.ledger = ledger;
        this.deadlines = deadlines;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * What a job waits for: the node that runs it may not have read the calendar file yet that another one has.
     *
     * @param looks how often a node has looked for them in vain
     * @param calendars what the calendars are to count, as text; empty if it does not matter
     */
    record Order(int looks, String calendars) implements JobHandlerConfiguration {

        private static final Order ANY = new Order(0, "");

        @Override
        public String toCanonicalString() {
            return looks + " " + calendars;
        }
    }

    /** For a table that is new. */
    static void schedule() {
        schedule(Order.ANY, ClockUtil.getCurrentTime());
    }

    /** For calendars that have changed; what they count is {@link Calendars#versions()}. */
    static void schedule(Map<String, String> calendars) {
        schedule(new Order(0, calendars.toString()), ClockUtil.getCurrentTime());
    }

    private static void schedule(Order order, Date due) {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setJobHandlerConfiguration(order);
        // the executor asks by due date and sees no job without one
        job.setDuedate(due);
        Context.getCommandContext().getJobManager().send(job);
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(Order order, ExecutionEntity execution, CommandContext context, String tenantId) {
        Map<String, String> counted = calendars.versions();
        if (!order.calendars().isEmpty() && !order.calendars().equals(counted.toString())) {
            look(order);
            return;
        }
        // a newer table may have come since that is not for running cases
        Optional<DeadlineTable> table = tables.newestForRunningCases();
        Plan plan = new Plan(
                table.map(DeadlineTable::id).orElse(null),
                table.map(DeadlineTable::version).orElse(0),
                counted);
        List<UUID> behind = ledger.behind(plan, clock.instant(), AT_A_TIME);
        CommandExecutor own = context.getProcessEngineConfiguration().getCommandExecutorTxRequiresNew();
        Map<String, RuntimeException> failures = new LinkedHashMap<>();
        for (UUID deadline : behind) {
            try {
                own.execute(inside -> {
                    replan(deadline, plan);
                    return null;
                });
            } catch (RuntimeException e) {
                failures.putIfAbsent(setAside(deadline, plan, e), e);
            }
        }
        failures.forEach((why, first) -> LOG.error("有时限不能按新的时限表或日历调整，先保留原时限，稍后再试：{}", why, first));
        if (behind.size() == AT_A_TIME) {
            schedule();
        } else {
            ledger.nextAttempt(plan).ifPresent(next -> tryAgain(context, next));
        }
    }

    private void look(Order order) {
        if (order.looks() == LOOKS_FOR_THE_CALENDARS) {
            LOG.warn("一次日历更新没有用来调整进行中的时限：本节点读到的是另一份日历。日历随后又改过的，不用处理；否则请检查各节点的日历文件是否一致");
            return;
        }
        schedule(
                new Order(order.looks() + 1, order.calendars()),
                Date.from(clock.instant().plus(BETWEEN_LOOKS)));
    }

    private void replan(UUID deadline, Plan plan) {
        ledger.lockBehind(deadline, plan, clock.instant()).ifPresent(basis -> {
            DeadlineTable table = tables.forCase(basis.occurrence().decisionId());
            LocalDate began = LocalDate.ofInstant(
                    ledger.began(basis.occurrence().caseNumber()).orElseGet(clock::instant), clock.getZone());
            deadlines.replan(basis, table.rule(basis.inputs(), began), plan).ifPresent(timers::follow);
        });
    }

    /** Its own date stays; the others are not to wait for it. What somebody has changed in the same instant is simply tried again. */
    private String setAside(UUID deadline, Plan plan, RuntimeException failure) {
        String why = failure instanceof OptimisticLockingException ? "同一时刻有人在办理" : String.valueOf(failure.getMessage());
        why = why.length() > 500 ? why.substring(0, 500) : why;
        ledger.setAside(deadline, plan, clock.instant(), why);
        return why;
    }

    /** One job that waits is enough. */
    private static void tryAgain(CommandContext context, Instant next) {
        JobEntity current = context.getCurrentJob();
        boolean waits = context.getJobManager().findJobsByHandlerType(TYPE).stream()
                .filter(job -> job != current && job.getRetries() > 0)
                .anyMatch(job -> !job.getDuedate().toInstant().isAfter(next));
        if (!waits) {
            schedule(Order.ANY, Date.from(next));
        }
    }

    @Override
    public Order newConfiguration(String canonical) {
        if (canonical == null) {
            return Order.ANY; // a job of an earlier version of the program
        }
        String[] parts = canonical.split(" ", 2);
        return new Order(Integer.parseInt(parts[0]), parts[1]);
    }

    @Override
    public void onDelete(Order order, JobEntity job) {
        // nothing to clear up
    }
}
