package io.aftercare.deadline;

import io.aftercare.deadline.DeadlineLedger.Basis;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
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
 * Sets the deadlines that run by a table that was deployed for running cases too. A job of the engine, a few hundred rows at a
 * time, so that a deployment answers at once, a restart loses nothing and a failure is an incident that operators see. Who has
 * paused or extended a deadline has agreed on a date; those and the missed ones stay as they are.
 */
@Component
class EngineReplanning implements JobHandler<EngineReplanning.None> {

    private static final Logger LOG = LoggerFactory.getLogger(EngineReplanning.class);

    static final String TYPE = "aftercare-replan-deadlines";

    private static final int AT_A_TIME = 200;

    private final EngineDeadlineTable tables;
    private final DeadlineLedger ledger;
    private final Deadlines deadlines;
    private final EngineDeadlineTimers timers;
    private final Clock clock;

    EngineReplanning(
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

    /** The job needs nothing but its moment. */
    static final class None implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return null;
        }
    }

    static void schedule() {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        // the executor asks by due date and sees no job without one
        job.setDuedate(ClockUtil.getCurrentTime());
        Context.getCommandContext().getJobManager().send(job);
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(None none, ExecutionEntity execution, CommandContext context, String tenantId) {
        // a newer table may have come since that is not for running cases
        tables.newestForRunningCases().ifPresent(this::replan);
    }

    private void replan(DeadlineTable table) {
        List<Basis> running = ledger.setByEarlier(table.id(), table.version(), AT_A_TIME);
        int moved = 0;
        for (Basis basis : running) {
            LocalDate began = LocalDate.ofInstant(
                    ledger.began(basis.occurrence().caseNumber()).orElseGet(clock::instant), clock.getZone());
            try {
                DeadlineRule rule = table.rule(basis.inputs(), began);
                timers.follow(deadlines.replan(basis, rule));
                moved++;
            } catch (IllegalStateException e) {
                // its own date stays; the others are not to wait for it
                LOG.error("个案 {} 的时限不能按新时限表调整", basis.occurrence().caseNumber(), e);
            }
        }
        if (running.size() == AT_A_TIME && moved > 0) {
            schedule();
        }
    }

    @Override
    public None newConfiguration(String canonical) {
        return new None();
    }

    @Override
    public void onDelete(None none, JobEntity job) {
        // nothing to clear up
    }
}
