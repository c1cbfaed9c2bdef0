package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@AftercareTest
@DisplayName("Models with scripts are refused")
class ScriptTest {

    @Autowired
    ProcessEngine engine;

    private static String process(String elements) {
        return """
               <?xml version="1.0" encoding="UTF-8"?>
               <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                   xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                 <process id="scripted" isExecutable="true" camunda:historyTimeToLive="1">
                   <startEvent id="start"/>
                   <sequenceFlow id="a" sourceRef="start" targetRef="step"/>
                   %s
                 </process>
               </definitions>
               """
                .formatted(elements);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                <scriptTask id="step" scriptFormat="groovy"><script>1</script></scriptTask>
                """,
                """
                <scriptTask id="step" scriptFormat="javascript" camunda:resource="deployment://x.js"/>
                """,
                """
                <scriptTask id="step" scriptFormat="javascript"><script>${'1'}</script></scriptTask>
                """,
                """
                <userTask id="step"><extensionElements><camunda:taskListener event="create">
                  <camunda:script scriptFormat="groovy">1</camunda:script>
                </camunda:taskListener></extensionElements></userTask>
                """,
                """
                <task id="step"><extensionElements><camunda:executionListener event="start">
                  <camunda:script scriptFormat="groovy">1</camunda:script>
                </camunda:executionListener></extensionElements></task>
                """,
                """
                <task id="step"><extensionElements><camunda:inputOutput>
                  <camunda:inputParameter name="x"><camunda:script scriptFormat="groovy">1</camunda:script>
                  </camunda:inputParameter></camunda:inputOutput></extensionElements></task>
                """,
                """
                <exclusiveGateway id="step"/><endEvent id="end"/>
                <sequenceFlow id="b" sourceRef="step" targetRef="end">
                  <conditionExpression xsi:type="tFormalExpression" language="groovy">true</conditionExpression>
                </sequenceFlow>
                """
            })
    void a_process_with_a_script_cannot_be_deployed(String elements) {
        assertThatThrownBy(() -> engine.getRepositoryService()
                        .createDeployment()
                        .addString("scripted.bpmn", process(elements))
                        .deploy())
                .hasMessageContaining("脚本");
        assertThat(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("scripted")
                        .count())
                .isZero();
    }

    @Test
    void a_decision_in_a_script_language_cannot_be_deployed() {
        String table =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">
                  <decision id="scriptedDecision" name="d" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
                      camunda:historyTimeToLive="1">
                    <decisionTable id="t">
                      <output id="o" name="o" typeRef="integer"/>
                      <rule id="r"><outputEntry id="e" expressionLanguage="groovy"><text>1</text></outputEntry></rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """;
        assertThatThrownBy(() -> engine.getRepositoryService()
                        .createDeployment()
                        .addString("scripted.dmn", table)
                        .deploy())
                .hasMessageContaining("决策“d”（scriptedDecision）不能使用脚本");
        assertThat(engine.getRepositoryService()
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey("scriptedDecision")
                        .count())
                .isZero();
    }

    @Test
    void feel_is_no_script_and_works() {
        String table =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">
                  <decision id="feelDecision" name="d" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
                      camunda:historyTimeToLive="1">
                    <decisionTable id="t">
                      <input id="i"><inputExpression id="ie" typeRef="integer"><text>amount</text></inputExpression></input>
                      <output id="o" name="o" typeRef="integer"/>
                      <rule id="r"><inputEntry id="c"><text>&gt; 3</text></inputEntry>
                        <outputEntry id="e"><text>amount + 1</text></outputEntry></rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """;
        String deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("feel.dmn", table)
                .deploy()
                .getId();
        try {
            assertThat(engine.getDecisionService()
                            .evaluateDecisionTableByKey("feelDecision")
                            .variables(Map.of("amount", 4))
                            .evaluate()
                            .<Integer>getSingleEntry())
                    .isEqualTo(5);
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }
}
