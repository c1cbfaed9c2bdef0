package io.aftercare.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the diagrams of after-sales and of special requests against the code, the tables and the forms. */
class AfterSalesModelTest {

    private static BpmnModelInstance model(String name) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("bpmn/" + name + ".bpmn"))) {
            return Bpmn.readModelFromStream(in);
        }
    }

    private static List<String> constants(Class<?> holder) {
        return Stream.of(holder.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(AfterSalesModelTest::value)
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
    @DisplayName("every constant of the code stands in a diagram")
    void constants_stand_in_the_diagram() throws IOException {
        BpmnModelInstance model = model(AfterSalesProcess.KEY);
        List<String> told = Stream.of(model, model("complaint"))
                .flatMap(m -> m.getModelElementsByType(Message.class).stream())
                .map(Message::getName)
                .toList();
        assertThat(told).containsAll(constants(AfterSalesProcess.Messages.class));
        for (String element : constants(AfterSalesProcess.Elements.class)) {
            assertThat((Object) model.getModelElementById(element)).as(element).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-sales", "special-request"})
    @DisplayName(
            "every task has a name, a group, a form, a due date, a requirement and a deadline with what follows it (A2–A8, E1)")
    void tasks_are_whole(String process) throws IOException {
        BpmnModelInstance model = model(process);
        assertThat(model.getModelElementsByType(UserTask.class)).isNotEmpty();
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            String id = task.getId();
            assertThat(task.getName()).as(id).isNotBlank();
            assertThat(task.getCamundaCandidateGroups()).as(id).isNotBlank();
            assertThat(Stream.of("after-sales", "special-request", "case")
                            .map(folder -> Path.of("forms", folder, task.getCamundaFormRef() + ".form")))
                    .as(id)
                    .anyMatch(Files::exists);
            assertThat(task.getCamundaDueDate()).as(id).contains("deadline.due");
            assertThat(task.getDocumentations()).as(id).anySatisfy(text -> assertThat(text.getTextContent())
                    .containsPattern("[A-Z]\\d"));
            assertThat(model.getModelElementsByType(BoundaryEvent.class).stream()
                            .filter(event -> event.getAttachedTo() == task && !event.cancelActivity())
                            .filter(event -> event.getId().startsWith("Deadline_"))
                            .filter(event -> !event.getChildElementsByType(TimerEventDefinition.class)
                                    .isEmpty()))
                    .as(id)
                    .singleElement()
                    .satisfies(timer -> assertThat(timer.getOutgoing()).isNotEmpty());
        }
    }

    @Test
    @DisplayName("A4: who approves a plan reads what was agreed with the customer, in whichever step it was")
    void the_approver_reads_what_was_agreed() throws IOException {
        BpmnModelInstance model = model(AfterSalesProcess.KEY);
        List<String> notes = model.getModelElementsByType(CamundaTaskListener.class).stream()
                .filter(listener -> "${proposeRemedy}".equals(listener.getCamundaDelegateExpression()))
                .flatMap(listener ->
                        listener.getParentElement().getChildElementsByType(CamundaProperties.class).stream())
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> "contactResult".equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .toList();
        assertThat(notes).contains("reviseNote", "stockNote");

        assertThat(Files.readString(Path.of("forms/after-sales/after-sales-approve.form")))
                .contains(notes.stream().map(note -> "{{" + note + "}}").toList())
                .contains("{{shipNote}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "inspect", "no-stock", "revise", "settle-difference"})
    @DisplayName("A2: who pays for sending back is told only where something is sent back")
    void freight_is_told_where_goods_come_back(String form) throws IOException {
        assertThat(Files.readString(Path.of("forms/after-sales/after-sales-" + form + ".form")))
                .containsPattern("if freightPayer = [^ ]*none[^ ]* or \\(goodsBack = true and [^}]*}}<p><b>寄回运费");
    }

    @Test
    @DisplayName(
            "A4: who revises a plan reads what was proposed, the way itself being asked anew, and why it came back")
    void the_agent_reads_what_came_back() throws IOException {
        assertThat(Files.readString(Path.of("forms/after-sales/after-sales-revise.form")))
                .contains("{{planText}}", "approvalReason", "refundRefused", "shipNote", "evidence")
                .doesNotContain("}, remedy)");
    }

    @ParameterizedTest
    @CsvSource({"settle-difference,differenceNote,goods-returned", "repair,repairNote,repaired"})
    @DisplayName("P2: a form that says the customer reads a note as it stands speaks of a letter that has it")
    void the_customer_reads_what_the_form_says(String form, String note, String letter) throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/templates/mail/" + letter + ".txt")))
                .contains("${" + note + "}");
        try (Stream<Path> forms = Files.list(Path.of("forms/after-sales"))) {
            assertThat(forms.filter(file -> read(file).contains("原样读到"))
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("after-sales-settle-difference.form", "after-sales-repair.form")
                    .contains("after-sales-" + form + ".form");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refunded", "exchanged", "reshipped", "repaired", "compensated", "rejected", "refused"})
    @DisplayName(
            "A8: who asks whether the customer is satisfied reads how the case ended, in the words of the register")
    void the_end_is_told(String outcome) throws IOException {
        assertThat(Files.readString(Path.of("forms/after-sales/after-sales-satisfaction.form")))
                .contains("\\\"%s\\\": \\\"%s\\\"".formatted(outcome, AfterSales.outcome(outcome)))
                .doesNotContain("}, remedy)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-sales", "special-request"})
    @DisplayName(
            "every decision and every called process is one of ours, and the history outlives the three years of 电子商务法 31")
    void what_it_refers_to_exists(String name) throws IOException {
        BpmnModelInstance model = model(name);
        for (BusinessRuleTask task : model.getModelElementsByType(BusinessRuleTask.class)) {
            assertThat(Path.of("bpmn/" + task.getCamundaDecisionRef() + ".dmn")).exists();
        }
        for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
            assertThat(Path.of("bpmn/" + call.getCalledElement() + ".bpmn")).exists();
        }
        Process process = model.getModelElementById(name);
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P1095D");
    }
}
