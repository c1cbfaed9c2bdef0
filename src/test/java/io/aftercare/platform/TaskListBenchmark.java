package io.aftercare.platform;

import io.aftercare.AftercareApplication;
import io.aftercare.RunningAftercare;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.filter.Filter;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long Tasklist's list takes an agent with 50,000 open tasks in the database and authorizations on, asked as Tasklist asks
 * (HAL, with variables, first page). docs/benchmarks.md has the command and the figures. The slowest statement of each view
 * is printed with its plan afterwards, by {@code auto_explain}, whose own clock would slow what is measured.
 */
public final class TaskListBenchmark {

    private static final int TASKS = 50_000;
    private static final int CALLS = 60;
    private static final String AGENT = "yangxiao";

    private TaskListBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Files.createTempDirectory("task-list");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(
                        data,
                        Map.of(
                                "session_preload_libraries", "auto_explain",
                                "auto_explain.log_min_duration", "-1",
                                "auto_explain.log_analyze", "on",
                                "auto_explain.log_buffers", "on"));
                ConfigurableApplicationContext context = new SpringApplicationBuilder(AftercareApplication.class)
                        .run(
                                "--server.port=0",
                                "--spring.datasource.url=" + database.jdbcUrl(),
                                "--spring.datasource.username=" + database.username(),
                                "--spring.datasource.password=" + database.password(),
                                "--aftercare.demo.enabled=true",
                                "--camunda.bpm.job-execution.enabled=false")) {
            fill(context);
            measure(context, CALLS);
            long logged = Files.size(data.resolve("postgres.log"));
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            jdbc.execute("alter system set auto_explain.log_min_duration = 20");
            jdbc.execute("select pg_reload_conf()");
            System.out.println("once more, with plans:");
            measure(context, 1);
            System.out.println(Files.readString(data.resolve("postgres.log"))
                    .substring((int) Math.min(logged, Files.size(data.resolve("postgres.log")))));
        }
    }

    /** One real case, its rows repeated: a task in ten is the agent's group's, every thousandth the agent's own. */
    private static void fill(ConfigurableApplicationContext context) {
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        String instance = context.getBean(RuntimeService.class)
                .startProcessInstanceByKey(
                        "complaint",
                        Map.of(
                                "channel", "phone",
                                "customerName", "王小明",
                                "customerPhone", "13900139001",
                                "product", "保温杯",
                                "description", "商品破损，要求换货"))
                .getId();
        jdbc.update(
                """
                insert into act_ru_execution (id_, rev_, root_proc_inst_id_, proc_inst_id_, business_key_, proc_def_id_,
                    is_active_, is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_, sequence_counter_)
                select 'p' || n, 1, 'p' || n, 'p' || n, 'CP20270101' || lpad(n::text, 5, '0'), proc_def_id_,
                    true, false, true, false, 1, 0, 1
                from act_ru_execution, generate_series(1, ?) n where id_ = ?""",
                TASKS,
                instance);
        jdbc.update(
                """
                insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_, assignee_,
                    priority_, create_time_, due_date_, follow_up_date_, suspension_state_)
                select 't' || n, 1, 'p' || n, 'p' || n, proc_def_id_, name_, task_def_key_,
                    case when n % 1000 = 0 then 'yangxiao' when n % 10 <> 1 then 'colleague' || n % 40 end,
                    (array[30, 60, 90])[1 + n % 3], now() - n * interval '1 minute',
                    now() + (n % 2000 - 500) * interval '1 minute', now() + (n % 2000 - 700) * interval '1 minute', 1
                from act_ru_task, generate_series(1, ?) n where proc_inst_id_ = ?""",
                TASKS, instance);
        jdbc.update(
                """
                insert into act_ru_identitylink (id_, rev_, group_id_, type_, task_id_)
                select 'l' || n, 1, case when n % 10 in (0, 1) then 'agent' else (array['logistics', 'product', 'warehouse', 'finance',
                    'specialist', 'legal', 'training', 'supervisor'])[1 + n % 8] end, 'candidate', 't' || n
                from generate_series(1, ?) n""",
                TASKS);
        jdbc.update(
                """
                insert into act_ru_variable (id_, rev_, type_, name_, execution_id_, proc_inst_id_, proc_def_id_, var_scope_,
                    text_, is_concurrent_local_, sequence_counter_)
                select 'v' || n || v.name, 1, 'string', v.name, 'p' || n, 'p' || n, e.proc_def_id_, 'p' || n,
                    case v.name when 'urgency' then (array['routine', 'normal', 'urgent'])[1 + n % 3]
                        when 'urgencyText' then (array['常规', '一般', '紧急'])[1 + n % 3]
                        when 'caseNumber' then 'CP20270101' || lpad(n::text, 5, '0') else v.name || n end, false, 1
                from act_ru_execution e, generate_series(1, ?) n,
                    (values ('caseNumber'), ('customerLabel'), ('urgency'), ('urgencyText'), ('product'), ('summary'), ('handler'),
                        ('channel')) v (name)
                where e.id_ = ?""",
                TASKS, instance);
        jdbc.execute("vacuum analyze");
    }

    private static void measure(ConfigurableApplicationContext context, int calls) throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpClient http = HttpClient.newHttpClient();
        String login = "Basic "
                + Base64.getEncoder()
                        .encodeToString((AGENT + ":" + RunningAftercare.PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (TaskView view : TaskView.values()) {
            Filter filter = context.getBean(FilterService.class)
                    .createTaskFilterQuery()
                    .filterName(view.label())
                    .singleResult();
            if (view == TaskView.APPROVALS) {
                continue; // not an agent's
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/engine-rest/filter/"
                            + filter.getId() + "/list?firstResult=0&maxResults=15"))
                    .header("Authorization", login)
                    .header("Accept", "application/hal+json")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"sorting\":[{\"sortBy\":\"created\",\"sortOrder\":\"desc\"}]}"))
                    .build();
            long[] times = new long[calls];
            String body = "";
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                times[i] = System.nanoTime() - start;
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.body());
                }
                body = answer.body();
            }
            Arrays.sort(times);
            System.out.printf(
                    "%s: median %d ms, 95%% %d ms, %s tasks%n",
                    view.label(),
                    times[calls / 2] / 1_000_000,
                    times[calls * 95 / 100] / 1_000_000,
                    body.replaceAll("(?s).*\"count\":(\\d+).*", "$1"));
        }
    }
}
