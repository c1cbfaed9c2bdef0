package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.platform.Refusal;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("P3 T3 The diagram says what a contact record says")
class EngineContactsTest {

    private static final String NUMBER = "ZZ20231012001";

    @Autowired
    ProcessEngine engine;

    @Autowired
    Casebook casebook;

    @Autowired
    JdbcClient jdbc;

    private String deployment;

    @AfterEach
    void clean() {
        if (deployment != null) {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
        jdbc.sql("delete from aftercare.contact_record where case_number = ?")
                .param(NUMBER)
                .update();
    }

    private static BpmnModelInstance model(String listener, Map<String, String> properties) {
        BpmnModelInstance model = Bpmn.createExecutableProcess("contacts-test")
                .camundaHistoryTimeToLive(5)
                .startEvent()
                .userTask("Task_Talk")
                .name("联系客户")
                .camundaCandidateUsers("yangxiao")
                .endEvent()
                .done();
        ExtensionElements extensions = model.newInstance(ExtensionElements.class);
        ((UserTask) model.getModelElementById("Task_Talk")).setExtensionElements(extensions);
        CamundaProperties container = model.newInstance(CamundaProperties.class);
        extensions.addChildElement(container);
        properties.forEach((name, value) -> {
            CamundaProperty property = model.newInstance(CamundaProperty.class);
            property.setCamundaName(name);
            property.setCamundaValue(value);
            container.addChildElement(property);
        });
        CamundaTaskListener complete = model.newInstance(CamundaTaskListener.class);
        complete.setCamundaEvent("complete");
        complete.setCamundaDelegateExpression("${" + listener + "}");
        extensions.addChildElement(complete);
        return model;
    }

    private void deploy(String listener, Map<String, String> properties) {
        RepositoryService repository = engine.getRepositoryService();
        deployment = repository
                .createDeployment()
                .addModelInstance("contacts-test.bpmn", model(listener, properties))
                .deploy()
                .getId();
    }

    private String talk(Map<String, Object> said) {
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "contacts-test",
                        Variables.putValue("caseNumber", NUMBER)
                                .putValue("customerId", "7d3c0b0e-0000-4000-8000-000000000001")
                                .putValue("channel", "chat"))
                .getId();
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        Work.complete(engine, task, "yangxiao", said);
        return instance;
    }

    @Test
    void it_reads_subject_need_and_result_at_the_task() {
        deploy("recordContact", Map.of("contactSubject", "回访", "contactNeed", "asked", "contactResult", "told"));
        talk(Map.of("asked", "何时到货", "told", "周五前", "preferredContact", "email"));

        assertThat(casebook.contacts(NUMBER)).singleElement().satisfies(line -> assertThat(line)
                .returns("回访", ContactRecord::subject)
                .returns("何时到货", ContactRecord::need)
                .returns("周五前", ContactRecord::result)
                .returns("email", ContactRecord::means)
                .returns("yangxiao", ContactRecord::person));
    }

    @Test
    void what_is_always_the_same_stands_there_as_text() {
        deploy(
                "takeOwnership",
                Map.of(
                        "contactSubject",
                        "登记",
                        "contactResultText",
                        "已复述",
                        "contactFollowUp",
                        "首次响应",
                        "contactMeans",
                        "channel"));
        String instance = talk(Map.of());

        assertThat(casebook.contacts(NUMBER)).singleElement().satisfies(line -> assertThat(line)
                .returns("登记", ContactRecord::subject)
                .returns("已复述", ContactRecord::result)
                .returns("首次响应", ContactRecord::followUp)
                .returns("chat", ContactRecord::means));
        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(instance)
                        .variableName("handler")
                        .singleResult()
                        .getValue())
                .as("who takes the case on owns it (T3)")
                .isEqualTo("yangxiao");
    }

    @Test
    void nothing_is_written_where_nobody_was_spoken_to() {
        deploy("recordContact", Map.of("contactSubject", "告知", "contactOnlyIf", "verdict=ok"));
        talk(Map.of("verdict", "redo"));
        assertThat(casebook.contacts(NUMBER)).isEmpty();

        talk(Map.of("verdict", "ok"));
        assertThat(casebook.contacts(NUMBER)).hasSize(1);
    }

    @Test
    void a_diagram_that_does_not_say_it_is_refused() {
        assertThatThrownBy(() -> deploy("recordContact", Map.of("contactNeed", "asked")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Task_Talk")
                .hasMessageContaining("contactSubject");
        assertThatThrownBy(() -> deploy("takeOwnership", Map.of())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> deploy("recordContact", Map.of("contactSubject", "告知", "contactOnlyIf", "ok")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("变量=值");
    }
}
