package io.aftercare.deadline;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.OwnerDeployments;
import io.aftercare.TestPeople;
import io.aftercare.deadline.EngineDeadlineGate.Asked;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.RestClientForTests.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.xml.sax.SAXException;

/** A process owner deploys over REST, as the Modeler does. */
@AftercareTest
@DisplayName("T2 A table or a diagram that does not fit is refused with the reason, and what was in force stays")
class EngineDeadlineGateTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    DeadlineLedger ledger;

    @Autowired
    TestPeople people;

    @LocalServerPort
    int port;

    private OwnerDeployments owner;
    private DecisionDefinition before;
    private long deployments;
    private final List<String> cases = new ArrayList<>();

    @BeforeEach
    void remember_what_is_in_force() {
        owner = new OwnerDeployments(engine, port);
        before = inForce();
        deployments = engine.getRepositoryService().createDeploymentQuery().count();
    }

    @AfterEach
    void take_back() {
        cases.forEach(instance -> engine.getRuntimeService().deleteProcessInstance(instance, "test"));
        owner.takeBack();
    }

    private DecisionDefinition inForce() {
        return engine.getRepositoryService()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("deadlines")
                .latestVersion()
                .singleResult();
    }

    private String start(String process, Map<String, Object> variables) {
        ProcessInstance started =
                people.as(id("agent"), () -> engine.getRuntimeService().startProcessInstanceByKey(process, variables));
        cases.add(started.getId());
        return started.getBusinessKey() != null
                ? started.getBusinessKey()
                : engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(started.getId())
                        .singleResult()
                        .getBusinessKey();
    }

    private static Map<String, Object> said() {
        Map<String, Object> said = new HashMap<>();
        said.put("channel", "phone");
        said.put("customerName", "王小明");
        said.put("customerPhone", "13600138001");
        said.put("customerEmail", "wangxiaoming@example.com");
        said.put("product", "保温杯");
        said.put("description", "保温杯破损，要求换货。");
        return said;
    }

    private void assertRefused(Answer answer, String... reasons) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).contains(reasons);
        assertThat(inForce().getId()).isEqualTo(before.getId());
        assertThat(engine.getRepositoryService().createDeploymentQuery().count())
                .as("nothing of it was deployed")
                .isEqualTo(deployments);
    }

    /** A diagram of one task under a deadline, written as a Modeler writes it. */
    private static String diagram(String process, String expression) {
        return """
               <?xml version="1.0" encoding="UTF-8"?>
               <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                   xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
                 <bpmn:process id="%s" isExecutable="true" camunda:historyTimeToLive="1">
                   <bpmn:startEvent id="Start" />
                   <bpmn:sequenceFlow id="Flow" sourceRef="Start" targetRef="Task" />
                   <bpmn:userTask id="Task" name="质检复核" />
                   <bpmn:boundaryEvent id="Due" cancelActivity="false" attachedToRef="Task">
                     <bpmn:timerEventDefinition id="Timer">
                       <bpmn:timeCycle xsi:type="bpmn:tFormalExpression">%s</bpmn:timeCycle>
                     </bpmn:timerEventDefinition>
                   </bpmn:boundaryEvent>
                 </bpmn:process>
               </bpmn:definitions>
               """
                .formatted(process, expression);
    }

    private static TableFile withQualityCheck() {
        return TableFile.bundled().add("verification", row -> {
            row.set("process", "\"gate-test\"");
            row.set("step", "\"quality-check\"");
        });
    }

    @Test
    @DisplayName("a bad row is named with its reason; the old table stays and a new case is worked by it (C2, Q5)")
    void bad_row() {
        TableFile file =
                TableFile.bundled().set("verification", "duration", "\"PT0H\"").set("plan", "calendar", "\"moon\"");
        assertRefused(
                owner.deploy(TableFile.NAME, file.text()),
                "时限表不能部署",
                "第 " + file.row("verification") + " 行，时限：应为大于零的时长",
                "现为“PT0H”",
                "第 " + file.row("plan") + " 行，日历：没有名为“moon”的日历",
                "原来的版本继续有效");

        String number = start("complaint", said());
        assertThat(ledger.of(number)).isNotEmpty().allSatisfy(deadline -> assertThat(deadline.decisionId())
                .isEqualTo(before.getId()));
    }

    @Test
    @DisplayName("overlapping rows are named both")
    void overlap() {
        TableFile file = TableFile.bundled().add("verification", row -> row.set("urgency", "\"urgent\""));
        assertRefused(
                owner.deploy(TableFile.NAME, file.text()),
                "第 " + file.row("verification") + " 行与第 " + file.size() + " 行重叠：同一情况适用两行");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verification", "second-callback-day", "progress", "statutory-remedy", "call-customer"})
    @DisplayName("a table that lacks a row which the diagram needs is refused with the step's name (C8, C17)")
    void missing_row(String step) {
        assertRefused(
                owner.deploy(TableFile.NAME, TableFile.bundled().remove(step).text()),
                "时限表没有流程 complaint 的环节 " + step + " 的行");
    }

    @Test
    @DisplayName("a table that lacks one urgency or one scope of a step is refused with it (C5, C9)")
    void missing_case() {
        assertRefused(
                owner.deploy(
                        TableFile.NAME,
                        TableFile.bundled().remove("first-response").text()),
                "时限表没有流程 complaint 的环节 first-response 在下列情况的行：urgent");
        assertRefused(
                owner.deploy(
                        TableFile.NAME,
                        TableFile.bundled()
                                .set("plan-answer", "scope", "\"一次\"")
                                .text()),
                "环节 plan-answer（范围 first） 在下列情况的行");
    }

    @Test
    @DisplayName(
            "a table whose only row for a step applies from a later day on is refused: today's cases would have none")
    void first_day_to_come() {
        assertRefused(
                owner.deploy(
                        TableFile.NAME,
                        TableFile.bundled()
                                .set("verification", "validFrom", "\"2099-01-01\"")
                                .text()),
                "流程 complaint 的环节 verification");
    }

    @Test
    @DisplayName("a diagram that asks for a step which the table does not know is refused with the step's name")
    void unknown_step() {
        assertRefused(
                owner.deploy("gate-test.bpmn", diagram("gate-test", "${deadline.timer(execution, 'quality-check')}")),
                "这个流程不能部署",
                "时限表没有流程 gate-test 的环节 quality-check 的行");
    }

    @Test
    @DisplayName("the complaint's own diagram with one step renamed is refused (C8)")
    void renamed_step() throws IOException {
        String complaint = Files.readString(Path.of("bpmn/complaint.bpmn"));
        assertRefused(
                owner.deploy("complaint.bpmn", complaint.replace("'verification'", "'inspection'")),
                "时限表没有流程 complaint 的环节 inspection 的行");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${deadline.timer(execution, step)}",
                "${deadline.timer(execution, 'quality' + kind)}",
                "${deadline.timer(execution, urgent ? 'a' : 'b')}",
                "${deadline.timer(execution, execution.getVariable('step'))}",
                "${deadline.timer(execution, \"verification\")}",
                "${deadline.timer(execution)}",
                "${deadline.timer(execution, (step))}"
            })
    @DisplayName("a diagram whose step nobody can check is refused")
    void step_that_is_no_text(String expression) {
        assertRefused(owner.deploy("gate-test.bpmn", diagram("gate-test", expression)), "环节必须是用单引号括起的固定文字");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${deadline.timer(execution, 'plan-answer', scope)}",
                "${deadline.timer(execution, 'plan-answer', n == 0 ? 'first' : scope)}",
                "${deadline.timer(execution, 'plan-answer', 'first' + n)}",
                "${deadline.timer(execution, 'plan-answer', execution.getVariable('scope'))}",
                "${deadline.timer(execution, 'plan-answer', 'first', n)}"
            })
    @DisplayName("a diagram whose scope nobody can check is refused")
    void scope_that_is_no_text(String expression) {
        assertRefused(owner.deploy("gate-test.bpmn", diagram("complaint", expression)), "范围必须写出各个取值，用单引号括起");
    }

    @Test
    @DisplayName("a table file without the columns that are needed is refused with their names")
    void columns() {
        assertRefused(
                owner.deploy(
                        TableFile.NAME, TableFile.bundled().text().replace("name=\"validFrom\"", "name=\"since\"")),
                "时限表不能部署：缺少列 validFrom。原来的时限表继续有效。");
    }

    @ParameterizedTest
    @CsvSource({"deadlines.dmn,<definitions", "gate-test.bpmn,<definitions", "deadlines.dmn,id=\"deadlines\" no table"})
    @DisplayName("a file that is no model is refused by its name, not called an error of the system")
    void broken(String name, String text) {
        assertRefused(owner.deploy(name, text), "文件 " + name + " 不能部署", "不是完整的 BPMN 或 DMN 文件");
    }

    @Test
    @DisplayName("a table cut off in the middle is refused with the line")
    void cut_off() {
        String text = TableFile.bundled().text();
        assertRefused(
                owner.deploy(TableFile.NAME, text.substring(0, text.length() / 2)), "文件 deadlines.dmn 不能部署", "Line=");
    }

    @Test
    @DisplayName("a table and a diagram that fit each other are accepted together, and a case runs by them (C8)")
    void together() {
        owner.accepted(
                "gate-test.bpmn",
                diagram("gate-test", "${deadline.timer(execution, 'quality-check')}"),
                TableFile.NAME,
                withQualityCheck().text());
        assertThat(inForce().getVersion()).isEqualTo(before.getVersion() + 1);

        ProcessInstance started = engine.getRuntimeService().startProcessInstanceByKey("gate-test", "GT1");
        cases.add(started.getId());
        assertThat(ledger.of("GT1")).singleElement().satisfies(deadline -> {
            assertThat(deadline.step()).isEqualTo("quality-check");
            assertThat(deadline.decisionVersion()).isEqualTo(inForce().getVersion());
        });
    }

    @Test
    @DisplayName("a table and a diagram that do not fit each other are refused together")
    void together_but_not_fitting() {
        assertRefused(
                owner.deploy(
                        "gate-test.bpmn",
                        diagram("gate-test", "${deadline.timer(execution, 'second-check')}"),
                        TableFile.NAME,
                        withQualityCheck().text()),
                "时限表没有流程 gate-test 的环节 second-check 的行");
    }

    @Test
    @DisplayName("a diagram deployed after its table is accepted; then the table cannot lose the row again")
    void one_after_the_other() {
        owner.accepted(TableFile.NAME, withQualityCheck().text());
        owner.accepted("gate-test.bpmn", diagram("gate-test", "${deadline.timer(execution, 'quality-check')}"));
        before = inForce();
        deployments = engine.getRepositoryService().createDeploymentQuery().count();

        assertRefused(
                owner.deploy(TableFile.NAME, TableFile.bundled().text()), "时限表没有流程 gate-test 的环节 quality-check 的行");
    }

    @Test
    @DisplayName("a diagram that no longer asks for a step may come with a table that no longer has it")
    void a_step_taken_out_of_both() {
        owner.accepted(TableFile.NAME, withQualityCheck().text());
        owner.accepted("gate-test.bpmn", diagram("gate-test", "${deadline.timer(execution, 'quality-check')}"));

        owner.accepted(
                "gate-test.bpmn",
                diagram("gate-test", "R1/PT1H"),
                TableFile.NAME,
                TableFile.bundled().text());
    }

    @Test
    @DisplayName("a decision that is none of deadlines may call a column what it likes")
    void another_decision() {
        owner.accepted(
                "other.dmn",
                """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="gateOther" name="d" camunda:historyTimeToLive="1">
                    <decisionTable id="t"><output id="deadlines" name="o" typeRef="integer"/></decisionTable>
                  </decision>
                </definitions>
                """);
    }

    private static Set<Asked> asked(String text) {
        return asked(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Set<Asked> asked(byte[] file) {
        try {
            return EngineDeadlineGate.asked(file, new HashSet<>());
        } catch (SAXException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    @DisplayName("of the bundled diagram every step is found, with its scopes")
    void bundled_diagram() throws IOException {
        assertThat(asked(Files.readAllBytes(Path.of("bpmn/complaint.bpmn"))))
                .contains(
                        new Asked("complaint", "registration", null),
                        new Asked("complaint", "plan-answer", "first"),
                        new Asked("complaint", "plan-answer", "alternative"),
                        new Asked("complaint", "second-callback-day", null),
                        new Asked("complaint", "progress", null),
                        new Asked("complaint", "statutory-remedy", null))
                .doesNotContain(new Asked("complaint", "plan-answer", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${deadline.timer(execution, 'plan')}",
                "${deadline.timer( execution ,\n   'plan' )}",
                "${deadline.timer(execution,'plan')}",
                "${deadline.timer(execution, &#39;plan&#39;)}",
                "${deadline.timer(execution, &apos;plan&apos;)}",
                "${deadline.timer(execution, &#x27;plan&#x27;)}",
                "<![CDATA[${deadline.timer(execution, 'plan')}]]>",
                "${deadline . timer (execution, 'plan')}",
                "#{deadline.timer(execution, 'plan')}",
                "${deadline.timer(execution, 'plan', null)}",
                "${a &gt; b ? deadline.timer(execution, 'plan') : deadline.moment(execution, 'plan')}"
            })
    @DisplayName("a step is found however it is written")
    void writings(String expression) {
        assertThat(asked(diagram("p", expression))).containsExactly(new Asked("p", "plan", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${deadline.timer(execution, 'plan', n == 0 ? 'first' : 'second')}",
                "${deadline.timer(execution, 'plan', n &gt; 0 ? 'second' : 'first')}",
                "${deadline.timer(execution,'plan',n==0?'first':'second')}",
                "${deadline.timer(execution, 'plan',\n  kind == 'other' ? 'first' : 'second' )}",
                "${deadline.timer(execution, 'plan', 'other' == kind ? 'first' : 'second')}",
                "${deadline.timer(execution, 'plan', execution.getVariable('n') == 0 ? 'first' : 'second')}",
                "${deadline.timer(execution, 'plan', (n == 0) ? 'first' : 'second')}",
                "${deadline.timer(execution, 'plan', a ? 'first' : b ? 'second' : 'first')}"
            })
    @DisplayName("of a choice between scopes, the chosen texts are found and nothing else")
    void scopes(String expression) {
        assertThat(asked(diagram("p", expression)))
                .containsExactlyInAnyOrder(new Asked("p", "plan", "first"), new Asked("p", "plan", "second"));
    }

    @Test
    @DisplayName("a choice between a scope and none asks for both")
    void scope_or_none() {
        assertThat(asked(diagram("p", "${deadline.timer(execution, 'plan', a ? 'first' : null)}")))
                .containsExactlyInAnyOrder(new Asked("p", "plan", "first"), new Asked("p", "plan", null));
    }

    @Test
    @DisplayName("in a file of several processes each step belongs to its own")
    void several_processes() {
        String one = diagram("one", "${deadline.timer(execution, 'plan')}");
        String other = diagram("other", "${deadline.cycle(execution, 'progress')}");
        String both = one.replace(
                "</bpmn:definitions>",
                other.substring(other.indexOf("<bpmn:process"), other.indexOf("</bpmn:definitions>"))
                        + "</bpmn:definitions>");
        assertThat(asked(both)).containsExactly(new Asked("one", "plan", null), new Asked("other", "progress", null));
    }

    @Test
    @DisplayName("a process is known by its id, however its element is written")
    void process_elements() {
        String plain = diagram("p", "${deadline.timer(execution, 'plan')}");
        for (String written : List.of(
                "<bpmn:process name=\"a &gt; b\" id=\"p\" ",
                "<bpmn:process id='p' ",
                "<bpmn:process camunda:versionTag=\"id=&quot;x&quot;\" id=\"p\" ",
                "<bpmn:process\n  id = \"p\" ")) {
            assertThat(asked(plain.replace("<bpmn:process id=\"p\" ", written)))
                    .as(written)
                    .containsExactly(new Asked("p", "plan", null));
        }
    }

    @Test
    @DisplayName("what stands in a comment is asked by nobody")
    void comments() {
        assertThat(asked(diagram("p", "R1/PT1H<!-- ${deadline.timer(execution, 'plan')} -->")))
                .isEmpty();
    }

    @Test
    @DisplayName("an attribute asks as a text does")
    void attributes() {
        assertThat(asked(diagram("p", "R1/PT1H")
                        .replace(
                                "name=\"质检复核\"",
                                "name=\"质检复核\" camunda:dueDate=\"${deadline.moment(execution, &#39;plan&#39;)}\"")))
                .containsExactly(new Asked("p", "plan", null));
    }

    @Test
    @DisplayName("what cannot be checked is refused by its expression")
    void refusal() {
        assertThatThrownBy(() -> asked(diagram("p", "${deadline.timer(execution, step)}")))
                .isInstanceOf(Refusal.class)
                .hasMessage("这个流程不能部署：表达式 deadline.timer(execution, step) 中的环节必须是用单引号括起的固定文字。");
    }
}
