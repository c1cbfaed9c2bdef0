package io.aftercare.deadline;

import io.aftercare.calendar.CalendarUse;
import io.aftercare.calendar.Calendars;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notices that a calendar counts otherwise than before, or than when running deadlines were set, and has these set anew. Each
 * node looks; whichever is first leaves a job for all, and one that comes later finds nothing to do.
 */
@Component
class EngineCalendarWatch implements CalendarUse {

    private final Calendars calendars;
    private final DeadlineLedger ledger;
    private final ProcessEngine engine;

    /** What had been seen to when this node looked last. */
    private Map<String, String> seen = Map.of();

    EngineCalendarWatch(Calendars calendars, DeadlineLedger ledger, ProcessEngine engine) {
        this.calendars = calendars;
        this.ledger = ledger;
        this.engine = engine;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    synchronized void look() {
        Map<String, String> now = calendars.versions();
        if (now.equals(seen)) {
            return;
        }
        if (ledger.onEarlierCalendar(now) > 0) {
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getCommandExecutorTxRequired()
                    .execute(context -> {
                        EngineReplanning.schedule(now);
                        return null;
                    });
        }
        seen = now;
    }

    @Override
    public int onEarlierVersion() {
        return ledger.onEarlierCalendar(calendars.versions());
    }
}
