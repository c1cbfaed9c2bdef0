package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.AftercareTest;
import io.aftercare.RunningAftercare;
import io.aftercare.platform.Visitor;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in front of an agent before the call (P2, K2). */
@AftercareTest
class WordingAtTaskTest {

    @Autowired
    Department department;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    private JsonNode ofTask(String taskId) {
        Visitor agent = new Visitor(port);
        agent.logIn(AGENT, RunningAftercare.PASSWORD);
        return agent.get("/api/tasks/" + taskId + "/case").json();
    }

    @Test
    @DisplayName("the task's step, the customer's emotion and the day choose what to say (P2)")
    void wording() {
        ClockUtil.setCurrentTime(java.util.Date.from(java.time.Instant.parse("2026-10-02T02:00:00Z")));
        String id = department.receiveBrokenGoods();
        assertThat(ofTask(department.task(id, "Task_Register").getId()).get("wording"))
                .isEmpty();
        var form = Department.registration();
        form.put("emotion", "angry");
        department.register(id, form);

        JsonNode lines =
                ofTask(department.task(id, "Task_FirstResponse").getId()).get("wording");
        assertThat(lines.get(0).get("part").asText()).isEqualTo("开场白");
        assertThat(lines.get(0).get("text").asText()).startsWith("国庆节快乐！");
        assertThat(lines.get(1).get("text").asText()).contains("非常抱歉");
    }

    @Test
    @DisplayName("the customer's age group chooses too, and an unknown one nothing (P2)")
    void age() {
        String id = department.receiveBrokenGoods();
        department.register(id, Department.registration());
        String task = department.task(id, "Task_FirstResponse").getId();
        UUID customer = UUID.fromString((String) runtime.getVariable(id, "customerId"));

        agesTo(customer, null);
        assertThat(ofTask(task).get("wording").findValuesAsText("part")).doesNotContain("照顾", "用词");
        agesTo(customer, "senior");
        assertThat(ofTask(task).get("wording").findValuesAsText("part")).contains("照顾", "用词");
        agesTo(customer, null);
    }

    private void agesTo(UUID customer, String group) {
        jdbc.sql("update aftercare.customer set age_group = ? where id = ?")
                .params(group, customer)
                .update();
    }
}
