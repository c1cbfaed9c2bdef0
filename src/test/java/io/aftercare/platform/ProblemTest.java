package io.aftercare.platform;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@AftercareTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Errors reach programs as RFC 9457 problems with a Chinese sentence")
class ProblemTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    AccessProperties access;

    @Autowired
    TestPeople people;

    @LocalServerPort
    int port;

    private RestClientForTests rest;
    private Guarded guarded;
    private String task;

    @BeforeEach
    void startACase() {
        rest = new RestClientForTests(port);
        guarded = new Guarded(engine, access);
        task = guarded.task(guarded.start(), "byAgents").getId();
        people.run(id("agent"), () -> tasks.claim(task, id("agent")));
    }

    @AfterEach
    void remove() {
        guarded.remove();
    }

    private Answer complete(String wish) {
        return rest.post(
                id("agent"),
                "/engine-rest/task/" + task + "/complete",
                "{\"variables\":{\"wish\":{\"value\":\"" + wish + "\"}}}");
    }

    @Test
    void a_refusal_of_a_listener_arrives_whole_and_undoes_everything() {
        Answer answer = complete("refuse");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asText()).isEqualTo("about:blank");
        assertThat(answer.json().path("title").asText()).isEqualTo("现在不能这样做");
        assertThat(answer.json().path("status").asInt()).isEqualTo(409);
        assertThat(answer.detail()).isEqualTo("金额超过订单，请更正。");
        assertThat(answer.json().path("message").asText()).isEqualTo(answer.detail());
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo("amount");
        assertThat(answer.json().path("errors").path(0).path("reason").asText()).isEqualTo("不能超过 100 元");
        assertThat(tasks.getVariables(task)).doesNotContainKey("wish");
        assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
    }

    @Test
    void the_java_api_receives_the_refusal_itself() {
        assertThatThrownBy(() -> people.run(id("agent"), () -> tasks.complete(task, Map.of("wish", "refuse"))))
                .isInstanceOf(Refusal.class)
                .hasMessage("金额超过订单，请更正。");
    }

    @Test
    void a_failure_of_the_system_tells_nothing_of_its_inside() {
        Answer answer = complete("fail");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).contains("系统没能完成");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void a_refusal_leaves_nothing_in_the_log_and_a_failure_its_cause(CapturedOutput output) {
        complete("refuse");
        rest.post(id("agent"), "/engine-rest/task/" + task + "/claim", "{\"userId\":\"test-agent2\"}");
        assertThat(output.getAll()).doesNotContain("ENGINE-REST", "ERROR", "WARN");

        complete("fail");
        assertThat(output.getAll())
                .contains("ERROR", "/complete failed", "secret inner detail")
                .doesNotContain("ENGINE-REST");
    }

    @Test
    void what_collides_with_a_job_is_done_again_and_nobody_hears_of_it(CapturedOutput output) {
        assertThat(complete("collide").status()).isEqualTo(204);
        assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
        assertThat(output.getAll()).doesNotContain("ERROR", "WARN");
    }

    @Test
    void what_collides_again_and_again_is_409_and_leaves_the_task() {
        Answer answer = complete("collide always");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).isEqualTo("这条记录刚刚被别人更改，您的操作没有保存。请刷新后再试。");
        Task left = tasks.createTaskQuery().taskId(task).singleResult();
        assertThat(left.getPriority()).as("of three attempts").isEqualTo(Task.PRIORITY_NORMAL + 3);
    }

    @Test
    void what_goes_well_is_left_alone() {
        assertThat(complete("go on").status()).isEqualTo(204);
    }

    @Test
    void broken_json_is_400() {
        for (String body : new String[] {"{\"a\":", "{} {}", "nonsense", "{\"a\":1}}"}) {
            Answer answer = rest.post(id("agent"), "/engine-rest/task", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.detail()).contains("JSON");
        }
    }

    @Test
    void a_value_of_the_wrong_kind_is_400() {
        Answer answer = rest.post(id("agent"), "/engine-rest/task", "{\"priority\":\"high\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).startsWith("请求内容不符合要求");
    }

    @Test
    void a_body_over_the_limit_is_413_with_and_without_a_length() {
        byte[] big = ("{\"name\":\"" + "长".repeat(400_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (boolean chunked : new boolean[] {false, true}) {
            Answer answer = rest.send(rest.request(id("agent"), "/engine-rest/task")
                    .header("Content-Type", "application/json")
                    .POST(
                            chunked
                                    ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big))
                                    : BodyPublishers.ofByteArray(big))
                    .build());
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.isProblem()).isTrue();
            assertThat(answer.detail()).contains("1024 KB");
        }
    }

    @Test
    void an_address_that_does_not_exist_is_404() {
        for (String path : new String[] {"/engine-rest/no-such-thing", "/api/no-such-thing"}) {
            Answer answer = rest.get(id("agent"), path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.isProblem()).isTrue();
        }
    }

    @Test
    void unknown_definitions_are_404() {
        Answer answer = rest.post(id("agent"), "/engine-rest/process-definition/key/nothing/start", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void emoji_and_right_to_left_text_pass_as_they_are() {
        String text = "商品破损😡 שלום مرحبا";
        assertThat(rest.post(
                                id("agent"),
                                "/engine-rest/task/" + task + "/complete",
                                "{\"variables\":{\"text\":{\"value\":\"" + text + "\"}}}")
                        .status())
                .isEqualTo(204);
        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .variableValueEquals("text", text)
                        .count())
                .isOne();
    }
}
