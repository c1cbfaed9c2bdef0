package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AftercareTest
@DisplayName("CVE-2026-109432: an expression sent with a query is not evaluated")
class QueryExpressionTest {

    private static final String REFUSED = "查询条件里不能使用表达式";

    @Autowired
    ProcessEngine engine;

    @LocalServerPort
    int port;

    private RestClientForTests rest;

    @BeforeEach
    void connect() {
        rest = new RestClientForTests(port);
    }

    @Test
    void our_engine_refuses_it_in_queries_of_the_java_api() {
        TaskQuery top = engine.getTaskService().createTaskQuery().dueBeforeExpression("${staff.members('agent')}");
        assertThatThrownBy(top::list).isInstanceOf(BadUserRequestException.class);

        TaskQuery inner = engine.getTaskService()
                .createTaskQuery()
                .or()
                .dueBeforeExpression("${staff.members('agent')}")
                .endOr();
        assertThatThrownBy(inner::list).isInstanceOf(Refusal.class).hasMessageContaining(REFUSED);
        assertThatThrownBy(inner::count).isInstanceOf(Refusal.class).hasMessageContaining(REFUSED);
    }

    @Test
    void our_engine_refuses_it_in_a_stored_filter() {
        Filter filter = engine.getFilterService().newTaskFilter("with an expression");
        filter.setQuery(engine.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression("${staff.members('agent')}")
                .endOr());
        engine.getFilterService().saveFilter(filter);
        try {
            assertThatThrownBy(() -> engine.getFilterService().list(filter.getId()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(REFUSED);
            assertThatThrownBy(() -> engine.getFilterService().count(filter.getId()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(REFUSED);
        } finally {
            engine.getFilterService().deleteFilter(filter.getId());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dueBeforeExpression\":\"${now()}\"}",
                "{\"orQueries\":[{\"dueBeforeExpression\":\"${now()}\"}]}",
                "{\"orQueries\":[{\"candidateGroupsExpression\":\"${now()}\"}]}",
                "{\"orQueries\":[{\"dueBefore\\u0045xpression\":\"${now()}\"}]}",
                "{\"orQueries\":[{\"\\u0064\\u0075\\u0065BeforeExpression\":\"${now()}\"}]}",
                "\n\t{ \"orQueries\" : [ {} , { \"a\" : 1, \"assigneeExpression\" : null } ] }",
            })
    void rest_refuses_every_such_key_at_any_depth(String body) {
        for (String path : new String[] {"/engine-rest/task", "/engine-rest/task/count"}) {
            Answer answer = rest.post("test-agent", path, body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.isProblem()).isTrue();
            assertThat(answer.detail()).contains(REFUSED);
            assertThat(answer.json().path("errors").path(0).path("field").asText())
                    .endsWith("Expression");
        }
    }

    @Test
    void rest_refuses_it_in_utf_16_as_the_json_reader_would_understand_it() {
        byte[] body = "{\"orQueries\":[{\"dueBeforeExpression\":\"${now()}\"}]}".getBytes(StandardCharsets.UTF_16BE);
        Answer answer = rest.send(rest.request("test-agent", "/engine-rest/task")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dueBeforeExpression=1",
                "a=b&assigneeExpression=1",
                "%64ueBefore%45xpression=1",
                "dueBeforeExpression"
            })
    void rest_refuses_it_in_the_address(String query) {
        Answer answer = rest.get("test-agent", "/engine-rest/task?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains(REFUSED);
    }

    @Test
    void rest_refuses_it_in_a_filter_that_is_made_or_run() {
        String query = "{\"orQueries\":[{\"dueBeforeExpression\":\"${now()}\"}]}";
        assertThat(rest.post(
                                "test-camundaadmin",
                                "/engine-rest/filter/create",
                                "{\"resourceType\":\"Task\",\"name\":\"x\",\"query\":" + query + "}")
                        .detail())
                .contains(REFUSED);
        assertThat(rest.post("test-agent", "/engine-rest/filter/any/list", query)
                        .detail())
                .contains(REFUSED);
    }

    @Test
    void the_web_applications_own_rest_layer_refuses_it_too() {
        String body = "{\"orQueries\":[{\"dueBeforeExpression\":\"${now()}\"}]}";
        Visitor tasklist = new Visitor(port);
        tasklist.logIn("test-agent", TestPeople.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        Visitor.Page answer = tasklist.api("POST", "/camunda/api/engine/engine/default/task", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(REFUSED);
        assertThat(tasklist.get("/camunda/api/engine/engine/default/task?dueBeforeExpression=1")
                        .text())
                .contains(REFUSED);
    }

    @Test
    void a_query_without_expressions_is_answered() {
        Answer answer = rest.post(
                "test-agent",
                "/engine-rest/task",
                "{\"orQueries\":[{\"dueBefore\":\"2020-01-01T00:00:00.000+0800\"}]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().isArray()).isTrue();
    }
}
