package io.aftercare.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.calendar.CalendarUse;
import io.aftercare.calendar.Calendars;
import io.aftercare.calendar.TestCalendars;
import io.aftercare.deadline.EngineReplanning.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process of one step, due after 72 working hours: Thursday 3 December 18:00 for one that begins on Monday 23 November. */
@AftercareTest
@DisplayName("Q5 Deadlines that run follow the calendar, and one that fails holds up no other")
class RunningDeadlinesTest {

    private static final Instant MONDAY_NINE = at("2026-11-23T09:00");
    private static final Instant DUE = at("2026-12-03T18:00");
    private static final String TWO_DAYS_OFF = "\n      国庆节: 2026-10-01..2026-10-07\n";

    @Autowired
    ProcessEngine engine;

    @Autowired
    EngineDeadlineTable tables;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    Deadlines deadlines;

    @Autowired
    Calendars bundled;

    @Autowired
    CalendarUse use;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @TempDir
    Path directory;

    private Deployment lab;

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    @BeforeEach
    void a_monday_on_which_nothing_else_runs() throws IOException {
        lab = Lab.deploy(engine.getRepositoryService());
        ClockUtil.setCurrentTime(Date.from(MONDAY_NINE));
        jdbc.sql("update aftercare.deadline_occurrence set finished_at = started_at, state = 'cancelled'"
                        + " where finished_at is null")
                .update();
    }

    @AfterEach
    void clear() {
        replanning().forEach(job -> engine.getManagementService().deleteJob(job.getId()));
        engine.getRepositoryService().deleteDeployment(lab.getId(), true);
        for (String table : List.of("deadline_occurrence", "case_register")) {
            jdbc.sql("delete from aftercare." + table + " where process_key = 'lab'")
                    .update();
        }
        ClockUtil.reset();
    }

