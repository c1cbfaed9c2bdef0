package io.aftercare.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareApplication;
import io.aftercare.AftercareTest;
import io.aftercare.TestDatabase;
import io.aftercare.TestPeople;
import io.aftercare.platform.EmbeddedDatabase;
import io.aftercare.platform.Staff;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A second node on the same database, started later: it knows nothing but what the first has committed. */
@AftercareTest
@Tag("load")
class TwoNodesTest {

    private static final Instant MONDAY_NINE = Instant.parse("2026-11-23T01:00:00Z");
    private static final int MANY = 1000;

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    DeadlineActions actions;

    @Autowired
    Staff staff;

    @Autowired
    TestPeople people;

    @Autowired
    JdbcClient jdbc;

    private Deployment lab;

    @BeforeEach
    void lab() throws IOException {
        lab = Lab.deploy(engine.getRepositoryService());
        ClockUtil.setCurrentTime(Date.from(MONDAY_NINE));
    }

    @AfterEach
    void clear() {
        ClockUtil.reset();
        engine.getRepositoryService().deleteDeployment(lab.getId(), true);
        jdbc.sql("delete from aftercare.deadline_occurrence where process_key = 'lab'")
                .update();
    }

    private static ConfigurableApplicationContext secondNode() {
        EmbeddedDatabase database = TestDatabase.server();
        return new SpringApplicationBuilder(AftercareApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--camunda.bpm.generate-unique-process-engine-name=true",
                        "--camunda.bpm.job-execution.enabled=false");
    }

    private static void at(Instant time) {
        ClockUtil.setCurrentTime(Date.from(time));
    }

    @Test
    @DisplayName(
            "a pause of three days outlives the restart and moves the due date by the working time paused (Q5, C9);"
                    + " 1,000 deadlines missed in one second are escalated once each, by two nodes, and told in digests (T2)")
    void two_nodes() throws Exception {
        String paused = start("ST20261123000");
        DeadlineOccurrence before = ledger.of("ST20261123000").get(0);
        // nine days of eight hours: Monday 23 November is the first, Thursday 3 December the ninth
        assertThat(before.dueAt()).isEqualTo(Instant.parse("2026-12-03T10:00:00Z"));
        // Thursday afternoon, an hour before close of business
        at(Instant.parse("2026-11-26T09:00:00Z"));
        people.run(TestPeople.id("supervisor"), () -> actions.pause(before.caseNumber(), before.id(), "parcel", ""));

        try (ConfigurableApplicationContext second = secondNode()) {
            // Sunday afternoon: an hour of Thursday and eight of Friday have passed
            at(Instant.parse("2026-11-29T09:00:00Z"));
            second.getBean(ProcessEngine.class)
                    .getIdentityService()
                    .setAuthentication(TestPeople.id("supervisor"), List.of("supervisor"));
            second.getBean(DeadlineActions.class).resume(before.caseNumber(), before.id());
            second.getBean(ProcessEngine.class).getIdentityService().clearAuthentication();

            DeadlineOccurrence after = ledger.of("ST20261123000").get(0);
            // nine working hours later: Friday 4 December is full, Monday 7 December until ten
            assertThat(after.dueAt()).isEqualTo(Instant.parse("2026-12-07T02:00:00Z"));
            Task task = tasks.createTaskQuery().processInstanceId(paused).singleResult();
            assertThat(task.getDueDate().toInstant()).isEqualTo(after.dueAt());
            assertThat(timer(paused)).isEqualTo(after.warnAt());
            assertThat(jdbc.sql("select paused_seconds from aftercare.deadline_occurrence where id = ?")
                            .param(before.id())
                            .query(Long.class)
                            .single())
                    .isEqualTo(Duration.ofHours(9).toSeconds());

            engine.getRuntimeService().deleteProcessInstance(paused, "shown");
            storm(second.getBean(ProcessEngine.class));
        }
    }

