package io.aftercare.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.OwnerDeployments;
import io.aftercare.TestPeople;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process owner deploys what {@link ShippedEngineEscapesTest} shows to work elsewhere. */
@AftercareTest
@DisplayName("A model is not code, whoever deploys it")
class ModelAttackTest {

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private OwnerDeployments owner;

    @BeforeEach
    void arrive() {
        Marker.forget();
        owner = new OwnerDeployments(engine, port);
    }

    @AfterEach
    void take_back() {
        owner.takeBack();
    }

    static List<Escape> all() {
        return Escape.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_escape_works(Escape escape) {
        Answer answer = owner.deploy(escape.name(), escape.content());
        escape.run(engine);

        assertThat(escape.worked(engine)).as(escape.content()).isFalse();
        if (escape.silent()) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.isProblem()).isTrue();
            assertThat(answer.detail())
                    .startsWith("文件 " + escape.name() + " 不能部署：")
                    .containsAnyOf("不能", "只能", "不是")
                    .containsPattern("（\\S+）");
        }
    }

    @Test
    void all_that_is_wrong_is_told_at_once_with_the_element() {
        Answer answer = owner.deploy(
                "two.bpmn",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="two" isExecutable="true" camunda:historyTimeToLive="1">
                    <serviceTask id="Task_X" name="通知客户" camunda:class="a.B"/>
                    <userTask id="Task_Y" name="核对" camunda:formKey="embedded:deployment:x.html"/>
                    <serviceTask id="Task_Z" camunda:delegateExpression="${jdbcClient}"/>
                    <serviceTask id="Task_U" camunda:expression="${fulfilment.reopen('a', 'b')}"/>
                  </process>
                </definitions>
                """);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail())
                .contains(
                        "服务任务“通知客户”（Task_X）不能使用 Java 类",
                        "用户任务“核对”（Task_Y）只能使用 Camunda 表单",
                        "服务任务（Task_Z）不能使用 jdbcClient，它不是给流程图用的组件",
                        "服务任务（Task_U）组件 fulfilment 没有 reopen，可用的有：returnAddress()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<userTask id='s' camunda:formKey='embedded:deployment:page.html'/>",
                "<userTask id='s' camunda:formKey='embedded:app:page.html'/>",
                "<userTask id='s' camunda:formKey='${page}'/>",
                "<userTask id='s'><extensionElements><camunda:formProperty id='f'/></extensionElements></userTask>",
                "<serviceTask id='s' camunda:delegateExpression='${refund}'><extensionElements>"
                        + "<camunda:field name='fulfilment'><camunda:expression>${null}</camunda:expression></camunda:field>"
                        + "</extensionElements></serviceTask>",
                "<serviceTask id='s'><extensionElements><camunda:connector><camunda:connectorId>http-connector"
                        + "</camunda:connectorId></camunda:connector></extensionElements></serviceTask>",
                "<serviceTask id='s' camunda:type='mail'/>",
                "<serviceTask id='s' camunda:delegateExpression='${chosen}'/>",
                "<serviceTask id='s' camunda:delegateExpression=\"${execution.getVariable('chosen')}\"/>",
                "<serviceTask id='s' camunda:delegateExpression='${yes ? refund : jdbcClient}'/>",
                "<userTask id='s'><extensionElements><camunda:taskListener event='create' delegateExpression='${jdbcClient}'/>"
                        + "</extensionElements></userTask>",
                "<serviceTask id='s' camunda:expression='${fulfilment}' camunda:resultVariable='x'/>",
                "<serviceTask id='s' camunda:expression=\"${execution.setVariable('x', staff)}\"/>",
                "<serviceTask id='s' camunda:expression='${staff.class}'/>",
                "<serviceTask id='s' camunda:expression='${exec()}'/>",
                "<callActivity id='s' camunda:caseRef='x'/>",
                "<task id='s' xsi:schemaLocation='urn:x http://localhost:1/x.xsd'/>",
                "<task id='s' xsi:noNamespaceSchemaLocation=' /etc/passwd'/>",
            })
    void what_would_be_code_elsewhere_is_refused_with_its_element(String step) {
        Answer answer = owner.deploy(
                "refused.bpmn",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="refused" isExecutable="true" camunda:historyTimeToLive="1">%s</process>
                </definitions>
                """
                        .formatted(step));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("文件 refused.bpmn 不能部署：").contains("（s）");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "escape.js", "picture.svg", "escape.cmmn", "escapebpmn", "a\nbpmn"})
    void nothing_but_diagrams_tables_and_forms_is_kept(String name) {
        Answer answer = owner.deploy(name, "<html><script>alert(1)</script></html>");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @Test
    void a_model_that_came_in_before_is_not_run_either() {
        Escape escape = Escape.all().get(0);
        owner.accepted(
                escape.name(),
                escape.content().replaceFirst("camunda:expression=\"[^\"]*\"", "camunda:expression=\"\\${number}\""));
        jdbc.sql("update act_ge_bytearray set bytes_ = ? where name_ = ?")
                .param(escape.content().getBytes(StandardCharsets.UTF_8))
                .param(escape.name())
                .update();
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.getDeploymentCache().discardProcessDefinitionCache();

        assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey(escape.id()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("不能使用 getClass");
        assertThat(escape.worked(engine)).isFalse();
    }

    @Test
    void what_camunda_answers_is_no_page() {
        RestClientForTests rest = new RestClientForTests(port);
        assertThat(rest.get("test-processowner", "/engine-rest/deployment")
                        .raw()
                        .headers()
                        .allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
        Visitor tasklist = new Visitor(port);
        tasklist.logIn("test-processowner", TestPeople.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        assertThat(tasklist.api("GET", "/camunda/api/engine/engine/default/deployment", null)
                        .raw()
                        .headers()
                        .allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
    }
}
