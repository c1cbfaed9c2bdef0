package io.aftercare.casebook;

import static io.aftercare.platform.OwnForm.csrf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.deadline.DeadlineActions;
import io.aftercare.platform.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.HtmlUtils;

@AftercareTest
@DisplayName("C5 C12 C15 Q5 T2 What people see of deadlines")
class DeadlinePagesTest {

    /** Monday, 10:00 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private static final String DAY = "BT20261123";
    private static final String LATE = DAY + "001";
    private static final String SOON = DAY + "002";
    private static final String TODAY = DAY + "003";
    private static final String PAUSED = DAY + "004";
    private static final String LAW = DAY + "005";

    @Autowired
    WebApplicationContext context;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DeadlineDesk desk;

    private final List<String> done = new ArrayList<>();
    private Object actions;
    private MockMvc mvc;
    private String deployment;

    /** Late and escalated at logistics, soon at an agent's, today at legal without anybody, paused, and one of law. */
    @BeforeEach
    void fiveDeadlines() {
        ClockUtil.setCurrentTime(Date.from(NOW));
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        Work.letRead(engine, "board-test", "agent", "supervisor", "manager", "logistics");
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "board-test.bpmn",
                        Bpmn.createExecutableProcess("board-test")
                                .camundaHistoryTimeToLive(5)
                                .startEvent()
                                .userTask("Task_Step")
                                .name("部门核查")
                                .camundaCandidateGroups("${group}")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        Task late = start(LATE, "normal", "=1+1 李** 139****0001", "logistics");
        engine.getTaskService().addCandidateGroup(late.getId(), "supervisor");
        engine.getTaskService().addCandidateGroup(late.getId(), "manager");
        open(
                LATE,
                "部门核查",
                late.getExecutionId(),
                -180,
                Map.of("warned_at", at(-600), "breached_at", at(-180), "escalated_at", at(-60)));
        Task soon = start(SOON, "routine", "王** 138****0002", "agent,specialist");
        engine.getTaskService().claim(soon.getId(), TestPeople.id("agent"));
        open(SOON, "首次响应客户", soon.getExecutionId(), 25, Map.of("warned_at", at(-1)));
        Task today = start(TODAY, "urgent", "赵** 137****0003", "legal");
        open(TODAY, "法务会签", today.getExecutionId(), 120, Map.of());
        Task paused = start(PAUSED, "normal", "钱** 136****0004", "agent");
        open(
                PAUSED,
                "与客户确认方案",
                paused.getExecutionId(),
                -30,
                Map.of("paused_at", at(-60), "paused_until", at(2880), "pause_limit", "P7D"));
        start(LAW, "normal", "孙** 135****0005", "agent");
        open(
                LAW,
                "退款",
                "no task",
                13 * 1440,
                Map.of("kind", "statutory", "clause", "《消费者权益保护法实施条例》第八条", "span", "P15D", "step", "refund-law"));

        DeadlineActions owner = new DeadlineActions() {
            @Override
            public void pause(String caseNumber, UUID occurrence, String reasonCode, String note) {
                done.add("pause " + caseNumber + " " + reasonCode + " " + note);
            }

            @Override
            public void resume(String caseNumber, UUID occurrence) {
                throw new Refusal(409, "这个时限没有暂停。", List.of());
            }

            @Override
            public void requestExtension(String caseNumber, UUID occurrence, String span, String reason) {
                done.add("extend " + caseNumber + " " + span + " " + reason);
            }
        };
        DeadlineDesk target = AopTestUtils.getUltimateTargetObject(desk);
        actions = ReflectionTestUtils.getField(target, "actions");
        ReflectionTestUtils.setField(target, "actions", owner);
    }

    @AfterEach
    void clean() {
        DeadlineDesk target = AopTestUtils.getUltimateTargetObject(desk);
        ReflectionTestUtils.setField(target, "actions", actions);
        engine.getRepositoryService().deleteDeployment(deployment, true);
        Work.letNobodyRead(engine, "board-test");
        jdbc.sql("delete from aftercare.deadline_occurrence where process_key = 'board-test'")
                .update();
        jdbc.sql("delete from aftercare.case_register where process_key = 'board-test'")
                .update();
        ClockUtil.reset();
    }

