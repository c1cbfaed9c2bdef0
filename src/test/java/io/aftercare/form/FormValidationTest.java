package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AftercareTest
@DisplayName("C9 C10: no way to complete a task gets past its form")
class FormValidationTest {

    private static final String PROCESS =
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                targetNamespace="test">
              <process id="form-validation-test" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="start"/>
                <sequenceFlow id="a" sourceRef="start" targetRef="plan"/>
                <userTask id="plan" camunda:assignee="test-camundaadmin" camunda:formRef="complaint-propose-plan" camunda:formRefBinding="latest"/>
                <sequenceFlow id="b" sourceRef="plan" targetRef="approve"/>
                <userTask id="approve" camunda:assignee="test-camundaadmin" camunda:formRef="complaint-approve-plan" camunda:formRefBinding="latest"/>
                <sequenceFlow id="c" sourceRef="approve" targetRef="free"/>
                <userTask id="free" camunda:assignee="test-camundaadmin"/>
                <sequenceFlow id="d" sourceRef="free" targetRef="end"/>
                <endEvent id="end"/>
              </process>
            </definitions>
            """;

    @Autowired
    ProcessEngine engine;

    @Autowired
    FormCheck check;

    @Autowired
    FormLabels labels;

    private String deployment;
    private String process;

    @BeforeEach
    void deploy() throws IOException {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("form-validation-test.bpmn", PROCESS)
                .addString("plan.form", Files.readString(FormFiles.file("complaint-propose-plan")))
                .addString("approve.form", Files.readString(FormFiles.file("complaint-approve-plan")))
                .deploy()
                .getId();
        process = engine.getRuntimeService()
                .startProcessInstanceByKey("form-validation-test")
                .getId();
        engine.getIdentityService().setAuthentication(TestPeople.id("camunda-admin"), List.of("camunda-admin"));
    }

    @AfterEach
    void remove() {
        engine.getIdentityService().clearAuthentication();
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void an_empty_completion_is_refused_and_the_task_stays() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> engine.getTaskService().complete(task().getId()));

        assertThat(refusal.fields())
                .extracting(Refusal.Field::field)
                .contains("planMeasures", "planText", "amount", "promisedHours", "executionDepartments", "faultReason");
        assertThat(task().getTaskDefinitionKey()).isEqualTo("plan");
        assertThat(engine.getRuntimeService().getVariables(process)).isEmpty();
    }

    @Test
    void every_way_to_complete_is_checked() {
        Map<String, Object> surplus = plan();
        surplus.put("approval", "approve");
        String task = task().getId();

        assertThatThrownBy(() -> engine.getTaskService().complete(task, surplus))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getTaskService().completeWithVariablesInReturn(task, surplus, false))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getTaskService().resolveTask(task, surplus))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getFormService().submitTaskForm(task, surplus))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getFormService().submitTaskFormWithVariablesInReturn(task, surplus, false))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getTaskService().handleEscalation(task, "x", Map.of()))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getTaskService().handleBpmnError(task, "x", "x", Map.of()))
                .isInstanceOf(Refusal.class);
        assertThat(engine.getRuntimeService().getVariables(process)).isEmpty();
    }

    @Test
    void a_right_completion_goes_on_and_keeps_the_types_of_the_form() {
        Map<String, Object> plan = plan();
        plan.put("amount", 50);
        plan.put("promisedHours", 48L);
        plan.put(
                "planMeasures",
                Variables.serializedObjectValue("[\"exchange\",\"coupon\"]")
                        .serializationDataFormat("application/json")
                        .objectTypeName("java.util.ArrayList<java.lang.String>")
                        .create());

        engine.getTaskService().complete(task().getId(), plan);

        assertThat(task().getTaskDefinitionKey()).isEqualTo("approve");
        assertThat(engine.getRuntimeService().getVariables(process))
                .containsEntry("amount", 50.0)
                .containsEntry("promisedHours", 48)
                .containsEntry("planMeasures", List.of("exchange", "coupon"));
        ObjectValue stored = engine.getRuntimeService().getVariableTyped(process, "planMeasures", false);
        assertThat(stored.getSerializationDataFormat()).isEqualTo("application/json");
        assertThat(stored.getValueSerialized()).isEqualTo("[\"exchange\",\"coupon\"]");
    }

    @Test
    void lists_may_come_as_tasklist_sends_them() {
        Map<String, Object> plan = plan();
        plan.put(
                "planMeasures",
                org.camunda.spin.plugin.variable.SpinValues.jsonValue("[\"refund\"]")
                        .create());

        engine.getFormService().submitTaskForm(task().getId(), plan);

        assertThat(engine.getRuntimeService().getVariable(process, "planMeasures"))
                .isEqualTo(List.of("refund"));
    }

    @Test
    void conditions_hold_at_the_task() {
        engine.getTaskService().complete(task().getId(), plan());

        assertThatThrownBy(() -> engine.getTaskService().complete(task().getId(), Map.of("approval", "return")))
                .isInstanceOf(Refusal.class)
                .hasMessage("请更正后再提交：请填写“退回原因”。");
        engine.getFormService().submitTaskForm(task().getId(), Map.of("approval", "approve"));

        assertThat(task().getTaskDefinitionKey()).isEqualTo("free");
    }

    @Test
    void a_task_without_a_form_takes_what_it_gets() {
        engine.getTaskService().complete(task().getId(), plan());
        engine.getTaskService().complete(task().getId(), Map.of("approval", "approve"));

        engine.getTaskService().complete(task().getId(), Map.of("anything", 1));

        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(process)
                        .variableName("anything")
                        .singleResult())
                .extracting(HistoricVariableInstance::getValue)
                .isEqualTo(1);
    }

    @Test
    @DisplayName("C10: an approved amount cannot be changed beside the form")
    void a_signed_in_person_cannot_set_variables_of_a_task() {
        String task = task().getId();
        engine.getIdentityService().setAuthenticatedUserId("agent");

        assertThatThrownBy(() -> engine.getTaskService().setVariable(task, "amount", 1))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getTaskService().setVariablesLocal(task, Map.of("amount", 1)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> engine.getTaskService().removeVariable(task, "amount"))
                .isInstanceOf(Refusal.class);

        engine.getIdentityService().clearAuthentication();
        engine.getTaskService().setVariable(task, "note", "by our own code");
        assertThat(engine.getRuntimeService().getVariable(process, "note")).isEqualTo("by our own code");
    }

    @Test
    void a_task_that_is_not_there_is_the_engines_to_refuse() {
        assertThatThrownBy(() -> engine.getTaskService().complete("none"))
                .isNotInstanceOf(Refusal.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> engine.getTaskService().complete(null)).isNotInstanceOf(Refusal.class);
    }

    @Test
    void the_forms_that_come_with_the_product_are_in_force() {
        assertThat(labels.label("complaint-register", "demandType", "refund")).isEqualTo("退款");
        assertThat(check.check("complaint-plan-answer", Map.of("planAnswer", "accepted"), Map.of()))
                .isEqualTo(Map.of("planAnswer", "accepted"));
        assertThatThrownBy(() -> check.check("no-such-form", Map.of(), Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("找不到表单");
    }

    @Test
    void a_form_that_the_server_cannot_check_is_not_submitted() {
        String broken = engine.getRepositoryService()
                .createDeployment()
                .addString(
                        "broken.form",
                        "{\"id\":\"broken-form\",\"components\":[{\"type\":\"filepicker\",\"key\":\"a\",\"id\":\"a\"}]}")
                .deploy()
                .getId();
        try {
            assertThatThrownBy(() -> check.check("broken-form", Map.of(), Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("表单 broken-form 有误");
        } finally {
            engine.getRepositoryService().deleteDeployment(broken, true);
        }
    }

    private Task task() {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(process)
                .singleResult();
    }

    private static Map<String, Object> plan() {
        return new HashMap<>(FormFiles.SAMPLES.get("complaint-propose-plan"));
    }
}
