package io.aftercare.attack;

import static io.aftercare.TestPeople.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.platform.RestClientForTests;
import io.aftercare.platform.RestClientForTests.Answer;
import io.aftercare.platform.TimeLimit;
import io.aftercare.platform.Visitor;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("No query of a person keeps the database busy")
class QueryAttackTest {

    private static final int PAGE = 1000;

    /** Of requests, unless set otherwise. */
    private static final int CONNECTIONS = 20;

    @Autowired
    ProcessEngine engine;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private RestClientForTests rest;

    @BeforeEach
    void connect() {
        rest = new RestClientForTests(port);
    }

    private static String conditions(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"name\":\"v" + n + "\",\"operator\":\"eq\",\"value\":\"a\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String repeated(int count, String... parts) {
        return IntStream.range(0, count).mapToObj(n -> parts[0] + n + parts[1]).collect(Collectors.joining(","));
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.detail()).startsWith("查询条件太多").contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "/task, processVariables",
        "/task/count, taskVariables",
        "/process-instance, variables",
        "/execution/count, processVariables",
        "/history/process-instance, variables",
        "/history/task, processVariables",
        "/history/task/count, taskVariables"
    })
    void hundreds_of_conditions_are_refused_wherever_they_may_stand(String path, String member) {
        assertRefused(
                rest.post(id("agent"), "/engine-rest" + path, "{\"" + member + "\":" + conditions(300) + "}"),
                "最多 20 个变量条件");
        assertRefused(
                rest.get(id("agent"), "/engine-rest" + path + "?" + member + "=" + repeated(21, "v", "_eq_1")),
                "最多 20 个变量条件");
        assertThat(rest.post(id("agent"), "/engine-rest" + path, "{\"" + member + "\":" + conditions(5) + "}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void alternatives_are_counted_with_the_rest() {
        String spread = Stream.generate(() -> "{\"processVariables\":" + conditions(7) + "}")
                .limit(3)
                .collect(Collectors.joining(",", "{\"orQueries\":[", "]}"));
        assertRefused(rest.post(id("agent"), "/engine-rest/task/count", spread), "最多 20 个变量条件");
        String many = Stream.generate(() -> "{\"name\":\"a\"}")
                .limit(11)
                .collect(Collectors.joining(",", "{\"orQueries\":[", "]}"));
        assertRefused(rest.post(id("agent"), "/engine-rest/task", many), "最多 10 组“或”条件");
    }

    @Test
    void values_and_orderings_are_counted_too() {
        String ids = repeated(1001, "\"id-", "\"");
        assertRefused(
                rest.post(id("agent"), "/engine-rest/process-instance", "{\"processInstanceIds\":[" + ids + "]}"),
                "最多 1000 个要匹配的值");
        assertRefused(
                rest.post(
                        id("agent"),
                        "/engine-rest/task",
                        "{\"sorting\":["
                                + Stream.generate(() -> "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\","
                                                + "\"parameters\":{\"variable\":\"a\",\"type\":\"String\"}}")
                                        .limit(7)
                                        .collect(Collectors.joining(","))
                                + "]}"),
                "最多 6 个排序字段");
    }

    @Test
    void a_stored_filter_and_what_a_search_adds_to_it_are_counted_together() {
        TaskQuery stored = engine.getTaskService().createTaskQuery();
        IntStream.range(0, 15).forEach(n -> stored.processVariableValueEquals("v" + n, "a"));
        Filter filter = engine.getFilterService().newTaskFilter("fifteen conditions");
        filter.setQuery(stored);
        engine.getFilterService().saveFilter(filter);
        try {
            String path = "/engine-rest/filter/" + filter.getId();
            String more = "{\"processVariables\":" + conditions(6).replace("\"v", "\"w") + "}";
            assertRefused(rest.post(id("camunda-admin"), path + "/list", more), "最多 20 个变量条件");
            assertRefused(rest.post(id("camunda-admin"), path + "/count", more), "最多 20 个变量条件");
            assertThat(rest.post(id("camunda-admin"), path + "/list", "{}").status())
                    .isEqualTo(200);
        } finally {
            engine.getFilterService().deleteFilter(filter.getId());
        }
        String own = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("我的任务")
                .singleResult()
                .getId();
        assertRefused(
                rest.post(
                        id("agent"),
                        "/engine-rest/filter/" + own + "/count",
                        "{\"processVariables\":" + conditions(21) + "}"),
                "最多 20 个变量条件");
    }

    @Test
    void the_web_applications_are_no_way_round() {
        Visitor tasklist = new Visitor(port);
        tasklist.logIn(id("agent"), TestPeople.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        Visitor.Page answer = tasklist.api(
                "POST",
                "/camunda/api/engine/engine/default/task/count",
                "{\"processVariables\":" + conditions(300) + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains("最多 20 个变量条件");
    }

    @ParameterizedTest
    @CsvSource({
        "/process-instance, variables, 300, 最多 20 个变量条件",
        "/process-instance/count, variables, 300, 最多 20 个变量条件",
        "/incident, activityIdIn, 1001, 最多 1000 个要匹配的值",
        "/incident/count, activityIdIn, 1001, 最多 1000 个要匹配的值"
    })
    void cockpits_own_queries_are_no_way_round(String path, String member, int count, String reason) {
        Visitor cockpit = new Visitor(port);
        cockpit.logIn(id("process-owner"), TestPeople.PASSWORD);
        cockpit.get("/camunda/app/cockpit/default/");
        String root = "/camunda/api/cockpit/plugin/base/default";
        String values = member.equals("variables") ? conditions(count) : "[" + repeated(count, "\"a", "\"") + "]";
        Visitor.Page answer = cockpit.api("POST", root + path, "{\"" + member + "\":" + values + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).startsWith("查询条件太多").contains(reason);
        Visitor.Page few = cockpit.api("POST", root + path, "{}");
        assertThat(few.status()).as(few.text()).isEqualTo(200);
    }

    @Test
    void the_whole_of_one_process_instance_may_be_asked_for_at_once() {
        jdbc.sql(
                        "insert into act_hi_actinst (id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_, execution_id_,"
                                + " act_id_, act_type_, start_time_, end_time_)"
                                + " select 'long' || n, 'long', 'long', 'long', 'long', 'long', 'step', 'userTask', now(), now()"
                                + " from generate_series(1, 1001) n")
                .update();
        try {
            String path = "/engine-rest/history/activity-instance?activityId=step";
            assertThat(rest.get(id("camunda-admin"), path + "&processInstanceId=long")
                            .json())
                    .hasSize(PAGE + 1);
            Answer ofAll = rest.get(id("camunda-admin"), path);
            assertThat(ofAll.status()).as(ofAll.text()).isEqualTo(400);
            assertThat(ofAll.detail()).startsWith("结果超过 1000 条");
        } finally {
            jdbc.sql("delete from act_hi_actinst where proc_def_key_ = 'long'").update();
        }
    }

    @Test
    void cockpits_own_answers_have_one_page_at_most() {
        jdbc.sql(
                        "insert into act_ru_incident (id_, rev_, incident_timestamp_, incident_type_, activity_id_, proc_def_id_)"
                                + " select 'crowd' || n, 1, now(), 'crowd', 'crowd', (select min(id_) from act_re_procdef)"
                                + " from generate_series(1, 1001) n")
                .update();
        try {
            Visitor cockpit = new Visitor(port);
            cockpit.logIn(id("camunda-admin"), TestPeople.PASSWORD);
            cockpit.get("/camunda/app/cockpit/default/");
            String path = "/camunda/api/cockpit/plugin/base/default/incident?activityIdIn=crowd";
            Visitor.Page all = cockpit.get(path);
            assertThat(all.status()).as(all.text()).isEqualTo(400);
            assertThat(all.json().path("detail").asText()).startsWith("结果超过 1000 条");
            assertThat(cockpit.get(path + "&maxResults=1000").json()).hasSize(PAGE);
        } finally {
            jdbc.sql("delete from act_ru_incident where incident_type_ = 'crowd'")
                    .update();
        }
    }

    @Test
    void an_answer_has_one_page_at_most_and_is_never_cut_without_a_word() {
        jdbc.sql("insert into act_id_group (id_, rev_, name_, type_)"
                        + " select 'crowd' || n, 1, 'crowd', 'crowd' from generate_series(1, 1001) n")
                .update();
        try {
            String path = "/engine-rest/group?type=crowd";
            for (String page : new String[] {"", "&firstResult=0", "&maxResults=1001", "&maxResults=2147483647"}) {
                Answer answer = rest.get(id("camunda-admin"), path + page);
                assertThat(answer.status()).as(page + answer.text()).isEqualTo(400);
                assertThat(answer.detail()).isEqualTo("结果超过 1000 条。请增加查询条件，或者用 firstResult 和 maxResults 分页查询。");
            }
            JsonNode first =
                    rest.get(id("camunda-admin"), path + "&maxResults=1000").json();
            JsonNode rest1 =
                    rest.get(id("camunda-admin"), path + "&firstResult=1000").json();
            assertThat(first).hasSize(PAGE);
            assertThat(rest1).hasSize(1);
            assertThat(engine.getIdentityService()
                            .createGroupQuery()
                            .groupType("crowd")
                            .list())
                    .as("the program itself is not limited")
                    .hasSize(PAGE + 1);
        } finally {
            jdbc.sql("delete from act_id_group where type_ = 'crowd'").update();
        }
    }

    @Test
    void an_export_too_many_is_refused_and_says_when_to_come_again() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(3);
        List<CompletableFuture<Boolean>> exports = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> TimeLimit.liftForFew(() -> {
                            busy.countDown();
                            return isOver(done);
                        }),
                        task -> new Thread(task).start()))
                .limit(3)
                .toList();
        try {
            assertThat(isOver(busy)).isTrue();
            Visitor person = new Visitor(port);
            person.logIn(id("supervisor"), TestPeople.PASSWORD);
            for (String path : List.of("/register.csv", "/register.xlsx", "/deadlines.csv", "/deadlines.xlsx")) {
                Visitor.Page answer = person.get(path);
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(answer.raw().headers().firstValue("Retry-After")).hasValue("30");
                assertThat(answer.text()).contains("现在正在导出或重建的人较多，请过半分钟再试。");
            }
            Answer rebuild = rest.post(id("camunda-admin"), "/api/register/rebuild", "");
            assertThat(rebuild.status()).isEqualTo(503);
            assertThat(rebuild.raw().headers().firstValue("Retry-After")).hasValue("30");
        } finally {
            done.countDown();
            exports.forEach(CompletableFuture::join);
        }
        assertThat(rest.post(id("camunda-admin"), "/api/register/rebuild", "").status())
                .isEqualTo(200);
    }

    /** How many statements of the test below wait, as a job asks for it. */
    private int waiting() {
        return jdbc.sql("select count(*) from pg_stat_activity"
                        + " where wait_event_type = 'Lock' and query ilike '%from act_ru_filter%'")
                .query(Integer.class)
                .single();
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    @DisplayName("requests that wait for the database are ended, and hold none of the connections of jobs")
    void a_statement_of_a_request_ends_in_time() throws Exception {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table act_ru_filter in access exclusive mode");
            long begun = System.nanoTime();
            List<CompletableFuture<Answer>> requests = IntStream.range(0, 30)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> rest.get(id("camunda-admin"), "/engine-rest/filter"),
                            task -> new Thread(task).start()))
                    .toList();
            await("a job is answered while requests hold all connections that they may have")
                    .atMost(Duration.ofSeconds(25))
                    .until(() -> waiting() == CONNECTIONS);
            for (CompletableFuture<Answer> request : requests) {
                Answer answer = request.get(60, TimeUnit.SECONDS);
                assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                assertThat(answer.detail()).containsAnyOf("查询用时太长", "现在同时使用的人太多");
                assertThat(answer.text()).doesNotContain("statement").doesNotContain("Exception");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
            other.rollback();
        }
        assertThat(rest.get(id("camunda-admin"), "/engine-rest/filter").status())
                .isEqualTo(200);
    }
}