    private String start(String number) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey(Lab.PROCESS, number)
                .getId();
    }

    private DeadlineOccurrence deadline(String number) {
        return ledger.of(number).get(0);
    }

    /** Calendars as the owner has changed them. */
    private Calendars changed(String from, String to) {
        try {
            String file = Files.readString(Path.of("bpmn/calendars.yaml"));
            assertThat(file).contains(from);
            return TestCalendars.of(
                    Files.writeString(directory.resolve("calendars.yaml"), file.replace(from, to)), clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 30 November and 1 December become days off. */
    private Calendars withTwoDaysOff() {
        return changed(TWO_DAYS_OFF, TWO_DAYS_OFF + "      校庆: 2026-11-30..2026-12-01\n");
    }

    /** The Saturday 28 November is worked. */
    private Calendars withASaturdayWorked() {
        return changed("      - 2026-10-10 #", "      - 2026-11-28\n      - 2026-10-10 #");
    }

    private CommandExecutor commands() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getCommandExecutorTxRequired();
    }

    private List<JobEntity> replanning() {
        return engine.getManagementService().createJobQuery().list().stream()
                .map(JobEntity.class::cast)
                .filter(job -> EngineReplanning.TYPE.equals(job.getJobHandlerType()))
                .toList();
    }

    /** Has a node that reads these calendars do what is to be done now. */
    private void replan(Calendars calendars) {
        Deadlines there = new Deadlines(ledger, calendars, clock);
        EngineReplanning node =
                new EngineReplanning(tables, calendars, ledger, there, new EngineDeadlineTimers(there, clock), clock);
        new EngineCalendarWatch(calendars, ledger, engine).look();
        for (List<JobEntity> due = due(); !due.isEmpty(); due = due()) {
            JobEntity job = due.get(0);
            engine.getManagementService().deleteJob(job.getId());
            commands().execute(context -> {
                node.execute(node.newConfiguration(job.getJobHandlerConfigurationRaw()), null, context, null);
                return null;
            });
        }
    }

    private List<JobEntity> due() {
        return replanning().stream()
                .filter(job -> !job.getDuedate().after(ClockUtil.getCurrentTime()))
                .toList();
    }

    private void assertDue(String number, Instant due) {
        DeadlineOccurrence open = deadline(number);
        assertThat(open.dueAt()).isEqualTo(due);
        Task task = engine.getTaskService()
                .createTaskQuery()
                .executionId(open.scopeExecutionId())
                .singleResult();
        assertThat(task.getDueDate().toInstant()).isEqualTo(due);
        Job timer = engine.getManagementService()
                .createJobQuery()
                .executionId(open.scopeExecutionId())
                .timers()
                .singleResult();
        assertThat(timer.getDuedate().toInstant()).isEqualTo(open.nextLook(clock.instant()));
    }

    private List<String> changes(String number) {
        return jdbc.sql("select kind || ' ' || coalesce(decision_version, 0) from aftercare.deadline_change"
                        + " where occurrence_id = ? order by id")
                .param(deadline(number).id())
                .query(String.class)
                .list();
    }

    @Test
    void days_off_that_are_added_give_the_time_back_and_are_noted_once() {
        start("ST20261123001");
        assertDue("ST20261123001", DUE);

        replan(withTwoDaysOff());

        assertDue("ST20261123001", at("2026-12-07T18:00"));
        assertThat(changes("ST20261123001")).containsExactly("calendar-changed 0");
        replan(withTwoDaysOff());
        assertThat(changes("ST20261123001")).hasSize(1);
        assertThat(replanning()).isEmpty();
    }

    @Test
    void a_day_that_becomes_a_working_day_is_counted() {
        start("ST20261123001");

        replan(withASaturdayWorked());

        assertDue("ST20261123001", at("2026-12-02T18:00"));
    }

    @Test
    void a_date_that_would_have_passed_already_is_kept_and_is_said() {
        start("ST20261123001");
        ClockUtil.setCurrentTime(Date.from(at("2026-12-03T09:00")));
        Calendars calendars = withASaturdayWorked();

        replan(calendars);

        assertThat(deadline("ST20261123001").dueAt()).isEqualTo(DUE);
        assertThat(deadline("ST20261123001").breachedAt()).isNull();
        assertThat(changes("ST20261123001")).containsExactly("calendar-kept 0");
        assertThat(new EngineCalendarWatch(calendars, ledger, engine).onEarlierVersion())
                .as("health says how many keep theirs")
                .isEqualTo(1);
        assertThat(use.onEarlierVersion()).isZero();
        replan(calendars);
        assertThat(changes("ST20261123001")).hasSize(1);
    }

    @Test
    void a_node_that_has_not_read_the_new_file_leaves_the_work_for_one_that_has() {
        start("ST20261123001");
        new EngineCalendarWatch(withTwoDaysOff(), ledger, engine).look();
        String first = replanning().get(0).getId();

        engine.getManagementService().executeJob(first);

        assertDue("ST20261123001", DUE);
        assertThat(replanning()).singleElement().satisfies(job -> {
            assertThat(job.getId()).isNotEqualTo(first);
            assertThat(job.getJobHandlerConfigurationRaw())
                    .isEqualTo(new Order(1, withTwoDaysOff().versions().toString()).toCanonicalString());
        });
        ClockUtil.setCurrentTime(Date.from(MONDAY_NINE.plusSeconds(5)));
        replan(withTwoDaysOff());
        assertDue("ST20261123001", at("2026-12-07T18:00"));
    }

    @Test
    void who_has_paused_or_extended_keeps_the_date_that_was_agreed_on() {
        start("ST20261123001");
        start("ST20261123002");
        new TransactionTemplate(transactions).executeWithoutResult(tx -> {
            deadlines.pause(deadline("ST20261123001").id(), "test-supervisor", "parcel");
            deadlines.extend(
                    deadline("ST20261123002").id(), io.aftercare.calendar.Span.parse("P1D"), "test-supervisor", "等待");
        });

        replan(withTwoDaysOff());

        assertThat(deadline("ST20261123001").dueAt()).isEqualTo(DUE);
        assertThat(deadline("ST20261123002").dueAt()).isEqualTo(at("2026-12-04T18:00"));
    }

    @Test
    void two_hundred_deadlines_that_fail_do_not_hold_up_the_next_and_are_tried_again_when_the_cause_is_mended() {
        start("ST20261123001");
        jdbc.sql(
                        """
                        insert into aftercare.deadline_occurrence
                          (id, case_number, process_key, process_instance_id, scope_execution_id, activity_id, label, step,
                           decision_id, decision_version, rule_id, clause, told, inputs, calendar, anchored_at, escalate_to,
                           started_at, warn_at, due_at, later_at, calendar_version)
                        select gen_random_uuid(), 'ST20261123000', process_key, process_instance_id, 'failing-' || n,
                               activity_id, label, step, decision_id, decision_version, rule_id, clause, told,
                               replace(inputs, '"step":"lab"', '"step":"no-such-step"'), calendar, anchored_at, escalate_to,
                               started_at, warn_at, due_at, later_at, calendar_version
                          from aftercare.deadline_occurrence, generate_series(1, 250) n where case_number = 'ST20261123001'""")
                .update();
        start("ST20261123002");
        Calendars calendars = withTwoDaysOff();

        replan(calendars);

        assertDue("ST20261123001", at("2026-12-07T18:00"));
        assertDue("ST20261123002", at("2026-12-07T18:00"));
        assertThat(ledger.of("ST20261123000"))
                .extracting(DeadlineOccurrence::dueAt)
                .containsOnly(DUE);
        Health health = new DeadlinesHealthIndicator(ledger).health();
        assertThat(health.getStatus().getCode()).isEqualTo("WARNING");
        assertThat(health.getDetails()).containsEntry("setAside", 250);
        assertThat(health.getDetails().get("reasons").toString()).contains("no-such-step", "250 个");
        assertThat(replanning()).singleElement().satisfies(job -> assertThat(
                        job.getDuedate().toInstant())
                .isEqualTo(MONDAY_NINE.plus(Duration.ofMinutes(5))));

        // again in vain, then after twice the time
        ClockUtil.setCurrentTime(Date.from(MONDAY_NINE.plus(Duration.ofMinutes(5))));
        replan(calendars);
        assertThat(replanning()).singleElement().satisfies(job -> assertThat(
                        job.getDuedate().toInstant())
                .isEqualTo(MONDAY_NINE.plus(Duration.ofMinutes(15))));
        jdbc.sql("update aftercare.deadline_occurrence set inputs = replace(inputs, 'no-such-step', 'lab')"
                        + " where case_number = 'ST20261123000'")
                .update();
        ClockUtil.setCurrentTime(Date.from(MONDAY_NINE.plus(Duration.ofMinutes(15))));
        replan(calendars);

        assertThat(ledger.of("ST20261123000"))
                .extracting(DeadlineOccurrence::dueAt)
                .containsOnly(at("2026-12-07T18:00"));
        assertThat(new DeadlinesHealthIndicator(ledger).health().getStatus().getCode())
                .isEqualTo("UP");
        assertThat(replanning()).isEmpty();
    }
}
