package io.aftercare.aftersales;

import static io.aftercare.platform.OwnForm.csrf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import io.aftercare.AftercareTest;
import io.aftercare.casebook.Casebook;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** An after-sales case on its page, in the tab and in the register, as the department reads it. */
@AftercareTest
class AfterSalesPageTest {

    private static final String COOKER = "智能电饭煲 4L";

    @Autowired
    WebApplicationContext context;

    @Autowired
    AfterSalesDesk desk;

    @Autowired
    Casebook casebook;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    private MockMvc mvc;

    @BeforeEach
    void a_working_day() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    private ResultActions open(String address, String person, String group) throws Exception {
        return mvc.perform(get(address).with(user(person).roles(group)));
    }

    private ResultActions page(String id) throws Exception {
        return open("/cases/" + desk.caseNumber(id), AfterSalesDesk.AGENT, "agent");
    }

    private ResultActions cancel(String id, String reason) throws Exception {
        return mvc.perform(post("/cases/" + desk.caseNumber(id) + "/cancellation")
                .param("reason", reason)
                .with(user(AfterSalesDesk.AGENT).roles("agent"))
                .with(csrf()));
    }

    @Test
    @DisplayName(
            "the page tells request, decision, parcel, inspection and refund in the order of the work (A2, A3, A5, A6)")
    void facts() throws Exception {
        String id = desk.untilInspection("return", "quality", COOKER, "399.00");
        desk.inspect(id, "accepted");
        desk.settle(id);
        String reference = (String) desk.variable(id, "refundReference");

        page(id).andExpect(content()
                        .string(stringContainsInOrder(
                                "售后处理跟踪表</a>",
                                ">售后</span>",
                                "申请类型</dt><dd class=\"lines\">退货退款",
                                "问题性质</dt><dd class=\"lines\">质量问题",
                                "签收日期</dt><dd class=\"lines\">2026-11-20",
                                "政策判定</dt><dd class=\"lines\">符合政策：",
                                "判定依据</dt>",
                                "办理方式</dt><dd class=\"lines\">退款 399.00 元",
                                "运费</dt><dd class=\"lines\">我方承担：",
                                "提出人</dt>",
                                "审批人</dt>",
                                "寄回面单</dt>",
                                "寄回运单</dt><dd class=\"lines\">圆通速递 YT8800011122",
                                "到货时间</dt><dd class=\"lines\">2026-11-23 09:",
                                "验货结果</dt><dd class=\"lines\">合格：外观和配件已核对",
                                "退款流水号</dt><dd class=\"lines\">" + reference)))
                .andExpect(content().string(not(containsString("诉求类型"))))
                .andExpect(content().string(not(containsString("<h2>出款</h2>"))));
        open("/cases/" + desk.caseNumber(id), AfterSalesDesk.FINANCE, "finance")
                .andExpect(content()
                        .string(stringContainsInOrder("<h2>出款</h2>", "退款", "¥399.00", "已完成", reference, "办理过程")));
        open("/register?text=" + desk.caseNumber(id), AfterSalesDesk.AGENT, "agent")
                .andExpect(content().string(stringContainsInOrder(desk.caseNumber(id), ">售后</div>", "退款 399.00 元")));

        String task = tasks.createTaskQuery()
                .processInstanceId(id)
                .taskDefinitionKey("Task_AfterSalesSatisfaction")
                .singleResult()
                .getId();
        open("/api/tasks/" + task + "/case", AfterSalesDesk.AGENT, "agent")
                .andExpect(jsonPath("$.kind").value("售后"))
                .andExpect(jsonPath("$.urgency").value(""))
                .andExpect(jsonPath("$.wording[*].part").value(contains("开场白", "回访", "不满意时", "请稍等", "结束语")));
        open("/api/cases/" + desk.caseNumber(id) + "/dossier", AfterSalesDesk.AGENT, "agent")
                .andExpect(jsonPath("$.facts[?(@.label == '办理方式')].text").value("退款 399.00 元"))
                .andExpect(jsonPath("$.facts[0].text").value("退货退款"));
    }

    @Test
    @DisplayName("before the check nothing is told that nobody decided yet (A2)")
    void fresh() throws Exception {
        String id = desk.receive("exchange", desk.order(COOKER, "399.00", "2026-11-20"));

        page(id).andExpect(content().string(containsString("申请类型</dt><dd class=\"lines\">换货")))
                .andExpect(content().string(not(containsString("办理方式"))))
                .andExpect(content().string(not(containsString("政策判定"))))
                .andExpect(content().string(not(containsString("399.00"))));
    }

