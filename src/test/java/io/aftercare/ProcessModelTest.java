package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TimeCycle;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds each process's {@code …Process} class against its diagram, and the diagram against the tables, the forms and the rules of
 * the house. A class that is added is held without being named here.
 */
public class ProcessModelTest {

    private static final Pattern STEP = Pattern.compile("deadline\\.(?:timer|moment|cycle)\\(execution, '([a-z-]+)'");

    /** @param code holds the ids, messages and variables that code and diagram share */
    record Shared(String key, Class<?> code, BpmnModelInstance model) {

        /** What a group of names holds; none where the process has no such group. */
        List<String> names(String group) {
            return Stream.of(code.getDeclaredClasses())
                    .filter(holder -> holder.getSimpleName().equals(group))
                    .flatMap(holder -> Stream.of(holder.getDeclaredFields()))
                    .filter(field -> field.getType() == String.class)
                    .map(ProcessModelTest::value)
                    .toList();
        }

        List<String> declaredMessages() {
            return model.getModelElementsByType(Message.class).stream()
                    .map(Message::getName)
                    .toList();
        }

        @Override
        public String toString() {
            return key;
        }
    }

    private static final List<Shared> ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.aftercare").stream()
                    .filter(code ->
                            code.isTopLevelClass() && code.getSimpleName().endsWith("Process"))
                    .filter(code -> code.tryGetField("KEY").isPresent())
                    .map(JavaClass::reflect)
                    .map(ProcessModelTest::shared)
                    .toList();

    private static Shared shared(Class<?> code) {
        try {
            String key = value(code.getDeclaredField("KEY"));
            return new Shared(key, code, model(key));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Field field) {
        try {
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The diagram of a process. */
    public static BpmnModelInstance model(String key) {
        try (InputStream in = Files.newInputStream(Path.of("bpmn/" + key + ".bpmn"))) {
            return Bpmn.readModelFromStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Shared> processes() {
        return ALL;
    }

    @Test
    @DisplayName("every diagram has a class that holds what it shares with the code")
    void diagrams_have_a_class() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".bpmn"))
                            .map(name -> name.replace(".bpmn", "")))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            ALL.stream().map(Shared::key).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("the key and every element of the code stand in the diagram")
    void elements_stand_in_the_diagram(Shared shared) {
        assertThat(shared.model()
                        .getModelElementById(shared.key())
                        .getElementType()
                        .getTypeName())
                .isEqualTo("process");
        for (String element : shared.names("Elements")) {
            assertThat((Object) shared.model().getModelElementById(element))
                    .as(element)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("every message of the code stands in the diagram, or in that of the process which receives it")
    void messages_stand_in_the_diagram(Shared shared) {
        for (String message : shared.names("Messages")) {
            assertThat(ALL.stream()
                            .filter(other ->
                                    other == shared || other.names("Messages").contains(message))
                            .flatMap(other -> other.declaredMessages().stream()))
                    .as(message)
                    .contains(message);
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("every form and variable of the code is known to a diagram, form, table, message or setting")
    void variables_are_spoken_of(Shared shared) throws IOException {
        for (String form : shared.names("Forms")) {
            assertThat(Path.of("forms", shared.key(), form + ".form")).exists();
        }
        String spoken = Stream.of(
                        "bpmn", "forms", "src/main/resources/templates/mail", "src/main/resources/application.yaml")
                .flatMap(ProcessModelTest::files)
                .filter(file -> file.toString().matches(".*\\.(bpmn|dmn|form|txt|yaml)"))
                .map(ProcessModelTest::text)
                .collect(Collectors.joining("\n"));
        assertThat(shared.names("Variables")).isNotEmpty().allSatisfy(variable -> assertThat(
                        Pattern.compile("\\b" + variable + "\\b")
                                .matcher(spoken)
                                .find())
                .as(variable)
                .isTrue());
    }

    private static Stream<Path> files(String root) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName(
            "every task has a name, a group, a form, a due date and a deadline with what follows it (A2–A8, C5, C12, E1)")
    void tasks_are_whole(Shared shared) {
        assertThat(shared.model().getModelElementsByType(UserTask.class)).isNotEmpty();
        for (UserTask task : shared.model().getModelElementsByType(UserTask.class)) {
            String id = task.getId();
            assertThat(task.getName()).as(id).isNotBlank();
            assertThat(task.getCamundaCandidateGroups()).as(id).isNotBlank();
            assertThat(files("forms").map(file -> file.getFileName().toString()))
                    .as(id)
                    .contains(task.getCamundaFormRef() + ".form");
            assertThat(task.getCamundaDueDate()).as(id).contains("deadline.due");
            List<BoundaryEvent> timers = shared.model().getModelElementsByType(BoundaryEvent.class).stream()
                    .filter(event -> event.getAttachedTo() == task)
                    .filter(event -> !event.getChildElementsByType(TimerEventDefinition.class)
                            .isEmpty())
                    .toList();
            assertThat(timers).as(id).allSatisfy(timer -> assertThat(timer.getId())
                    .matches("(Deadline|Remind)_.*|.*_Limit"));
            assertThat(timers.stream().filter(event -> !event.cancelActivity()).filter(event -> event.getId()
                            .startsWith("Deadline_")))
                    .as(id)
                    .singleElement()
                    .satisfies(timer -> assertThat(timer.getOutgoing()).isNotEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("every step under a deadline has a row in deadlines.dmn (C2, C5, C8, C9, C12)")
    void steps_have_rows(Shared shared) throws IOException {
        String deadlines = Files.readString(Path.of("bpmn/deadlines.dmn"));
        var steps = new ArrayList<String>();
        for (TimeCycle cycle : shared.model().getModelElementsByType(TimeCycle.class)) {
            Matcher step = STEP.matcher(cycle.getTextContent());
            assertThat(step.find()).as(cycle.getTextContent()).isTrue();
            steps.add(step.group(1));
        }
        assertThat(steps).isNotEmpty().allSatisfy(step -> assertThat(deadlines)
                .contains("<text>\"" + step + "\"</text>"));
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("every decision and every called process is one of ours")
    void what_it_refers_to_exists(Shared shared) {
        for (BusinessRuleTask task : shared.model().getModelElementsByType(BusinessRuleTask.class)) {
            assertThat(Path.of("bpmn/" + task.getCamundaDecisionRef() + ".dmn"))
                    .as(task.getId())
                    .exists();
        }
        for (CallActivity call : shared.model().getModelElementsByType(CallActivity.class)) {
            assertThat(Path.of("bpmn/" + call.getCalledElement() + ".bpmn"))
                    .as(call.getId())
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("no gateway without a way out: whoever splits has a default, and it carries no condition")
    void gateways_have_a_way_out(Shared shared) {
        for (ExclusiveGateway gateway : shared.model().getModelElementsByType(ExclusiveGateway.class)) {
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

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("every step names the requirements that it carries out")
    void steps_name_their_requirements(Shared shared) {
        Stream.of(UserTask.class, BusinessRuleTask.class)
                .flatMap(type -> shared.model().getModelElementsByType(type).stream())
                .map(FlowNode.class::cast)
                .forEach(step -> assertThat(step.getDocumentations())
                        .as(step.getId())
                        .anySatisfy(text -> assertThat(text.getTextContent()).containsPattern("[A-Z]\\d")));
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("the history outlives the three years of 电子商务法 31")
    void history_is_kept(Shared shared) {
        Process process = shared.model().getModelElementById(shared.key());
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P1095D");
    }
}
