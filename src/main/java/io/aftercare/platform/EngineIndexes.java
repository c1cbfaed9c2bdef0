package io.aftercare.platform;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Indexes on the engine's tables that its own schema lacks.
 *
 * <ul>
 *   <li>Two on jobs. With them, and with {@code jobExecutorAcquireByDueDate} and {@code ensureJobDueDateNotNull}, looking for
 *       due jobs among 100,000 timers reads 10 buffers and not 15,792.
 *   <li>One on the variable that {@link TaskView#URGENT} asks for. The engine's index leads to all variables of a case, which
 *       are read one by one for each task in question; this one leads to the one that is meant (docs/benchmarks.md). It has
 *       one row a case, and no value in it that could be too long for an index.
 * </ul>
 *
 * <p>The tables are the engine's, so this runs after the engine has made them and not among our migrations.
 */
@Component
class EngineIndexes {

    private final JdbcTemplate jdbc;

    EngineIndexes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Creates what is missing; two nodes that start together wait for each other. */
    void create() {
        jdbc.execute(
                """
                do $$
                begin
                    perform pg_advisory_xact_lock(hashtext('aftercare.engine-indexes'));
                    create index if not exists aftercare_job_due on act_ru_job (duedate_) where retries_ > 0;
                    create index if not exists aftercare_job_exclusive on act_ru_job (process_instance_id_)
                        where lock_owner_ is not null;
                    create index if not exists aftercare_variable_urgency on act_ru_variable (proc_inst_id_)
                        where name_ = 'urgency' and task_id_ is null;
                end $$
                """);
    }
}