    @Test
    @DisplayName("a request is cancelled from its page with a reason, until goods are under way (A5)")
    void cancelled() throws Exception {
        String early = desk.untilApproval("return", "none", COOKER, "399.00");
        page(early).andExpect(content().string(containsString("取消售后</summary>")));
        cancel(early, " ").andExpect(flash().attribute("problem", "无法取消售后：请填写取消原因。"));
        cancel(early, "客户找到了配件，不退了").andExpect(flash().attribute("done", "已取消售后申请。"));
        desk.settle(early);

        assertThat(casebook.find(desk.caseNumber(early)).orElseThrow().status()).isEqualTo("cancelled");
        page(early)
                .andExpect(content()
                        .string(stringContainsInOrder("已取消", "取消原因</dt><dd class=\"lines\">客户找到了配件，不退了", "客户取消")))
                .andExpect(content().string(not(containsString("取消售后</summary>"))));

        String late = desk.untilInspection("return", "none", COOKER, "399.00");
        page(late).andExpect(content().string(not(containsString("取消售后</summary>"))));
        cancel(late, "不退了").andExpect(flash().attribute("problem", containsString("不能这样办理")));
    }

    @Test
    @DisplayName("a dissatisfied customer's case and the complaint that it became link to each other (A8)")
    void linked() throws Exception {
        String id = desk.untilApproval("reshipment", "missing-item", COOKER, "399.00");
        desk.approve(id, AfterSalesDesk.SUPERVISOR);
        desk.settle(id);
        desk.rate(id, "1");
        String complaint = (String) desk.variable(id, "complaintCase");

        page(id).andExpect(
                        content().string(stringContainsInOrder("关联个案", "href=\"/cases/" + complaint + "\"", "转办个案")));
        open("/cases/" + complaint, AfterSalesDesk.AGENT, "agent")
                .andExpect(content()
                        .string(stringContainsInOrder(
                                "投诉处理跟踪表</a>",
                                ">投诉</span>",
                                "关联个案",
                                "href=\"/cases/" + desk.caseNumber(id) + "\"",
                                "来源个案",
                                "已补发")));
    }

    /** The tasks of the case in a view of Tasklist. */
    private List<String> view(String id, String person, String name) {
        return desk.as(person, () -> {
            List<Task> shown = filters.list(filters.createTaskFilterQuery()
                    .filterName(name)
                    .singleResult()
                    .getId());
            return shown.stream()
                    .filter(task -> id.equals(task.getProcessInstanceId()))
                    .map(Task::getTaskDefinitionKey)
                    .toList();
        });
    }

    @Test
    @DisplayName("the views of the day show after-sales tasks to those who do them (K2, A5)")
    void views() {
        String id = desk.untilApproval("return", "none", COOKER, "399.00");
        assertThat(view(id, AfterSalesDesk.SUPERVISOR, "待我审批")).containsExactly("Task_Approve");
        assertThat(view(id, AfterSalesDesk.SUPERVISOR, "待认领")).containsExactly("Task_Approve");
        assertThat(view(id, AfterSalesDesk.WAREHOUSE, "本部门")).isEmpty();

        desk.approve(id, AfterSalesDesk.SUPERVISOR);
        desk.settle(id);
        assertThat(view(id, AfterSalesDesk.AGENT, "我的任务")).containsExactly("Task_AwaitShipment");
        desk.sendBack(id);
        assertThat(view(id, AfterSalesDesk.WAREHOUSE, "本部门")).containsExactly("Task_Inspect");
        assertThat(view(id, AfterSalesDesk.AGENT, "紧急投诉")).isEmpty();
    }

    @Test
    @DisplayName("what was settled with points says so, and not by the amount of the order (A1)")
    void compensation() throws Exception {
        String id = desk.receive("compensation", desk.order(COOKER, "399.00", "2026-11-20"));
        Map<String, Object> form = AfterSalesDesk.checked("compensation", "damaged", 20);
        form.put("compensationKind", "points");
        desk.check(id, form);

        page(id).andExpect(content().string(containsString("办理方式</dt><dd class=\"lines\">补偿积分 20.00 元")));
    }
}
