package io.aftercare.deadline;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/** The deadline table in force, for people to read away from the screen (P4). */
@Component
public class EngineDeadlineOverview {

    /**
     * @param version of the table
     * @param lines in the table's order
     */
    public record Overview(int version, List<Line> lines) {}

    /**
     * A row that applies to cases that begin today.
     *
     * @param processes keys of the processes; with the other conditions: empty for all
     * @param span ISO 8601 length, as {@code Calendars.spoken} takes it; empty where the plan says how long
     * @param anchor {@code receipt}, {@code registration}, {@code agreement} or {@code step}
     * @param escalateTo group that is told of a miss
     * @param note what the owner noted at the row; may be empty
     */
    public record Line(
            Set<String> processes,
            Set<String> steps,
            Set<String> urgencies,
            Set<String> scopes,
            Set<String> tiers,
            String span,
            String calendar,
            String anchor,
            String escalateTo,
            boolean statutory,
            String clause,
            String note) {}

    private final ProcessEngine engine;
    private final EngineDeadlineTable table;
    private final Clock clock;

    EngineDeadlineOverview(ProcessEngine engine, EngineDeadlineTable table, Clock clock) {
        this.engine = engine;
        this.table = table;
        this.clock = clock;
    }

    /** The newest table, whoever asks. */
    public Overview inForce() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    DeadlineTable newest = table.newest();
                    return new Overview(newest.version(), newest.inForce(LocalDate.now(clock)));
                }));
    }
}
