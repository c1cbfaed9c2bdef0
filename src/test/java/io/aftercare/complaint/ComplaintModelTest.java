package io.aftercare.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TimeCycle;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds {@code bpmn/complaint.bpmn} against the code, the tables and the forms, and against the rules of the house. */
class ComplaintModelTest {

    private static final Pattern STEP = Pattern.compile("deadline\\.(?:timer|moment|cycle)\\(execution, '([a-z-]+)'");

    private static BpmnModelInstance model;
    private static String deadlines;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("bpmn/complaint.bpmn"))) {
            model = Bpmn.readModelFromStream(in);
        }
        deadlines = Files.readString(Path.of("bpmn/deadlines.dmn"));
    }

    private static List<String> constants(Class<?> holder) {
        return Stream.of(holder.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(ComplaintModelTest::value)
                .toList();
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("every constant of the code stands in the diagram")
    void constants_stand_in_the_diagram() {
        assertThat(model.getModelElementById(ComplaintProcess.KEY)
                        .getElementType()
                        .getTypeName())
                .isEqualTo("process");
        assertThat(model.getModelElementsByType(Message.class).stream().map(Message::getName))
                .containsAll(constants(ComplaintProcess.Messages.class));
        for (String element : constants(ComplaintProcess.Elements.class)) {
            assertThat((Object) model.getModelElementById(element)).as(element).isNotNull();
        }
    }

    @Test
    @DisplayName("every task has a name, a group, a form, a due date and a deadline with what follows it (C5, C12)")
    void tasks_are_whole() {
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            assertThat(task.getName()).as(task.getId()).isNotBlank();
            assertThat(task.getCamundaCandidateGroups()).as(task.getId()).isNotBlank();
            assertThat(Path.of(
                            "forms",
                            task.getCamundaFormRef().startsWith("case-") ? "case" : "complaint",
                            task.getCamundaFormRef() + ".form"))
                    .as(task.getId())
                    .exists();
            assertThat(task.getCamundaDueDate()).as(task.getId()).contains("deadline.due");
            List<BoundaryEvent> timers = model.getModelElementsByType(BoundaryEvent.class).stream()
                    .filter(event -> event.getAttachedTo() == task)
                    .filter(event -> !event.getChildElementsByType(TimerEventDefinition.class)
                            .isEmpty())
                    .toList();
            assertThat(timers).as(task.getId()).hasSize(1);
            assertThat(timers.get(0).cancelActivity()).as(task.getId()).isFalse();
            assertThat(timers.get(0).getOutgoing()).as(task.getId()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("every step under a deadline has a row in deadlines.dmn (C2, C5, C8, C9, C12)")
    void steps_have_rows() {
        var steps = new ArrayList<String>();
        for (TimeCycle cycle : model.getModelElementsByType(TimeCycle.class)) {
            Matcher step = STEP.matcher(cycle.getTextContent());
            assertThat(step.find()).as(cycle.getTextContent()).isTrue();
            steps.add(step.group(1));
        }
        assertThat(steps).isNotEmpty().allSatisfy(step -> assertThat(deadlines)
                .contains("<text>\"" + step + "\"</text>"));
    }

    @Test
    @DisplayName("every decision that a task asks is one of our tables")
    void decisions_exist() {
        for (BusinessRuleTask task : model.getModelElementsByType(BusinessRuleTask.class)) {
            assertThat(Path.of("bpmn/" + task.getCamundaDecisionRef() + ".dmn"))
                    .as(task.getId())
                    .exists();
        }
    }

    @Test
    @DisplayName("no gateway without a way out: whoever splits has a default, and it carries no condition")
    void gateways_have_a_way_out() {
        for (ExclusiveGateway gateway : model.getModelElementsByType(ExclusiveGateway.class)) {
            if (gateway.getOutgoing().size() > 1) {
                SequenceFlow otherwise = gateway.getDefault();
                assertThat(otherwise).as(gateway.getId()).isNotNull();
                assertThat((Object) otherwise.getConditionExpression())
                        .as(gateway.getId())
                        .isNull();
                assertThat(gateway.getOutgoing().stream().filter(flow -> flow != otherwise))
                        .as(gateway.getId())
                        .allSatisfy(flow -> assertThat((Object) flow.getConditionExpression())
                                .isNotNull());
            }
        }
    }

    @Test
    @DisplayName("every step names the requirements that it carries out")
    void steps_name_their_requirements() {
        Stream.of(UserTask.class, BusinessRuleTask.class)
                .flatMap(type -> model.getModelElementsByType(type).stream())
                .map(FlowNode.class::cast)
                .forEach(step -> assertThat(step.getDocumentations())
                        .as(step.getId())
                        .anySatisfy(text -> assertThat(text.getTextContent()).containsPattern("[A-Z]\\d")));
    }

    @Test
    @DisplayName("the history outlives the three years of 电子商务法 31")
    void history_is_kept() {
        Process process = model.getModelElementById(ComplaintProcess.KEY);
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P1095D");
    }
}
