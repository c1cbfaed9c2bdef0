package io.aftercare.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process of one step, due after 72 working hours: Thursday 3 December 18:00 for one that begins on Monday 23 November. */
@AftercareTest
@DisplayName("C12 A deadline that has passed was missed, however its step ends")
class MissedDeadlinesTest {

    private static final Instant DUE = at("2026-12-03T18:00");

    @Autowired
    ProcessEngine engine;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private Deployment lab;

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    @BeforeEach
    void lab() throws IOException {
        lab = Lab.deploy(engine.getRepositoryService());
        ClockUtil.setCurrentTime(Date.from(at("2026-11-23T09:00")));
    }

    @AfterEach
    void clear() {
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

    @Test
    @DisplayName("a step that is cancelled after its due date was missed, one that is cancelled on it was not")
    void cancelled_after_the_due_date() {
        String late = start("ST20261123001");
        String inTime = start("ST20261123002");
        ClockUtil.setCurrentTime(Date.from(DUE));
        engine.getRuntimeService().deleteProcessInstance(inTime, "test");
        // no timer has fired yet
        ClockUtil.setCurrentTime(Date.from(DUE.plusSeconds(1)));
        engine.getRuntimeService().deleteProcessInstance(late, "test");

        assertThat(deadline("ST20261123001").state()).isEqualTo("breached");
        assertThat(deadline("ST20261123001").breachedAt()).isEqualTo(DUE.plusSeconds(1));
        assertThat(deadline("ST20261123002").state()).isEqualTo("cancelled");
        assertThat(deadline("ST20261123002").breachedAt()).isNull();
    }

    @Test
    @DisplayName("a pause that nobody ended has ended when it had to; what is cancelled long after that was missed")
    void cancelled_long_after_a_pause() {
        String id = start("ST20261123001");
        UUID deadline = deadline("ST20261123001").id();
        // all 72 working hours are left; the pause may last until 24:00 of Thursday 3 December
        new TransactionTemplate(transactions)
                .executeWithoutResult(tx -> deadlines.pause(deadline, "test-supervisor", "parcel"));
        ClockUtil.setCurrentTime(Date.from(at("2026-12-31T09:00")));

        engine.getRuntimeService().deleteProcessInstance(id, "test");

        assertThat(deadline("ST20261123001").dueAt()).isEqualTo(at("2026-12-16T18:00"));
        assertThat(deadline("ST20261123001").state()).isEqualTo("breached");
    }
}
