package io.aftercare.casebook;

import static io.aftercare.platform.OwnForm.csrf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.aftercare.AftercareTest;
import io.aftercare.platform.Refusal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

@AftercareTest
@DisplayName("C15 K2 P3 The pages of the casebook")
class CasePagesTest {

    private static final String ANGRY = "CP20231011001";
    private static final String CALM = "CP20231011002";
    private static final String OTHERS = "CP20231011003";

    @Autowired
    WebApplicationContext context;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    Casebook casebook;

    @Autowired
    CaseDesk desk;

    private final List<String> done = new ArrayList<>();
    private Object owners;
    private MockMvc mvc;
    private String deployment;

    @BeforeEach
    void threeCases() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        somebody("pageagent", "agent");
        somebody("pagelogistics", "logistics");
        somebody("pageadmin", "camunda-admin");
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "pages-test.bpmn",
                        Bpmn.createExecutableProcess("pages-test")
                                .camundaHistoryTimeToLive(5)
                                .startEvent()
                                .name("收到投诉")
                                .userTask("Task_Register")
                                .name("登记投诉")
                                .camundaCandidateGroups("agent")
                                .camundaDueDate("${due}")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        Work.letRead(engine, "pages-test", "agent", "logistics");
        start(CALM, "c-1", "routine", "+1 <b>商品破损</b>，要求换货", -60);
        start(ANGRY, "c-1", "urgent", "着火了", 600);
        start(OTHERS, "c-2", "normal", "发错货", 60);
        CaseActions owner = new CaseActions() {
            @Override
            public boolean supports(String processKey) {
                return processKey.equals("pages-test");
            }

            @Override
            public List<Action> offered(CaseSummary target) {
                return List.of(
                        new Action("withdrawal", "登记撤诉", "撤诉原因", false, "已登记撤诉。"),
                        new Action("duplicate", "标记重复投诉", "原投诉编号", true, "已标记为重复投诉。"));
            }

            @Override
            public void act(Action action, CaseSummary target, String given) {
                if (action.namesCase() && target.caseNumber().equals(OTHERS)) {
                    throw new IllegalStateException(new Refusal(409, "投诉正在归档，不能再标记。", List.of()));
                }
                if (given.equals("有人更快")) {
                    throw new OptimisticLockingException("ENGINE-03005");
                }
                done.add(action.key() + " " + target.caseNumber() + " " + given);
            }
        };
        owners = ReflectionTestUtils.getField(desk, "actions");
        ReflectionTestUtils.setField(desk, "actions", List.of(owner));
    }

    @AfterEach
    void clean() {
        ReflectionTestUtils.setField(desk, "actions", owners);
        engine.getRepositoryService().deleteDeployment(deployment, true);
        Work.letNobodyRead(engine, "pages-test");
        jdbc.sql("delete from aftercare.case_register where process_key = 'pages-test'")
                .update();
        jdbc.sql("delete from aftercare.contact_record where case_number = ?")
                .param(ANGRY)
                .update();
        jdbc.sql("delete from aftercare.notice where case_number = ?")
                .param(ANGRY)
                .update();
        jdbc.sql("delete from aftercare.case_document where case_number = ?")
                .param(ANGRY)
                .update();
        for (String user : List.of("pageagent", "pagelogistics", "pageadmin")) {
            engine.getIdentityService().deleteUser(user);
        }
    }

    private void somebody(String id, String group) {
        var identity = engine.getIdentityService();
        User user = identity.newUser(id);
        user.setLastName("张");
        user.setFirstName(id.endsWith("agent") ? "小芬" : "三");
        user.setPassword("Correct-Horse-7");
        identity.saveUser(user);
        identity.createMembership(id, group);
    }

    private void start(String number, String customer, String urgency, String summary, int dueInMinutes) {
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "pages-test",
                        number,
                        Variables.putValue("customerId", customer)
                                .putValue("customerLabel", "王** 138****5678")
                                .putValue("urgency", urgency)
                                .putValue("summary", summary)
                                .putValue("responsibleDepartment", "logistics")
                                .putValue("handler", "pageagent")
                                .putValue(
                                        "due",
                                        java.util.Date.from(clock.instant().plusSeconds(60L * dueInMinutes))));
    }

    private static RequestPostProcessor agent() {
        return user("pageagent").roles("agent");
    }

    private ResultActions page(String address) throws Exception {
        return mvc.perform(get(URI.create(address)).with(agent()));
    }

    @Test
    void the_table_has_exactly_the_ten_columns_and_the_urgent_case_on_top() throws Exception {
        page("/register?text=CP20231011")
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(stringContainsInOrder(
                                "编号</th>",
                                "客户信息</th>",
                                "收到时间</th>",
                                "问题描述</th>",
                                "责任部门</th>",
                                "处理方案</th>",
                                "承办人</th>",
                                "完成时限</th>",
                                "客户反馈</th>",
                                "归档状态</th>")))
                .andExpect(content().string(stringContainsInOrder(ANGRY, "紧急", "物流部", "张小芬", OTHERS, CALM, "已超时 1小时")))
                .andExpect(content().string(containsString("+1 &lt;b&gt;商品破损&lt;/b&gt;")))
                .andExpect(content().string(not(containsString("<b>商品破损"))));
    }

    @Test
    void the_table_is_filtered_by_state_department_urgency_and_text() throws Exception {
        page("/register?status=overdue&text=CP20231011")
                .andExpect(content().string(containsString(CALM)))
                .andExpect(content().string(not(containsString(ANGRY))));
        page("/register?urgency=urgent&department=logistics&status=open&text=%E7%9D%80%E7%81%AB")
                .andExpect(content().string(containsString(ANGRY)))
                .andExpect(content().string(not(containsString(CALM))));
        for (String nothing : List.of(
                "department=finance", "status=archived", "text=%25", "text=_P20231011", "urgency=%00", "status=%27")) {
            page("/register?" + nothing + "&page=-1")
                    .andExpect(status().isOk())
                    .andExpect(content().string(not(containsString(ANGRY))));
        }
    }

    @Test
    @DisplayName(
            "C15 P1 numbers are found as people write them, and a customer's telephone number by customer service only")
    void the_table_is_searched_in_any_spelling_and_by_a_whole_telephone_number() throws Exception {
        UUID customer = UUID.randomUUID();
        jdbc.sql(
                        "insert into aftercare.customer (id, name, phone, created_at) values (?, '测试查找', '13700138101', now())")
                .param(customer)
                .update();
        jdbc.sql("update aftercare.case_register set customer_id = ?, order_number = 'DD-PAGE-7' where case_number = ?")
                .params(customer.toString(), ANGRY)
                .update();
        try {
            for (String typed : List.of(
                    ANGRY.toLowerCase(Locale.ROOT),
                    "ＣＰ" + ANGRY.substring(2),
                    "\u200b" + ANGRY + "\ufeff",
                    "ｄｄ－page－7",
                    "DD — PAGE–7",
                    "137 0013 8101",
                    "+86（137）0013-8101",
                    "\u202d13700138101\u202c")) {
                page("/register?text=" + UriUtils.encode(typed, StandardCharsets.UTF_8))
                        .andExpect(content().string(containsString(ANGRY)))
                        .andExpect(content().string(not(containsString(CALM))));
            }
            for (String typed : List.of("13700138101", "13700138102")) {
                mvc.perform(get("/register")
                                .param("text", typed)
                                .with(user("pagelogistics").roles("logistics")))
                        .andExpect(status().isOk())
                        .andExpect(content().string(not(containsString(ANGRY))));
            }
            page("/cases/" + ANGRY.toLowerCase(Locale.ROOT)).andExpect(status().isOk());
        } finally {
            jdbc.sql("delete from aftercare.customer where id = ?")
                    .param(customer)
                    .update();
        }
    }

    @Test
    @DisplayName("C15 each kind of case has its tracking table, and all together have one")
    void one_table_for_each_kind() throws Exception {
        jdbc.sql(
                        "insert into aftercare.case_register (case_number, process_key, process_instance_id, received_at, status, product)"
                                + " values ('CP20231013001', 'complaint', 'pages-cp', :now, 'open', 'kinds'),"
                                + " ('SH20231013001', 'after-sales', 'pages-sh', :now, 'open', 'kinds')")
                .param("now", OffsetDateTime.now(clock))
                .update();
        try {
            page("/register?text=kinds")
                    .andExpect(content()
                            .string(stringContainsInOrder(
                                    "<h1>个案跟踪表</h1>", "编号</th>", "收到时间</th>", ">投诉</div>", ">售后</div>")));
            page("/register?text=kinds&process=complaint")
                    .andExpect(content()
                            .string(stringContainsInOrder(
                                    "<h1>投诉处理跟踪表</h1>",
                                    "process=complaint&amp;status=",
                                    "投诉编号</th>",
                                    "投诉时间</th>",
                                    "CP20231013001")))
                    .andExpect(content().string(not(containsString("SH20231013001"))));
            page("/register?text=kinds&process=after-sales")
                    .andExpect(content()
                            .string(stringContainsInOrder(
                                    "<h1>售后处理跟踪表</h1>", "售后编号</th>", "申请时间</th>", "SH20231013001")))
                    .andExpect(content().string(not(containsString("CP20231013001"))));
            page("/register?text=kinds&process=%27")
                    .andExpect(content().string(stringContainsInOrder("<h1>个案跟踪表</h1>", "没有符合条件的个案")));
            for (var name : Map.of("", "个案跟踪表", "complaint", "投诉处理跟踪表", "after-sales", "售后处理跟踪表")
                    .entrySet()) {
                page("/register.csv?text=kinds&process=" + name.getKey())
                        .andExpect(header().string(
                                        "Content-Disposition",
                                        containsString(
                                                java.net.URLEncoder.encode(name.getValue(), StandardCharsets.UTF_8))));
            }
        } finally {
            jdbc.sql("delete from aftercare.case_register where product = 'kinds'")
                    .update();
        }
    }

    @Test
    void more_than_fifty_cases_are_shown_page_by_page() throws Exception {
        jdbc.sql(
                        "insert into aftercare.case_register (case_number, process_key, process_instance_id, received_at, status, product)"
                                + " select 'CP20231012' || lpad(n::text, 3, '0'), 'pages-test', 'pages-' || n, ?, 'open', 'bulk'"
                                + " from generate_series(1, 120) n")
                .param(OffsetDateTime.now(clock))
                .update();

        page("/register?text=bulk").andExpect(content().string(containsString("共 120 件，第 1 / 3 页")));
        page("/register?text=bulk&page=3")
                .andExpect(content().string(containsString("CP20231012120")))
                .andExpect(content().string(not(containsString("下一页"))));
        page("/register?text=bulk&page=99999999").andExpect(content().string(containsString("第 3 / 3 页")));
        page("/register?text=bulk&page=no").andExpect(content().string(containsString("第 1 / 3 页")));
    }

    @Test
    void the_csv_opens_in_excel_in_chinese_and_runs_no_formula() throws Exception {
        byte[] csv = page("/register.csv?text=CP20231011")
                .andExpect(header().string("Content-Disposition", containsString("filename*=UTF-8''")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeff\"编号\",\"客户信息\",\"收到时间\"");
        assertThat(text.split("\r\n")).hasSize(4);
        assertThat(text).contains("\"'+1 <b>商品破损</b>，要求换货\"");
    }

    @Test
    void the_workbook_has_the_same_rows(@TempDir Path directory) throws Exception {
        byte[] xlsx =
                page("/register.xlsx?text=CP20231011").andReturn().getResponse().getContentAsByteArray();

        Path file = Files.write(directory.resolve("register.xlsx"), xlsx);
        StringBuilder parts = new StringBuilder();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(parts).doesNotContain("<f>");
        assertThat(HtmlUtils.htmlUnescape(parts.toString())).contains("归档状态", ANGRY, OTHERS, "+1 <b>商品破损</b>");
    }

    @Test
    void the_case_page_shows_facts_steps_contacts_and_documents() throws Exception {
        casebook.recordContact(
                new ContactRecord(ANGRY, null, null, "phone", "投诉受理", "要求换货", "已受理", "两小时内回复", "pageagent"));
        casebook.file(new CaseDocument(ANGRY, "verification-report", "投诉核查报告", "责任方：物流部 <script>", null));

        jdbc.sql("insert into aftercare.notice"
                        + " (id, case_number, kind, audience, customer_id, channel, state, message_id, queued_at)"
                        + " values (gen_random_uuid(), ?, 'acknowledgement', 'customer', gen_random_uuid(), 'email', 'FAILED',"
                        + " 'pages-test', ?)")
                .params(ANGRY, OffsetDateTime.now(clock))
                .update();

        page("/cases/" + ANGRY)
                .andExpect(status().isOk())
                .andExpect(content().string(stringContainsInOrder("受理通知", "未送达，待致电")))
                .andExpect(content()
                        .string(stringContainsInOrder(
                                ANGRY,
                                "王** 138****5678",
                                "着火了",
                                "登记撤诉",
                                "登记投诉",
                                "待认领",
                                "投诉受理",
                                "两小时内回复",
                                "张小芬",
                                "《投诉核查报告》",
                                "责任方：物流部 &lt;script&gt;")));
    }

    @Test
    void an_unknown_number_is_told_kindly() throws Exception {
        for (String number : List.of("CP20231011999", "x", "CP2023%27", "%F0%9F%98%80")) {
            page("/cases/" + number)
                    .andExpect(status().isNotFound())
                    .andExpect(content().string(containsString("没有找到这个编号的个案")));
        }
    }

    private ResultActions act(String number, String action, String name, String value) throws Exception {
        return mvc.perform(post("/cases/" + number + "/" + action)
                .param(name, value)
                .with(agent())
                .with(csrf()));
    }

    @Test
    void an_agent_withdraws_a_case_with_a_reason() throws Exception {
        act(ANGRY, "cancellation", "reason", "不要了").andExpect(flash().attribute("problem", containsString("不能这样办理")));
        act(ANGRY, "withdrawal", "reason", " ").andExpect(flash().attribute("problem", containsString("请填写撤诉原因")));
        act(ANGRY, "withdrawal", "reason", "长".repeat(501))
                .andExpect(flash().attribute("problem", containsString("500")));
        act(ANGRY, "withdrawal", "reason", "已自行解决，请勿再打13900139000")
                .andExpect(redirectedUrl("/cases/" + ANGRY))
                .andExpect(flash().attribute("done", "已登记撤诉。"));

        assertThat(done).containsExactly("withdrawal " + ANGRY + " 已自行解决，请勿再打139****9000");
    }

    @Test
    void an_agent_marks_a_duplicate_of_an_existing_case_of_the_same_customer() throws Exception {
        act(ANGRY, "duplicate", "originalCase", "").andExpect(flash().attribute("problem", containsString("请填写原投诉编号")));
        act(ANGRY, "duplicate", "originalCase", ANGRY).andExpect(flash().attribute("problem", containsString("自己")));
        act(ANGRY, "duplicate", "originalCase", "CP19990101001")
                .andExpect(flash().attribute("problem", containsString("没有找到个案CP19990101001")));
        act(ANGRY, "duplicate", "originalCase", OTHERS)
                .andExpect(flash().attribute("problem", containsString("另一位客户")));
        assertThat(done).isEmpty();

        act(ANGRY, "duplicate", "originalCase", " " + CALM + " ").andExpect(flash().attribute("done", "已标记为重复投诉。"));
        mvc.perform(post("/cases/" + ANGRY + "/duplicate")
                .param("originalCase", OTHERS)
                .param("confirmed", "true")
                .with(agent())
                .with(csrf()));
        assertThat(done).containsExactly("duplicate " + ANGRY + " " + CALM, "duplicate " + ANGRY + " " + OTHERS);
    }

    @Test
    void a_refusal_of_the_process_is_shown_on_the_page() throws Exception {
        act(OTHERS, "duplicate", "originalCase", CALM);
        mvc.perform(post("/cases/" + OTHERS + "/duplicate")
                        .param("originalCase", CALM)
                        .param("confirmed", "true")
                        .with(agent())
                        .with(csrf()))
                .andExpect(flash().attribute("problem", "投诉正在归档，不能再标记。"));
        act(ANGRY, "withdrawal", "reason", "有人更快").andExpect(flash().attribute("problem", containsString("刚刚被别人更改")));
    }

    @Test
    void a_finished_case_takes_no_action() throws Exception {
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(ANGRY)
                .singleResult()
                .getId();
        Work.complete(engine, task, "pageagent", Map.of());

        page("/cases/" + ANGRY).andExpect(content().string(not(containsString("登记撤诉"))));
        act(ANGRY, "withdrawal", "reason", "不投诉了").andExpect(flash().attribute("problem", containsString("已经结束（已办结）")));
        assertThat(done).isEmpty();
    }

    @Test
    void another_department_sees_the_case_and_may_not_act() throws Exception {
        RequestPostProcessor logistics = user("pagelogistics").roles("logistics");
        mvc.perform(get("/cases/" + ANGRY).with(logistics))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("登记撤诉"))));
        mvc.perform(post("/cases/" + ANGRY + "/withdrawal")
                        .param("reason", "x")
                        .with(logistics)
                        .with(csrf()))
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("只有客服专员")));
        assertThat(done).isEmpty();
    }

    @Test
    void who_has_no_right_to_the_process_sees_nothing_of_the_case() throws Exception {
        mvc.perform(get("/cases/" + ANGRY).with(user("test-legal").roles("legal")))
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("您没有权限查看这件个案")))
                .andExpect(content().string(not(containsString("着火了"))));
    }

    @Test
    void a_login_without_a_post_opens_no_list_and_no_case() throws Exception {
        RequestPostProcessor nobody = user("passerby").roles();
        for (String address :
                List.of("/register", "/register.csv", "/register.xlsx", "/deadlines", "/cases/" + ANGRY)) {
            mvc.perform(get(address).with(nobody))
                    .andExpect(status().isForbidden())
                    .andExpect(content().string(not(containsString(ANGRY))));
        }
    }

    @Test
    void nothing_is_done_without_the_token_of_the_page_or_without_login() throws Exception {
        mvc.perform(post("/cases/" + ANGRY + "/withdrawal").param("reason", "x").with(agent()))
                .andExpect(status().isForbidden());
        assertThat(mvc.perform(get("/register")).andReturn().getResponse().getStatus())
                .isIn(302, 401);
        assertThat(done).isEmpty();
    }

    @Test
    void the_daily_list_has_what_the_groups_must_take_today_and_all_that_is_mine() throws Exception {
        String angry = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(ANGRY)
                .singleResult()
                .getId();
        String others = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(OTHERS)
                .singleResult()
                .getId();
        engine.getTaskService()
                .setDueDate(angry, java.util.Date.from(clock.instant().plusSeconds(3 * 86_400)));
        engine.getTaskService().claim(others, "pageagent");

        page("/worklist")
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(stringContainsInOrder(
                                "我的任务（1）", OTHERS, "/camunda/app/tasklist/default/#/?task=" + others, "待认领")))
                .andExpect(content().string(stringContainsInOrder("待认领", CALM, "已超时")))
                .andExpect(content().string(not(containsString(ANGRY))));

        engine.getTaskService().claim(angry, "pageagent");
        page("/worklist").andExpect(content().string(stringContainsInOrder("我的任务（2）", ANGRY, OTHERS, CALM)));
        mvc.perform(get("/worklist").with(user("pagelogistics").roles("logistics")))
                .andExpect(content().string(stringContainsInOrder("您手上没有未办的任务", "本组没有今天到期")));
    }

    @Test
    void the_first_page_shows_each_person_what_they_may_do() throws Exception {
        page("/")
                .andExpect(content().string(containsString("您好，张小芬")))
                .andExpect(content().string(stringContainsInOrder("受理投诉", "受理售后", "政策提醒", "个案跟踪表")))
                .andExpect(content().string(not(containsString("/payouts"))))
                .andExpect(content().string(not(containsString("用户与权限"))));
        mvc.perform(get("/").with(user("pageadmin").roles("camunda-admin")))
                .andExpect(content().string(containsString("用户与权限")))
                .andExpect(content().string(stringContainsInOrder("aria-label=\"主导航\"", "href=\"/payouts\"", "<main")))
                .andExpect(content().string(not(containsString("受理投诉"))))
                .andExpect(content().string(not(containsString("受理售后"))));
    }

    @Test
    void only_an_administrator_rebuilds_the_register() throws Exception {
        mvc.perform(post("/api/register/rebuild").with(agent()).with(csrf()))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail").value("只有系统管理员可以重建跟踪表。"));
        mvc.perform(post("/api/register/rebuild")
                        .with(user("pageadmin").roles("camunda-admin"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.rows").isNumber());
    }

    @Test
    void times_are_shown_in_words() {
        Times times =
                new Times(Clock.fixed(Instant.parse("2023-10-11T06:00:00Z"), java.time.ZoneId.of("Asia/Shanghai")));
        Instant now = Instant.parse("2023-10-11T06:00:00Z");
        assertThat(times.minute(now)).isEqualTo("2023-10-11 14:00");
        Map.of(-30L, "已超时 30分钟", 90L, "还剩 1小时", -2880L, "已超时 2天", 0L, "还剩 不到1分钟")
                .forEach((minutes, words) ->
                        assertThat(times.left(now.plusSeconds(60 * minutes))).isEqualTo(words));
        assertThat(times.took(now, now.plusSeconds(4800))).isEqualTo("1小时20分");
        assertThat(times.took(now, now.plusSeconds(30))).isEqualTo("不到1分钟");
        assertThat(times.took(now, now.plusSeconds(86_400 * 3))).isEqualTo("3天");
        assertThat(times.minute(null) + times.left(null) + times.took(null, now))
                .isEmpty();
    }
}
