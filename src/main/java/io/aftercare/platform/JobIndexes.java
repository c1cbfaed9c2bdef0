package io.aftercare.platform;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Two indexes on the engine's job table that its own schema lacks. With them, and with {@code jobExecutorAcquireByDueDate}
 * and {@code ensureJobDueDateNotNull}, looking for due jobs among 100,000 timers reads 10 buffers and not 15,792.
 *
 * <p>The table is the engine's, so this runs after the engine has made it and not among our migrations.
 */
@Component
class JobIndexes {

    private final JdbcTemplate jdbc;

    JobIndexes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Creates what is missing; two nodes that start together wait for each other. */
    void create() {
        jdbc.execute(
                """
                do $$
                begin
                    perform pg_advisory_xact_lock(hashtext('aftercare.job-indexes'));
                    create index if not exists aftercare_job_due on act_ru_job (duedate_) where retries_ > 0;
                    create index if not exists aftercare_job_exclusive on act_ru_job (process_instance_id_)
                        where lock_owner_ is not null;
                end $$
                """);
    }
}