    private Task start(String number, String urgency, String customer, String group) {
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "board-test",
                        number,
                        Variables.putValue("customerLabel", customer)
                                .putValue("urgency", urgency)
                                .putValue("summary", "商品破损")
                                .putValue("handler", TestPeople.id("specialist"))
                                .putValue("group", group));
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private UUID open(String number, String label, String scope, int dueInMinutes, Map<String, Object> more) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into aftercare.deadline_occurrence
                          (id, case_number, process_key, process_instance_id, scope_execution_id, activity_id, label, step,
                           decision_id, decision_version, rule_id, clause, told, inputs, calendar, anchored_at, escalate_to,
                           started_at, warn_at, due_at, later_at, kind, span, pause_limit, paused_at, paused_until, warned_at,
                           breached_at, escalated_at, extensions_allowed, valid_from, paused_seconds)
                        select :id, :number, 'board-test',
                           coalesce((select max(id_) from act_ru_execution where business_key_ = :number), :number), :scope, 'Task_Step', :label, :step, 'deadlines', 3, 'Rule_9',
                           :clause, '', '', :calendar, :start, 'supervisor', :start, :due, :due, :due, :kind, :span, :pause_limit,
                           :paused_at::timestamptz, :paused_until::timestamptz, :warned_at::timestamptz,
                           :breached_at::timestamptz, :escalated_at::timestamptz, :allowed, '2026-01-01', :paused_seconds""")
                .param("id", id)
                .param("number", number)
                .param("scope", scope)
                .param("label", label)
                .param("step", more.getOrDefault("step", "step"))
                .param("clause", more.getOrDefault("clause", "C8"))
                .param("calendar", more.getOrDefault("calendar", "natural"))
                .param("start", at(dueInMinutes - 1440))
                .param("due", at(dueInMinutes))
                .param("kind", more.getOrDefault("kind", "internal"))
                .param("span", more.getOrDefault("span", "PT24H"))
                .param("pause_limit", more.get("pause_limit"))
                .param("paused_at", more.get("paused_at"))
                .param("paused_until", more.get("paused_until"))
                .param("warned_at", more.get("warned_at"))
                .param("breached_at", more.get("breached_at"))
                .param("escalated_at", more.get("escalated_at"))
                .param("allowed", more.getOrDefault("allowed", 0))
                .param("paused_seconds", more.getOrDefault("paused_seconds", 0))
                .update();
        return id;
    }

    private void change(UUID id, String kind, String by, String reason, int before, int after) {
        jdbc.sql(
                        "insert into aftercare.deadline_change"
                                + " (occurrence_id, kind, changed_at, changed_by, reason, due_before, due_after) values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, kind, at(-5), by, reason, at(before), at(after))
                .update();
    }

    private static OffsetDateTime at(int minutes) {
        return NOW.plusSeconds(60L * minutes).atOffset(ZoneOffset.UTC);
    }

    private ResultActions see(String group, String address) throws Exception {
        return mvc.perform(
                get(URI.create(address)).with(user(TestPeople.id(group)).roles(group)));
    }

    private static Matcher<String> rows(String... present) {
        return stringContainsInOrder(present);
    }

    private static Matcher<String> noRow(String number) {
        return not(containsString("/cases/" + number));
    }

    @Test
    void a_supervisor_sees_all_the_overdue_first_with_who_has_it_and_why() throws Exception {
        see("supervisor", "/deadlines?text=" + DAY)
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(rows(
                                LATE,
                                "一般",
                                "部门核查",
                                "物流部",
                                "待认领",
                                "2026-11-23 07:00",
                                "已超时 3小时",
                                "已上报经理",
                                "C8，时限表第 3 版",
                                "自然时间")))
                .andExpect(content()
                        .string(rows(
                                LATE, PAUSED, "计时暂停", "暂停中至 2026-11-25 10:00", SOON, "客服部", "还剩 25分钟", "已预警", TODAY)))
                .andExpect(content().string(rows(TODAY, "紧急", "法务部", "还剩 2小时", "进行中", LAW, "法定期限", "客服部")))
                .andExpect(content().string(rows("=1+1 李**", "测specialist（test-specialist）")));
    }

    @Test
    void the_counts_above_the_list_are_links_to_their_rows() throws Exception {
        String page = see("manager", "/deadlines?text=" + DAY)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page.replaceAll("\\s+", " "))
                .contains("<strong>1</strong> <span>已超时</span>")
                .contains("<strong>1</strong> <span>一小时内到期</span>")
                .contains("<strong>2</strong> <span>今日到期</span>")
                .contains("<strong>1</strong> <span>暂停中</span>")
                .contains("<strong>5</strong> <span>全部未完成</span>")
                .contains("href=\"/deadlines?due=overdue&amp;text=" + DAY + "\"")
                .contains("href=\"/deadlines.xlsx?text=" + DAY + "\"");

        only("due=overdue", LATE);
        only("due=hour", SOON);
        only("due=paused", PAUSED);
        see("manager", "/deadlines?due=today&text=" + DAY)
                .andExpect(content().string(allOf(rows(SOON, TODAY), noRow(LATE), noRow(LAW))))
                .andExpect(content().string(containsString("<strong>5</strong> <span>全部未完成</span>")));
    }

    @Test
    void the_list_is_filtered_by_department_person_step_urgency_kind_and_text() throws Exception {
        only("department=logistics", LATE);
        only("department=legal", TODAY);
        only("person=" + TestPeople.id("agent"), SOON);
        only("person=" + TestPeople.id("specialist"), LAW);
        only("step=" + URLEncoder.encode("法务会签", StandardCharsets.UTF_8), TODAY);
        only("urgency=urgent", TODAY);
        only("kind=statutory", LAW);
        see("manager", "/deadlines?person=-&text=" + DAY)
                .andExpect(content().string(allOf(rows(LATE, PAUSED, TODAY), noRow(SOON), noRow(LAW))));
        see("manager", "/deadlines?text=%3D1%2B1%20%E6%9D%8E")
                .andExpect(content().string(allOf(rows(LATE), noRow(SOON))))
                .andExpect(content().string(containsString("/deadlines?due=hour&amp;text=%3D1%2B1%20%E6%9D%8E")));
        see("manager", "/deadlines?text=" + URLEncoder.encode("\u200bｂｔ２０２６１１２３００１", StandardCharsets.UTF_8))
                .andExpect(content().string(allOf(rows(LATE), noRow(SOON))));
        for (String nothing : List.of("department=x", "person=%27", "step=%25", "urgency=%00", "kind=x", "text=%25")) {
            see("manager", "/deadlines?" + nothing + "&page=-1")
                    .andExpect(status().isOk())
                    .andExpect(content().string(noRow(LATE)));
        }
    }

    private void only(String filter, String number) throws Exception {
        ResultActions page = see("manager", "/deadlines?" + filter + "&text=" + DAY)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/cases/" + number)));
        for (String other : List.of(LATE, SOON, TODAY, PAUSED, LAW)) {
            if (!other.equals(number)) {
                page.andExpect(content().string(noRow(other)));
            }
        }
    }

    @Test
    void a_department_sees_its_own_and_customer_service_what_customer_service_has() throws Exception {
        see("logistics", "/deadlines?text=" + DAY)
                .andExpect(content().string(allOf(rows(LATE), noRow(SOON), noRow(TODAY), noRow(LAW))))
                .andExpect(content().string(containsString("<strong>1</strong> <span>全部未完成</span>")));
        see("legal", "/deadlines?text=" + DAY).andExpect(content().string(allOf(rows(TODAY), noRow(LATE))));
        see("agent", "/deadlines?text=" + DAY)
                .andExpect(content().string(allOf(rows(PAUSED, SOON, LAW), noRow(LATE), noRow(TODAY))));
        for (String group : List.of("auditor", "process-owner", "camunda-admin", "manager")) {
            see(group, "/deadlines?text=" + DAY)
                    .andExpect(status().isOk())
                    .andExpect(content().string(rows(LATE, PAUSED, SOON, TODAY, LAW)));
        }

        see("agent", "/deadlines?department=legal&text=" + DAY)
                .andExpect(content().string(noRow(TODAY)));
        String csv = see("logistics", "/deadlines.csv?text=" + DAY)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains(LATE).doesNotContain(SOON, TODAY, LAW);
    }

    @Test
    void a_person_of_a_department_sees_the_step_of_another_that_is_the_persons_own() throws Exception {
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(TODAY)
                .singleResult()
                .getId();
        engine.getTaskService().addCandidateUser(task, TestPeople.id("warehouse"));
        engine.getTaskService().setAssignee(task, TestPeople.id("warehouse"));

        see("warehouse", "/deadlines?text=" + DAY)
                .andExpect(content().string(allOf(rows(TODAY, "测warehouse（test-warehouse）"), noRow(LATE))));
    }

    @Test
    void who_belongs_to_no_group_of_the_house_sees_no_board_and_takes_no_file() throws Exception {
        for (String address : List.of("/deadlines", "/deadlines.csv", "/deadlines.xlsx")) {
            mvc.perform(get(address).with(user("stranger").roles("visitors"))).andExpect(status().isForbidden());
            assertThat(mvc.perform(get(address)).andReturn().getResponse().getStatus())
                    .isIn(302, 401);
        }
    }

    @Test
    void at_the_same_due_date_the_urgent_case_stands_first() throws Exception {
        open(TODAY, "复核", "urgent at the same", 25, Map.of());
        see("manager", "/deadlines?due=hour&text=" + DAY)
                .andExpect(content().string(stringContainsInOrder(TODAY, SOON)));
    }

    @Test
    void the_csv_opens_in_excel_in_chinese_and_runs_no_formula() throws Exception {
        byte[] csv = see("manager", "/deadlines.csv?due=overdue&text=" + DAY)
                .andExpect(header().string("Content-Disposition", containsString("filename*=UTF-8''")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        String[] lines = new String(csv, StandardCharsets.UTF_8).split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("\ufeff\"个案编号\",\"紧急程度\",\"客户\"");
        assertThat(lines[1])
                .contains("\"'=1+1 李** 139****0001\"")
                .contains("\"2026-11-23 07:00\",\"已超时 3小时\",\"已上报经理\"");
    }

    @Test
    void the_workbook_has_the_same_rows_with_real_dates_and_the_date_that_law_sets(@TempDir Path directory)
            throws Exception {
        byte[] xlsx = see("manager", "/deadlines.xlsx?text=" + DAY)
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        Path file = Files.write(directory.resolve("deadlines.xlsx"), xlsx);
        StringBuilder parts = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        String text = HtmlUtils.htmlUnescape(parts.toString());
        assertThat(text).doesNotContain("<f>").contains("yyyy-mm-dd hh:mm", "本案最早法定期限", "=1+1 李**", LATE, LAW);
        // 2026-11-23 07:00 and 2026-12-06 10:00 in Shanghai as Excel counts days
        assertThat(text).contains("<v>46349.29166").contains("<v>46362.41666");
    }

    @Test
    void a_thousand_rows_are_shown_page_by_page_at_once() throws Exception {
        jdbc.sql(
                        """
                        insert into aftercare.deadline_occurrence
                          (id, case_number, process_key, process_instance_id, scope_execution_id, activity_id, label, step,
                           decision_id, decision_version, rule_id, clause, told, inputs, calendar, anchored_at, escalate_to,
                           started_at, warn_at, due_at, later_at)
                        select gen_random_uuid(), 'CP20261124' || lpad(n::text, 4, '0'), 'board-test', 'p' || n, 'board' || n,
                           'Task_Step', '部门核查', 'verification', 'deadlines', 1, 'Rule_9', 'C8', '', '', 'natural', :now,
                           'supervisor', :now, :now, :now::timestamptz + n * interval '1 minute',
                           :now::timestamptz + n * interval '1 minute'
                        from generate_series(1, 1000) n""")
                .param("now", at(0))
                .update();
        see("manager", "/deadlines?text=CP20261124").andExpect(content().string(containsString("共 1000 项，第 1 / 20 页")));

        assertTimeout(Duration.ofSeconds(1), () -> see("manager", "/deadlines?text=CP20261124&page=20")
                .andExpect(content().string(allOf(rows("CP202611240951", "CP202611241000"))))
                .andExpect(content().string(not(containsString("下一页"))))
                .andExpect(content().string(containsString("/deadlines?text=CP20261124&amp;page=19"))));
        see("manager", "/deadlines?text=CP20261124&page=99999999")
                .andExpect(content().string(containsString("第 20 / 20 页")));
    }

    @Test
    void the_register_and_the_case_show_the_article_that_binds_first() throws Exception {
        open(
                LAW,
                "故意拖延",
                "no task",
                -1,
                Map.of("kind", "statutory", "clause", "《侵害消费者权益行为处罚办法》第九条", "step", "delay-law"));
        see("agent", "/register?text=" + LAW)
                .andExpect(content()
                        .string(containsString("<div class=\"statutory late\">法定 2026-11-23，《侵害消费者权益行为处罚办法》第九条")))
                .andExpect(content().string(not(containsString("第八条"))));
        jdbc.sql("update aftercare.deadline_occurrence set finished_at = now(), state = 'met' where step = 'delay-law'")
                .update();
        for (String address : List.of("/register?text=" + LAW, "/cases/" + LAW)) {
            see("agent", address)
                    .andExpect(content()
                            .string(containsString("<div class=\"statutory\">法定 2026-12-06，《消费者权益保护法实施条例》第八条</div>")));
        }
        see("agent", "/register?text=" + LATE).andExpect(content().string(not(containsString("法定"))));
        String csv = see("agent", "/register.csv?text=" + LAW)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv.split("\r\n")[0].split(",")).hasSize(10);
        assertThat(csv).doesNotContain("法定");
    }

    @Test
    @DisplayName("Q5 An auditor reads on the case why a deadline was when it was, and every change of it")
    void an_auditor_reads_why() throws Exception {
        UUID id = open(
                LATE, "制定方案", "other", 600, Map.of("calendar", "working-hours", "span", "P3D", "paused_seconds", 5400));
        change(id, "paused", TestPeople.id("agent"), "customer-materials：缺发票", 60, 60);
        change(id, "resumed", null, null, 60, 150);
        change(id, "extension-asked", TestPeople.id("agent"), "等供应商回复 <b>", 150, 600);
        change(id, "extended", TestPeople.id("supervisor"), "同意", 150, 600);

        see("auditor", "/cases/" + LATE)
                .andExpect(content()
                        .string(rows(
                                "部门核查", "超时未完成", "自 2026-11-22 07:00 起算 24 小时，按自然时间；依据 C8，时限表第 3 版（2026-01-01 起生效）。")))
                .andExpect(content()
                        .string(rows(
                                "制定方案",
                                "进行中",
                                "起算 3 个工作日，按工作时间",
                                "暂停累计 1小时30分（工作时间）",
                                "2026-11-23 09:55",
                                "测agent（test-agent） 暂停计时",
                                "（等待客户补充材料：缺发票）",
                                "系统 恢复计时",
                                "2026-11-23 11:00 → 2026-11-23 12:30",
                                "测agent（test-agent） 申请延期",
                                "（等供应商回复 &lt;b&gt;）",
                                "测supervisor（test-supervisor） 同意延期",
                                "2026-11-23 12:30 → 2026-11-23 20:00")))
                .andExpect(content().string(not(containsString("<summary>"))));
    }

    private UUID actable() {
        String scope = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(SOON)
                .singleResult()
                .getExecutionId();
        return open(SOON, "制定方案", scope, 600, Map.of("pause_limit", "P7D", "allowed", 2, "step", "plan"));
    }

    private ResultActions act(String group, String number, Object deadline, String action, String... parameters)
            throws Exception {
        MockHttpServletRequestBuilder request = post("/cases/" + number + "/deadlines/" + deadline + "/" + action)
                .with(user(TestPeople.id(group)).roles(group))
                .with(csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return mvc.perform(request);
    }

    @Test
    void what_can_be_done_with_a_deadline_is_offered_where_it_can_be_done() throws Exception {
        UUID id = actable();
        see("agent", "/cases/" + SOON)
                .andExpect(content().string(rows("<summary>暂停计时", "等待客户补充材料", "最长暂停 7 天", "<summary>申请延期", "还可延期 2 次")))
                .andExpect(content().string(not(containsString("恢复计时</button>"))));
        see("supervisor", "/cases/" + PAUSED)
                .andExpect(content().string(rows("暂停中", "恢复计时</button>")))
                .andExpect(content().string(not(containsString("<summary>暂停计时"))));
        see("agent", "/cases/" + LATE).andExpect(content().string(not(containsString("<summary>申请延期"))));

        change(id, "extension-asked", TestPeople.id("agent"), "x", 600, 700);
        see("agent", "/cases/" + SOON)
                .andExpect(content().string(containsString("延期申请待主管审批")))
                .andExpect(content().string(not(containsString("<summary>申请延期"))));
    }

    @Test
    void an_agent_stops_a_clock_and_asks_for_more_time() throws Exception {
        UUID id = actable();
        act("agent", SOON, id, "pause", "reason", "parcel", "note", "顺丰，请联系13900139000")
                .andExpect(redirectedUrl("/cases/" + SOON + "#deadline-" + id))
                .andExpect(flash().attribute("done", "已暂停计时。"));
        act("agent", SOON, id, "extension", "amount", "2", "unit", "days", "reason", "供应商未回复")
                .andExpect(flash().attribute("done", containsString("等待主管审批")));
        act("agent", SOON, id, "extension", "amount", "8", "unit", "hours", "reason", "供应商未回复");

        assertThat(done)
                .containsExactly(
                        "pause " + SOON + " parcel 顺丰，请联系139****9000",
                        "extend " + SOON + " P2D 供应商未回复",
                        "extend " + SOON + " PT8H 供应商未回复");
    }

    @Test
    void what_is_refused_is_told_at_the_deadline_and_the_input_kept() throws Exception {
        UUID id = actable();
        act("agent", SOON, id, "pause", "reason", "lunch").andExpect(flash().attribute("problem", "无法暂停计时：请选择暂停原因。"));
        act("agent", SOON, id, "pause", "reason", "parcel", "note", "长".repeat(201))
                .andExpect(flash().attribute("problem", containsString("200")));
        act("agent", SOON, id, "resume").andExpect(flash().attribute("problem", "这个时限没有暂停。"));
        for (String amount : List.of("", "0", "-1", "1.5", "1000", "２")) {
            act("agent", SOON, id, "extension", "amount", amount, "unit", "hours", "reason", "x")
                    .andExpect(flash().attribute("problem", containsString("1 到 999 的整数")));
        }
        ResultActions refused = act("agent", SOON, id, "extension", "amount", "7", "unit", "weeks", "reason", " ")
                .andExpect(flash().attribute("problem", containsString("请填写延期理由")));
        assertThat(done).isEmpty();

        mvc.perform(get("/cases/" + SOON)
                        .flashAttrs(Map.copyOf(refused.andReturn().getFlashMap()))
                        .with(user(TestPeople.id("agent")).roles("agent")))
                .andExpect(content().string(rows("id=\"deadline-" + id, "请填写延期理由", "open=\"open\"", "value=\"7\"")));
    }

    @Test
    @DisplayName(
            "P2: why it takes longer is read by the customer, so a service taboo in it is refused with what to say instead")
    void a_service_taboo_is_refused_in_the_reason_of_an_extension() throws Exception {
        UUID id = actable();
        act("agent", SOON, id, "extension", "amount", "2", "unit", "days", "reason", "供应商没回，我们也没 办法")
                .andExpect(flash().attribute(
                                "problem",
                                allOf(containsString("“没办法”是服务忌语"), containsString("可以改为“我们一起看看还有哪些解决办法”"))));
        assertThat(done).isEmpty();
    }

    @Test
    void only_who_works_on_it_acts_on_a_deadline_and_only_on_one_of_the_case() throws Exception {
        DeadlineDesk target = AopTestUtils.getUltimateTargetObject(desk);
        ReflectionTestUtils.setField(target, "actions", actions);
        UUID id = actable();
        for (String group : List.of("logistics", "auditor", "process-owner", "specialist")) {
            act(group, SOON, id, "pause", "reason", "parcel")
                    .andExpect(flash().attribute("problem", containsString("只有这项任务的办理人、客服主管和客服经理")));
        }
        act("agent", LATE, id, "pause", "reason", "parcel").andExpect(status().isNotFound());
        act("agent", SOON, "x", "pause", "reason", "parcel").andExpect(status().isNotFound());
        mvc.perform(post("/cases/" + SOON + "/deadlines/" + id + "/resume")
                        .with(user(TestPeople.id("agent")).roles("agent")))
                .andExpect(status().isForbidden());

        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(LATE)
                .singleResult();
        engine.getTaskService().setAssignee(task.getId(), TestPeople.id("logistics"));
        UUID own = open(LATE, "部门核查", task.getExecutionId(), 30, Map.of("pause_limit", "P7D", "step", "own"));
        act("logistics", LATE, own, "pause", "reason", "parcel").andExpect(flash().attributeExists("done"));
        act("supervisor", LATE, own, "resume").andExpect(flash().attributeExists("done"));
    }
}
