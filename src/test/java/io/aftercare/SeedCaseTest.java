package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.aftercare.RunningAftercare.Answer;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The seed's own case (S1 投诉处理跟踪表: 商品破损，要求换货，物流部，48 小时) on the product as a newcomer starts it. */
class SeedCaseTest {

    private static final String AGENT = "yangxiao";

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort())
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    private RunningAftercare aftercare;
    private String instance;

    @Test
    @DisplayName(
            "the seed's case over REST, through a kill -9, to its archive (C1, C2, C7, C8, C9, C12, C13, C14, C15, P3)")
    void the_seeds_case(@TempDir Path data) throws Exception {
        String[] mail = {
            "--spring.mail.host=localhost",
            "--spring.mail.port=" + MAIL.getSmtp().getPort()
        };
        TestDatabase.copyPrograms(data);
        aftercare = RunningAftercare.start(data, mail);
        try {
            assertThat(aftercare.page(AGENT, "/login"))
                    .as("no company login where none is configured")
                    .contains("用户名")
                    .doesNotContain("公司账号");
            Answer started = aftercare.post(
                    AGENT,
                    "/engine-rest/process-definition/key/complaint/submit-form",
                    RunningAftercare.variables(Map.of(
                            "channel", "phone",
                            "customerName", "王小明",
                            "customerPhone", "13900139001",
                            "customerEmail", "wangxiaoming@example.com",
                            "product", "保温杯",
                            "description", "商品破损，要求换货")));
            assertThat(started.status()).as("%s", started.body()).isEqualTo(200);
            instance = started.body().get("id").asText();
            String number = started.body().get("businessKey").asText();
            assertThat(number).matches("CP\\d{8}001");

            complete(
                    "Task_Register",
                    AGENT,
                    Map.ofEntries(
                            Map.entry("demandType", "exchange"),
                            Map.entry("category", "logistics"),
                            Map.entry("faultKind", "service-slip"),
                            Map.entry("emotion", "dissatisfied"),
                            Map.entry("incidentTime", "昨天收到"),
                            Map.entry("facts", "商品破损"),
                            Map.entry("demand", "换货"),
                            Map.entry("undertone", "担心再次破损"),
                            Map.entry("safety", false),
                            Map.entry("affectedCustomers", 1),
                            Map.entry("litigation", false),
                            Map.entry("repeatedBack", true)));

            Map<String, String> before = timers();
            assertThat(before).isNotEmpty();
            aftercare.kill();
            aftercare = RunningAftercare.start(data, mail);
            assertThat(timers())
                    .as("timers after kill -9 are due at the same instants")
                    .isEqualTo(before);

            complete(
                    "Task_FirstResponse",
                    AGENT,
                    Map.of("stepsExplained", true, "responseNote", "已致歉并告知步骤", "preferredContact", "phone"));
            complete("Task_Verify", "zhoutao", Map.of("finding", "外箱受压", "responsible", "yes", "findingCause", "分拣跌落"));
            complete(
                    "Task_Conclude",
                    AGENT,
                    Map.of("verdict", "company", "responsibleDepartment", "logistics", "cause", "分拣跌落致破损"));
            complete(
                    "Task_ProposePlan",
                    AGENT,
                    Map.of(
                            "planMeasures",
                            List.of("exchange"),
                            "goodsHandling",
                            "departments",
                            "planText",
                            "为您免费换新",
                            "amount",
                            0,
                            "promisedHours",
                            48,
                            "executionDepartments",
                            List.of("logistics"),
                            "faultReason",
                            "运输途中受压"));
            complete("Task_ApprovePlan", "chenjing", Map.of("approval", "approve"));
            complete("Task_PlanAnswer", AGENT, Map.of("planAnswer", "accepted"));
            complete(
                    "Task_Execute",
                    "zhoutao",
                    Map.of("executionResult", "done", "executionNote", "新品已寄出", "trackingNumber", "SF1234567890"));
            complete(
                    "Task_ConfirmExecution",
                    AGENT,
                    Map.of("executionVerdict", "ok", "executionSummary", "新的保温杯已由顺丰寄出，运单号 SF1234567890"));
            complete("Task_Satisfaction", AGENT, Map.of("satisfaction", "5"));
            secondCallbackDay();
            complete("Task_SecondCallback", AGENT, Map.of("secondSatisfaction", "5"));
            complete("Task_Archive", AGENT, Map.of("rootCause", "logistics", "trainingNeeded", false));

            await(() -> "COMPLETED"
                    .equals(aftercare
                            .get("shenyi", "/engine-rest/history/process-instance/" + instance)
                            .body()
                            .path("state")
                            .asText()));
            assertThat(activities())
                    .contains(
                            "Task_Register",
                            "Write_Report",
                            "Task_ApprovePlan",
                            "Task_Execute",
                            "Archive",
                            "End_Archived");
            assertThat(subjects()).hasSizeGreaterThanOrEqualTo(6).allMatch(subject -> subject.contains(number));
            String register = aftercare.page("chenjing", "/register");
            assertThat(register).contains(number, "商品破损", "物流", "已归档");
            assertThat(aftercare.page(AGENT, "/cases/" + number)).contains("《投诉核查报告》", "登记投诉", "部门核查", "与客户确认方案");
        } finally {
            aftercare.close();
        }
    }

    private Map<String, String> timers() throws Exception {
        var due = new TreeMap<String, String>();
        for (JsonNode job : aftercare
                .get("admin", "/engine-rest/job?timers=true&processInstanceId=" + instance)
                .body()) {
            due.put(job.get("id").asText(), job.get("dueDate").asText());
        }
        return due;
    }

    private void complete(String task, String user, Map<String, Object> form) throws Exception {
        String query = "/engine-rest/task?processInstanceId=" + instance + "&taskDefinitionKey=" + task;
        await(() -> aftercare.get(user, query).body().size() == 1);
        JsonNode open = aftercare.get(user, query).body().get(0);
        String path = "/engine-rest/task/" + open.get("id").asText();
        if (open.get("assignee").isNull()) {
            Answer claimed = aftercare.post(user, path + "/claim", Map.of("userId", user));
            assertThat(claimed.status())
                    .as("claim %s: %s", task, claimed.body())
                    .isEqualTo(204);
        }
        Answer done = aftercare.post(user, path + "/complete", RunningAftercare.variables(form));
        assertThat(done.status()).as("complete %s: %s", task, done.body()).isEqualTo(204);
    }

    /** Three days later, which an operator can bring about for one job. */
    private void secondCallbackDay() throws Exception {
        JsonNode jobs = aftercare
                .get(
                        "admin",
                        "/engine-rest/job?timers=true&activityId=Wait_SecondCallback&processInstanceId=" + instance)
                .body();
        Answer executed = aftercare.post(
                "admin", "/engine-rest/job/" + jobs.get(0).get("id").asText() + "/execute", Map.of());
        assertThat(executed.status()).isEqualTo(204);
    }

    private List<String> activities() throws Exception {
        var ids = new ArrayList<String>();
        aftercare
                .get("shenyi", "/engine-rest/history/activity-instance?finished=true&processInstanceId=" + instance)
                .body()
                .forEach(activity -> ids.add(activity.get("activityId").asText()));
        return ids;
    }

    private static List<String> subjects() throws Exception {
        var subjects = new ArrayList<String>();
        for (MimeMessage message : MAIL.getReceivedMessages()) {
            if (message.getAllRecipients()[0].toString().equals("wangxiaoming@example.com")) {
                subjects.add(message.getSubject());
            }
        }
        return subjects;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .pollInterval(java.time.Duration.ofMillis(200))
                .until(condition::holds);
    }
}
