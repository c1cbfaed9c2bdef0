package io.aftercare.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.ProcessModelTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the forms and messages of after-sales tell whom. */
class AfterSalesModelTest {

    @Test
    @DisplayName("A4: who approves a plan reads what was agreed with the customer, in whichever step it was")
    void the_approver_reads_what_was_agreed() throws IOException {
        BpmnModelInstance model = ProcessModelTest.model(AfterSalesProcess.KEY);
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
}
