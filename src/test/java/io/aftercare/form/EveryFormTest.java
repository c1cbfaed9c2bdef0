package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What a program may hand in over the engine's REST API, for every file in {@code forms/} and every start form in {@code
 * bpmn/}: both are looked up in the folders, so that a new one is held to the same. A process of the test's own has one task
 * for each form.
 */
@AftercareTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("C9 C10: no program gets past a form, whichever it is")
class EveryFormTest {

    private static final String PROBE = "every-form-test";
    private static final String CALLER = TestPeople.id("camunda-admin");
    private static final String STRANGE = "noSuchField";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Form> FORMS = files("forms", ".form")
            .map(EveryFormTest::read)
            .collect(Collectors.toMap(Form::id, form -> form, (one, other) -> one, TreeMap::new));
    private static final String[] WAYS_TO_COMPLETE = {"complete", "submit-form"};
    private static final String[] WAYS_TO_START = {"start", "submit-form"};

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    private RestClientForTests rest;
    private String deployment;
    private String process;

    /** A start form: the process that starts with it, and the form. */
    record Start(String process, Form form) {
        @Override
        public String toString() {
            return process + " with " + form.id();
        }
    }

    static Stream<String> forms() {
        return FORMS.keySet().stream();
    }

    static Stream<Start> startForms() {
        return files("bpmn", ".bpmn")
                .map(file -> Bpmn.readModelFromFile(file.toFile()))
                .flatMap(model -> model.getModelElementsByType(StartEvent.class).stream())
                .filter(event -> event.getCamundaFormRef() != null)
                .map(event -> new Start(
                        event.getParentElement().getAttributeValue("id"), FORMS.get(event.getCamundaFormRef())));
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all
                    .filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Form read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return FormReader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void deploy() throws IOException {
        rest = new RestClientForTests(port);
        DeploymentBuilder builder =
                engine.getRepositoryService().createDeployment().addModelInstance(PROBE + ".bpmn", probe());
        for (Path file : files("forms", ".form").toList()) {
            builder.addString(file.getFileName().toString(), Files.readString(file));
        }
        deployment = builder.deploy().getId();
        process = engine.getRuntimeService().startProcessInstanceByKey(PROBE).getId();
    }

    /** A process whose tasks are all open at once, one for each form, with the form's id as theirs. */
    private static BpmnModelInstance probe() {
        var fork = Bpmn.createExecutableProcess(PROBE)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .parallelGateway("fork");
        forms().forEach(form -> fork.moveToNode("fork")
                .userTask(form)
                .camundaAssignee(CALLER)
                .camundaFormRef(form)
                .camundaFormRefBinding("deployment")
                .endEvent());
        return fork.done();
    }

    @AfterAll
    void remove() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void the_folder_holds_a_form_for_every_task_and_start() {
        Set<String> asked = files("bpmn", ".bpmn")
                .map(file -> Bpmn.readModelFromFile(file.toFile()))
                .flatMap(model -> Stream.concat(
                        model.getModelElementsByType(UserTask.class).stream().map(UserTask::getCamundaFormRef),
                        model.getModelElementsByType(StartEvent.class).stream().map(StartEvent::getCamundaFormRef)))
                .filter(form -> form != null)
                .collect(Collectors.toSet());

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(FORMS.keySet()).containsAll(asked);
        assertThat(FORMS).hasSize((int) files("forms", ".form").count());
        assertThat(startForms()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void an_empty_task_is_refused_with_what_is_missing(String id) {
        List<String> required = required(FORMS.get(id));
        if (required.isEmpty()) {
            return; // what has to be filled in depends on a choice, or nothing has to
        }
        for (String way : WAYS_TO_COMPLETE) {
            for (String nothing : List.of("{}", "{\"variables\":{}}", "{\"variables\":null}")) {
                assertThat(refusedTask(id, way, nothing)).as(nothing).containsAll(required);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void what_is_no_field_of_the_form_is_refused_by_its_name(String id) {
        for (String way : WAYS_TO_COMPLETE) {
            assertThat(refusedTask(id, way, body(Map.of(STRANGE, "x")))).contains(STRANGE);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_value_of_another_type_is_refused_in_every_field(String id) {
        Map<String, Object> mistyped = mistyped(FORMS.get(id));
        for (String way : WAYS_TO_COMPLETE) {
            assertThat(refusedTask(id, way, body(mistyped))).containsExactlyElementsOf(mistyped.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_value_that_belies_its_declared_type_is_refused_by_its_name(String id) {
        String first = FORMS.get(id).inputs().keySet().iterator().next();
        for (String way : WAYS_TO_COMPLETE) {
            for (Object belied : List.of(
                    Map.of("value", "many", "type", "Integer"), Map.of("value", 1, "type", "Nonsense"), "no object")) {
                assertThat(refusedTask(id, way, json(Map.of("variables", Map.of(first, belied)))))
                        .as("%s", belied)
                        .containsExactly(first);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("startForms")
    void a_start_form_is_held_to_the_same(Start start) {
        List<String> required = required(start.form());
        assertThat(required).isNotEmpty();
        Map<String, Object> mistyped = mistyped(start.form());
        for (String way : WAYS_TO_START) {
            assertThat(refusedStart(start, way, "{}")).containsAll(required);
            assertThat(refusedStart(start, way, "{\"variables\":{}}")).containsAll(required);
            assertThat(refusedStart(start, way, body(Map.of(STRANGE, "x")))).contains(STRANGE);
            assertThat(refusedStart(start, way, body(mistyped))).containsExactlyElementsOf(mistyped.keySet());
        }
    }

    /** The fields that the answer names; the task is as it was. */
    private List<String> refusedTask(String form, String way, String body) {
        Task before = task(form);

        Answer answer = rest.post(CALLER, "/engine-rest/task/" + before.getId() + "/" + way, body);

        Task after = task(form);
        assertThat(after.getId()).isEqualTo(before.getId());
        assertThat(after.getAssignee()).isEqualTo(CALLER);
        assertThat(after.getLastUpdated()).isEqualTo(before.getLastUpdated());
        assertThat(engine.getRuntimeService().getVariables(process)).isEmpty();
        assertThat(engine.getTaskService().getVariablesLocal(after.getId())).isEmpty();
        return fields(answer);
    }

    private Task task(String form) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(process)
                .taskDefinitionKey(form)
                .singleResult();
    }

    /** The fields that the answer names; nothing was started. */
    private List<String> refusedStart(Start start, String way, String body) {
        long before = instances(start);

        Answer answer = rest.post(CALLER, "/engine-rest/process-definition/key/" + start.process() + "/" + way, body);

        assertThat(instances(start)).isEqualTo(before);
        return fields(answer);
    }

    private long instances(Start start) {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(start.process())
                .count();
    }

    private static List<String> fields(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.isProblem()).as(answer.text()).isTrue();
        assertThat(answer.detail()).containsPattern("\\p{IsHan}").doesNotContain("Cannot");
        List<String> fields = new ArrayList<>();
        answer.json().path("errors").forEach(error -> {
            assertThat(error.path("reason").asText()).containsPattern("\\p{IsHan}");
            fields.add(error.path("field").asText());
        });
        return fields;
    }

    /** The keys that must be filled in whatever else is. */
    private static List<String> required(Form form) {
        return form.inputs().values().stream()
                .filter(input -> input.required() && input.hides().isEmpty())
                .map(Input::key)
                .toList();
    }

    private static Map<String, Object> mistyped(Form form) {
        Map<String, Object> values = new LinkedHashMap<>();
        form.inputs()
                .forEach((key, input) -> values.put(
                        key,
                        switch (input.kind()) {
                            case LINE, TEXT -> 7;
                            case NUMBER -> "seven";
                            case FLAG -> "true";
                            case CHOICE -> "no such choice";
                            case CHOICES, DATE, TIME, DATE_TIME -> "some";
                        }));
        assertThat(values).as("fields of %s", form.id()).isNotEmpty();
        return values;
    }

    private static String body(Map<String, Object> values) {
        Map<String, Object> variables = new LinkedHashMap<>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return json(Map.of("variables", variables));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
