package io.aftercare.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@AftercareTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Bundled models and an owner's")
class BundledModelsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    ProcessEngine engine;

    @AfterEach
    void remove() {
        engine.getRepositoryService().createDeploymentQuery().list().stream()
                .filter(d -> engine.getRepositoryService().getDeploymentResourceNames(d.getId()).stream()
                        .anyMatch(name -> name.contains("bundled-test")))
                .forEach(d -> engine.getRepositoryService().deleteDeployment(d.getId(), true));
    }

    @Test
    void the_first_start_deploys_everything_and_the_second_nothing() {
        List<BundledModel> models = List.of(process("one"), decision("one"), form("one"));

        assertThat(start(models).deployed())
                .containsExactly("bpmn/bundled-test.bpmn", "bpmn/bundled-test.dmn", "forms/bundled-test.form");
        assertThat(start(models).deployed()).isEmpty();
        assertThat(inForce().getVersion()).isEqualTo(1);
    }

    @Test
    void of_changed_models_only_those_are_deployed() {
        start(List.of(process("one"), decision("one"), form("one")));

        assertThat(start(List.of(process("one"), decision("two"), form("two"))).deployed())
                .containsExactly("bpmn/bundled-test.dmn", "forms/bundled-test.form");
        assertThat(inForce().getVersion()).isEqualTo(1);
    }

    @Test
    void a_changed_model_comes_back_even_if_it_is_as_it_was_two_versions_ago() {
        start(List.of(process("one")));
        start(List.of(process("two")));

        assertThat(start(List.of(process("one"))).deployed()).hasSize(1);
        assertThat(inForce().getVersion()).isEqualTo(3);
    }

    @Test
    void an_owners_version_stays_in_force_and_the_start_says_whose_it_is(CapturedOutput output) {
        start(List.of(process("one"), form("one")));
        engine.getIdentityService().setAuthentication("gaoming", List.of("process-owner"));
        try {
            byOwner(process("owner's"), form("owner's"));
        } finally {
            engine.getIdentityService().clearAuthentication();
        }

        BundledModels.Outcome outcome = start(List.of(process("two"), form("two")));

        assertThat(outcome.deployed()).isEmpty();
        assertThat(outcome.withheld()).containsExactly("bpmn/bundled-test.bpmn", "forms/bundled-test.form");
        assertThat(inForce().getName()).isEqualTo("owner's");
        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "模型 bundled-test 的第 2 版",
                                "来源 Camunda Modeler",
                                "部署人 gaoming",
                                "bpmn/bundled-test.bpmn"));
    }

    @Test
    void while_ours_has_not_changed_an_owners_version_is_no_warning(CapturedOutput output) {
        start(List.of(process("one")));
        byOwner(process("owner's"));

        assertThat(start(List.of(process("one"))).deployed()).isEmpty();
        assertThat(inForce().getName()).isEqualTo("owner's");
        assertThat(output.getOut()).doesNotContain("有更新，但未部署");
    }

    @Test
    void an_owners_version_that_ours_has_caught_up_with_is_no_conflict() {
        start(List.of(process("one")));
        byOwner(process("two"));

        BundledModels.Outcome outcome = start(List.of(process("two")));

        assertThat(outcome.deployed()).isEmpty();
        assertThat(outcome.withheld()).isEmpty();
    }

    @Test
    void when_the_owner_takes_his_version_back_ours_follows_again() {
        start(List.of(process("one")));
        Deployment owners = byOwner(process("owner's"));
        start(List.of(process("two")));
        engine.getRepositoryService().deleteDeployment(owners.getId(), true);

        assertThat(start(List.of(process("two"))).deployed()).hasSize(1);
        assertThat(inForce().getName()).isEqualTo("two");
    }

    @Test
    void the_switch_puts_ours_over_the_owners_once() {
        start(List.of(process("one")));
        byOwner(process("owner's"));

        BundledModels switched = new BundledModels(engine, true, ZONE);
        assertThat(switched.deploy(List.of(process("one"))).deployed()).hasSize(1);
        assertThat(inForce().getName()).isEqualTo("one");
        assertThat(switched.deploy(List.of(process("one"))).deployed()).isEmpty();
    }

    @Test
    void a_resource_is_called_alike_in_the_jar_and_in_a_build_directory() throws Exception {
        assertThat(ModelDeploymentPlugin.name(new URL("file:/home/x/bpmn/y/target/classes/bpmn/complaint.bpmn")))
                .isEqualTo("bpmn/complaint.bpmn");
        assertThat(ModelDeploymentPlugin.name(
                        new URL("jar:file:/app/a.jar!/BOOT-INF/classes!/forms/complaint/receive.form")))
                .isEqualTo("forms/complaint/receive.form");
    }

    private BundledModels.Outcome start(List<BundledModel> models) {
        return new BundledModels(engine, false, ZONE).deploy(models);
    }

    private Deployment byOwner(BundledModel... models) {
        var deployment = engine.getRepositoryService()
                .createDeployment()
                .name("Beschwerden")
                .source("Camunda Modeler");
        for (BundledModel model : models) {
            // the Modeler sends a file's name without its folder
            String file = model.name().substring(model.name().lastIndexOf('/') + 1);
            deployment.addString(file, new String(model.content(), StandardCharsets.UTF_8));
        }
        return deployment.deploy();
    }

    private ProcessDefinition inForce() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("bundled-test")
                .latestVersion()
                .singleResult();
    }

    private static BundledModel process(String name) {
        return model(
                "bpmn/bundled-test.bpmn",
                """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                  <process id="bundled-test" name="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="start"/>
                  </process>
                </definitions>
                """
                        .formatted(name));
    }

    private static BundledModel decision(String name) {
        return model(
                "bpmn/bundled-test.dmn",
                """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="bundled-test-tables" name="t"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn" namespace="test">
                  <decision id="bundled-test" name="%s" camunda:historyTimeToLive="P1D">
                    <variable id="v" name="v" typeRef="integer"/>
                    <literalExpression id="e"><text>1</text></literalExpression>
                  </decision>
                </definitions>
                """
                        .formatted(name));
    }

    private static BundledModel form(String name) {
        return model(
                "forms/bundled-test.form",
                """
                {"id": "bundled-test", "type": "default", "schemaVersion": 16,
                 "components": [{"type": "text", "id": "t", "text": "%s"}]}
                """
                        .formatted(name));
    }

    private static BundledModel model(String name, String content) {
        return BundledModel.read(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
