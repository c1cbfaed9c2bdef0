package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.SubProcessBuilder;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("P4 Who fills in a sheet is told by where the diagram takes the group from, not by a variable's name")
class EngineOfflineKitTest {

    private static final BpmnModelInstance MODEL = model();

    private static BpmnModelInstance model() {
        SubProcessBuilder each = Bpmn.createExecutableProcess("p")
                .startEvent()
                .businessRuleTask("Decide")
                .camundaResultVariable("headOfDepartment")
                .camundaOutputParameter("second", "${headOfDepartment}")
                .userTask("Task_Approve")
                .subProcess("Each");
        each.multiInstance()
                .camundaCollection("${units}")
                .camundaElementVariable("unit")
                .multiInstanceDone();
        return each.embeddedSubProcess()
                .startEvent()
                .userTask("Task_Verify")
                .endEvent()
                .done();
    }

    @ParameterizedTest
    @CsvSource({
        "Task_Verify,${unit},相关部门",
        "Task_Verify,#{ unit },相关部门",
        "Task_Approve,${headOfDepartment},有审批权限的负责人",
        "Task_Approve,${second},有审批权限的负责人",
        "Task_Approve,${unit},按流程确定的人员",
        "Task_Approve,${departments.first()},按流程确定的人员"
    })
    void the_group_is_told_by_its_origin(String task, String expression, String told) {
        assertThat(EngineOfflineKit.workedOut((UserTask) MODEL.getModelElementById(task), expression))
                .isEqualTo(told);
    }
}
