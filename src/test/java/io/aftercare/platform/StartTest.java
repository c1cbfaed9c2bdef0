package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AftercareTest
class StartTest {

    @Autowired
    ProcessEngine engine;

    @Test
    void the_engine_runs_on_postgresql() {
        assertThat(engine.getManagementService().getProperties()).containsKey("schema.version");
    }
}