    private void storm(ProcessEngine second) throws Exception {
        at(MONDAY_NINE);
        for (int i = 1; i <= MANY; i++) {
            start("ST20261123%04d".formatted(i));
        }
        at(Instant.parse("2026-12-03T10:00:00Z"));
        List<String> due = due();
        assertThat(due).hasSizeGreaterThanOrEqualTo(MANY);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> work = List.of(
                    () -> run(engine, due, 0),
                    () -> run(engine, due, 1),
                    () -> run(second, due, 0),
                    () -> run(second, due, 1));
            int ran = 0;
            for (Future<Integer> each : threads.invokeAll(work)) {
                ran += each.get();
            }
            assertThat(ran).as("each timer fired on one node only").isEqualTo(due.size());
        } finally {
            threads.shutdown();
        }

        assertThat(count("select count(*) from aftercare.deadline_occurrence where process_key = 'lab'"
                        + " and breached_at = due_at"))
                .as("none is lost")
                .isEqualTo(MANY);
        int supervisors = staff.members("supervisor").size();
        assertThat(count("select count(*) from aftercare.deadline_reminder r join aftercare.deadline_occurrence o"
                        + " on o.id = r.occurrence_id where o.process_key = 'lab' and r.level = 'missed'"))
                .as("one reminder for each supervisor and deadline")
                .isEqualTo(MANY * supervisors);
        assertThat(tasks.createTaskQuery()
                        .processDefinitionKey(Lab.PROCESS)
                        .taskCandidateGroup("supervisor")
                        .count())
                .isEqualTo(MANY);

        at(Instant.parse("2026-12-03T10:02:00Z"));
        run(engine, due(), 0);
        run(engine, due(), 1);
        run(engine, due(), 0);
        run(engine, due(), 1);
        assertThat(jdbc.sql("select n.staff_user_id || ' ' || n.kind from aftercare.notice n"
                                + " where n.case_number like 'ST20261123%' and n.staff_user_id is not null order by 1")
                        .query(String.class)
                        .list())
                .as("one message to each supervisor")
                .containsExactlyElementsOf(staff.members("supervisor").stream()
                        .map(person -> person.id() + " deadline-digest")
                        .sorted()
                        .toList());
        assertThat(
                        count(
                                "select count(*) from aftercare.deadline_reminder where notice_id is null"
                                        + " and occurrence_id in (select id from aftercare.deadline_occurrence where process_key = 'lab')"))
                .as("nobody is left untold")
                .isZero();
        assertThat(jdbc.sql(
                                "select t.subject from aftercare.notice n join aftercare.notice_text t on t.notice_id = n.id"
                                        + " where n.case_number like 'ST20261123%'")
                        .query(String.class)
                        .list())
                .containsOnly("时限汇总：已超时 1000 项");
    }

    private String start(String caseNumber) {
        return engine.getRuntimeService()
                .startProcessInstanceByKey(Lab.PROCESS, caseNumber, Map.of("department", "logistics"))
                .getId();
    }

    private Instant timer(String instance) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(Lab.TIMER)
                .singleResult()
                .getDuedate()
                .toInstant();
    }

    private List<String> due() {
        return engine
                .getManagementService()
                .createJobQuery()
                .processDefinitionKey(Lab.PROCESS)
                .executable()
                .list()
                .stream()
                .filter(job -> !job.getDuedate().after(ClockUtil.getCurrentTime()))
                .map(Job::getId)
                .toList();
    }

    /** Runs every second of the jobs; returns how many another had not run already. */
    private static int run(ProcessEngine node, List<String> jobs, int offset) {
        ManagementService management = node.getManagementService();
        int ran = 0;
        for (int i = offset; i < jobs.size(); i += 2) {
            try {
                management.executeJob(jobs.get(i));
                ran++;
            } catch (OptimisticLockingException e) {
                // the other node was faster
            } catch (ProcessEngineException e) {
                // as it was here, and has committed
                assertThat(e).hasMessageContaining("No job found");
            }
        }
        return ran;
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
