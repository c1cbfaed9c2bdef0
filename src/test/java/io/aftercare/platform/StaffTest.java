package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AftercareTest
class StaffTest {

    @Autowired
    Staff staff;

    @Autowired
    TestPeople people;

    @Autowired
    ProcessEngine engine;

    @Test
    void members_of_a_group_are_listed_by_id() {
        assertThat(staff.members("agent"))
                .contains(
                        new Person("test-agent", "测agent", "test-agent@example.com"),
                        new Person("test-agent2", "测agent2", "test-agent2@example.com"))
                .isSortedAccordingTo(Comparator.comparing(Person::id));
        assertThat(staff.members("no-such-group")).isEmpty();
    }

    @Test
    void an_unknown_person_is_called_by_the_id() {
        assertThat(staff.person("left-long-ago")).isEqualTo(new Person("left-long-ago", "left-long-ago", null));
    }

    @Test
    void the_answer_does_not_depend_on_who_asks() {
        List<Person> all = staff.members("camunda-admin");
        assertThat(all).isNotEmpty();
        assertThat(people.as("nobody-with-any-right", () -> staff.members("camunda-admin")))
                .isEqualTo(all);
        assertThat(people.as(id("agent"), () -> staff.person(id("legal"))).name())
                .isEqualTo("测legal");
    }

    @Test
    void options_can_be_a_variable_that_a_form_reads() {
        String model =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="choosing" isExecutable="true" camunda:historyTimeToLive="1">
                    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="choose"/>
                    <userTask id="choose"><extensionElements><camunda:inputOutput>
                      <camunda:inputParameter name="specialistOptions">${staff.options('specialist')}</camunda:inputParameter>
                    </camunda:inputOutput></extensionElements></userTask>
                  </process>
                </definitions>
                """;
        String deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("choosing.bpmn", model)
                .deploy()
                .getId();
        try {
            engine.getRuntimeService().startProcessInstanceByKey("choosing");
            String task = engine.getTaskService()
                    .createTaskQuery()
                    .processDefinitionKey("choosing")
                    .singleResult()
                    .getId();
            ObjectValue stored = engine.getTaskService().getVariableTyped(task, "specialistOptions", false);
            assertThat(stored.getSerializationDataFormat()).isEqualTo("application/json");
            assertThat(stored.getValueSerialized())
                    .contains("{\"label\":\"测specialist（test-specialist）\",\"value\":\"test-specialist\"}");
            assertThat(engine.getTaskService().getVariable(task, "specialistOptions"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .contains(Map.of("label", "测specialist（test-specialist）", "value", "test-specialist"));
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }
}
