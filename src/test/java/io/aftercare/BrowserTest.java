package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.aftercare.casebook.SampleFiles;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.Customers;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people see and click, in a real browser: Tasklist with our forms, and our own pages. */
@AftercareTest
@DisplayName("In the browser")
class BrowserTest {

    private static final String AGENT = "yangxiao";
    private static final String AUDITOR = "shenyi";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    int port;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService jobs;

    @Autowired
    Customers customers;

    @Autowired
    JdbcClient jdbc;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final String product = "电热水壶 " + Long.toString(System.nanoTime(), 36);
    private Page page;

    @BeforeEach
    void openPage() {
        openPage("zh-CN");
    }

    private void openPage(String language) {
        page = CHROMIUM.open(language);
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                problems.add(message.text());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 500) {
                problems.add(response.status() + " " + response.url());
            }
        });
    }

    @AfterEach
    void removeCases() {
        runtime.createProcessInstanceQuery()
                .variableValueEquals("product", product)
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
    }

    @Test
    @DisplayName(
            "C1 C2 C3 T3: an agent takes a call, is told at once that the order is not the customer's, starts the complaint and reads its number, has its registration in hand and completes it")
    void an_agent_receives_and_registers_a_complaint_in_Tasklist() {
        openTasklist(AGENT);

        startComplaint(orderOfSomebodyElse());
        ProcessInstance complaint = complaint();
        assertThat(told("这件个案接下来由您办理").getByRole(AriaRole.LINK)).hasText("登记投诉");
        openTask("我的任务", "登记投诉");
        assertThat(page.getByText(complaint.getBusinessKey())).not().hasCount(0);
        assertThat(taskForm()).containsText("王** 139****0001");
        assertThat(taskForm()).not().containsText("13900000001");

        Locator done = page.getByRole(AriaRole.BUTTON, named("完成"));
        register(taskForm());
        for (int again = 0; again < 3 && done.isDisabled(); again++) {
            // Tasklist draws a form once more when it learns late whose task it is; nobody else writes as fast as we
            register(taskForm());
        }
        Task registration = task(complaint, "Task_Register");
        // somebody has taken it away, in this moment: the page, which asks again and again, does not know it
        page.route(
                "**/submit-form",
                route -> {
                    tasks.setAssignee(registration.getId(), null);
                    APIResponse refused = route.fetch();
                    tasks.setAssignee(registration.getId(), AGENT);
                    route.fulfill(new Route.FulfillOptions().setResponse(refused));
                },
                new Page.RouteOptions().setTimes(1));
        done.click();
        assertThat(told("请先认领这个任务")).isInViewport(entirely());
        done.click(); // the refusal stays until then, and must not lie over the button
        assertThat(page.getByText("登记投诉")).hasCount(0);
        assertThat(told("请先认领这个任务")).hasCount(0);

        assertThat(task(complaint, "Task_Register")).isNull();
        assertThat(runtime.getVariable(complaint.getId(), "facts")).isEqualTo("壶身有一道裂纹，没有漏水。");
        assertThat(runtime.getVariable(complaint.getId(), "handler")).isEqualTo(AGENT);
        // safety makes it a major complaint, which waits for its specialist
        assertThat(runtime.getVariable(complaint.getId(), "safety")).isEqualTo(true);
        assertThat(task(complaint, "Task_AssignSpecialist")).isNotNull();
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("K2: an agent whose browser is set to English reads Chinese, also where a form refuses")
    void an_agent_with_an_English_browser_reads_Chinese() {
        openPage("en-US");
        received();
        openTasklist(AGENT);
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.locator(".ce-eol-banner")).not().isVisible();
        assertThat(page.locator(".create-task-action")).not().isVisible();

        page.getByText("启动流程", exactly()).click();
        Locator dialog = page.locator(".modal-dialog");
        dialog.getByText("投诉处理").click();
        assertThat(dialog.getByPlaceholder("年/月/日")).isVisible();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("启动"))
                .click();
        assertThat(dialog.getByText("此项必填。").first()).isVisible();
        assertThat(latinWordsIn(dialog)).isEmpty();
        page.keyboard().press("Escape");

        openTask("待认领", "登记投诉");
        assertThat(page.locator("li.task").first()).containsText("后");
        assertThat(latinWordsIn(page.locator(".page-wrap"))).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("C1: a form in the browser counts characters as the server does, and takes what the server can read")
    void a_form_counts_characters_and_takes_every_spelling() {
        openTasklist(AGENT);
        page.getByText("启动流程", exactly()).click();
        Locator dialog = page.locator(".modal-dialog");
        dialog.getByText("投诉处理").click();

        for (String character : List.of("😀", "𠮷", "字")) {
            write(dialog, "问题描述", character.repeat(3001));
            assertThat(dialog.getByText("最多 3000 个字。")).isVisible();
            write(dialog, "问题描述", "  " + character.repeat(3000) + "\n");
            assertThat(dialog.getByText("最多 3000 个字。")).hasCount(0);
        }
        write(dialog, "联系电话", "\u202d（０１０）６２３４５６７８转801\u202c");
        write(dialog, "电子邮箱", "\ufeffzhou＠example。com");
        write(dialog, "订单号", "\u200bｄｄ－２０００１");
        assertThat(dialog.locator(".fjs-form-field-error")).hasCount(0);
        assertThat(problems).isEmpty();
    }

    /** What can be read there in Latin letters, except the test's own product. */
    private List<String> latinWordsIn(Locator place) {
        return Pattern.compile("[A-Za-z]{3,}")
                .matcher(place.innerText().replace(product, ""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    @DisplayName("C15 C17: the agent finds the case in the tracking table, opens it and registers a withdrawal")
    void an_agent_finds_a_case_and_registers_its_withdrawal() {
        ProcessInstance complaint = received();
        logIn(AGENT);

        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("主导航"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("跟踪表"))
                .click();
        page.getByLabel("查找").fill(complaint.getBusinessKey());
        page.getByRole(AriaRole.BUTTON, named("筛选")).click();
        Locator row =
                page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(complaint.getBusinessKey()));
        assertThat(row).containsText("王** 139****0001");
        assertThat(row).containsText("处理中");
        row.getByRole(AriaRole.LINK).click();

        assertThat(page.getByRole(AriaRole.HEADING, named(complaint.getBusinessKey())))
                .isVisible();
        Locator withdrawal = page.getByRole(AriaRole.GROUP).filter(new Locator.FilterOptions().setHasText("撤诉原因"));
        withdrawal.locator("summary").click();
        withdrawal.getByLabel("撤诉原因").fill("客户来电：问题已自行解决");
        withdrawal.getByRole(AriaRole.BUTTON).click();

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("已登记撤诉。");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("已撤诉");
        assertThat(task(complaint, "Task_Register")).isNull();
        runJobs(complaint);
        page.reload();
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("撤诉确认");
        assertThat(page.getByLabel("撤诉原因")).hasCount(0);
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("P2: an auditor sees every task in Tasklist and can take or complete none")
    void an_auditor_can_complete_no_task() {
        ProcessInstance complaint = received();
        openTasklist(AUDITOR);

        openTask("全部任务", "登记投诉");
        assertThat(taskForm()).containsText("王** 139****0001");
        assertThat(page.getByRole(AriaRole.BUTTON, named("完成"))).isDisabled();
        page.getByText("认领", exactly()).click();
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("您没有权限做这一步")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, named("完成"))).isDisabled();

        assertThat(task(complaint, "Task_Register").getAssignee()).isNull();
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName("C2: the outbox shows the acknowledgement as the customer reads it")
    void the_outbox_shows_the_acknowledgement() {
        ProcessInstance complaint = received();
        runJobs(complaint);
        tasks.setAssignee(
                tasks.createTaskQuery()
                        .processInstanceId(complaint.getId())
                        .singleResult()
                        .getId(),
                AGENT);
        logIn(AGENT);

        page.getByRole(AriaRole.LINK, named("寄件箱")).first().click();
        page.getByLabel("个案编号").fill(complaint.getBusinessKey());
        page.getByRole(AriaRole.BUTTON, named("查询")).click();
        Locator row =
                page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(complaint.getBusinessKey()));
        assertThat(row).containsText("w***@example.com");
        row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("受理通知"))
                .click();

        assertThat(page.getByRole(AriaRole.HEADING).first()).containsText(complaint.getBusinessKey());
        assertThat(page.frameLocator("iframe").locator("body")).containsText("尊敬的王小明");
        assertThat(page.frameLocator("iframe").locator("body")).containsText(product);
        assertThat(problems).isEmpty();
    }

    @Test
    @DisplayName(
            "K2 Q2 P1: beside the form the agent reads the dossier, checks the caller, adds evidence and sees the case so far")
    void an_agent_works_with_the_tab_of_the_case() {
        ProcessInstance complaint = received();
        openTasklist(AGENT);
        openTask("待认领", "登记投诉");
        page.getByText("认领", exactly()).click();
        page.getByText("客户档案", exactly()).click();
        Locator tab = page.locator(".aftercare-case-tab");

        assertThat(tab).containsText(complaint.getBusinessKey());
        assertThat(tab).containsText("王** 139****0001");
        assertThat(tab).containsText("您还没有核实客户身份");
        assertThat(tab.getByText("13900000001")).hasCount(0);
        tab.getByLabel("核实方式").selectOption("phone");
        tab.getByLabel("客户报出的手机号").fill("13900000002");
        tab.getByRole(AriaRole.BUTTON, inside("核实身份")).click();
        assertThat(tab.getByRole(AriaRole.ALERT)).containsText("与登记的信息不一致");
        tab.getByLabel("客户报出的手机号").fill("13900000001");
        page.keyboard().press("Enter");
        assertThat(tab).containsText("身份已核实：手机号，杨晓");
        page.keyboard().press("Enter"); // the button that shows name and numbers has the focus now
        assertThat(tab).containsText("王小明");

        tab.getByRole(AriaRole.TAB, inside("档案")).focus();
        page.keyboard().press("ArrowRight");
        assertThat(tab).containsText("还没有证据");
        tab.locator("input[type=file]").first().setInputFiles(new FilePayload[] {
            new FilePayload("裂纹.png", "image/png", SampleFiles.png(1)),
            new FilePayload("假的.jpg", "image/jpeg", SampleFiles.text("<script>alert(1)</script>"))
        });
        assertThat(tab.getByRole(AriaRole.TAB, inside("证据（1）"))).isVisible();
        assertThat(tab.getByRole(AriaRole.ALERT)).containsText("“假的.jpg”不是照片或PDF");
        drop(tab, "包装.png", SampleFiles.png(2));
        assertThat(tab.getByRole(AriaRole.TAB, inside("证据（2）"))).isVisible();
        tab.getByRole(AriaRole.BUTTON, inside("裂纹.png")).click();
        Locator large = tab.getByRole(AriaRole.DIALOG);
        assertThat(large).containsText("裂纹.png（1/2）");
        page.keyboard().press("ArrowRight");
        assertThat(large).containsText("包装.png（2/2）");
        assertThat((Boolean) large.locator("img").evaluate("image => image.decode().then(() => true)"))
                .isTrue();
        page.keyboard().press("Escape");
        assertThat(large).hasCount(0);

        tab.getByRole(AriaRole.TAB, inside("办理经过")).click();
        assertThat(tab).containsText("登记投诉杨晓");
        assertThat(tab).containsText("法定期限");
        page.getByText("表单", exactly()).click();
        assertThat(taskForm()).isVisible();
        assertThat(tab).hasCount(0);
        assertThat(problems).isEmpty();
    }

    /** As a person drags a file from a folder into the page. */
    private static void drop(Locator tab, String name, byte[] content) {
        tab.getByRole(AriaRole.TABPANEL)
                .evaluate(
                        "(panel, [name, bytes]) => { const data = new DataTransfer();"
                                + " data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name));"
                                + " for (const type of ['dragover', 'drop'])"
                                + " panel.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true })); }",
                        List.of(name, Base64.getEncoder().encodeToString(content)));
    }

    private void logIn(String user) {
        page.navigate(url("/login"));
        page.getByLabel("用户名").fill(user);
        page.getByLabel("密码").fill(RunningAftercare.PASSWORD);
        page.getByRole(AriaRole.BUTTON, named("登录")).click();
        assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("您好");
    }

    private void openTasklist(String user) {
        page.navigate(url("/camunda/app/tasklist/"));
        page.getByLabel("用户名").fill(user);
        page.getByLabel("密码").fill(RunningAftercare.PASSWORD);
        page.getByRole(AriaRole.BUTTON, named("登录")).click();
        page.getByText("请在列表中选择一个任务").waitFor();
    }

    /** First with the order of somebody else, whom the agent has misheard. */
    private void startComplaint(String foreignOrder) {
        page.getByText("启动流程", exactly()).click();
        Locator dialog = page.locator(".modal-dialog");
        dialog.getByText("投诉处理").click();
        choose(dialog, "投诉渠道", "电话");
        write(dialog, "客户姓名", "王小明");
        write(dialog, "联系电话", "13900000001");
        write(dialog, "电子邮箱", "wang@example.com");
        write(dialog, "订单号", foreignOrder);
        write(dialog, "产品名称", product);
        write(dialog, "问题描述", "昨天收到的电热水壶壶身开裂，要求退货，请打 13900000001。");
        Locator start = dialog.getByRole(AriaRole.BUTTON, inside("启动"));
        Locator refusal = dialog.getByRole(AriaRole.ALERT);
        start.click();
        assertThat(refusal).containsText("这个订单不属于该客户");
        assertThat(refusal).isInViewport(entirely());
        assertThat(start).isInViewport();
        write(dialog, "订单号", foreignOrder + "X");
        start.click();
        assertThat(refusal).containsText("没有找到这个订单");

        write(dialog, "订单号", "");
        start.click();
        assertThat(told("已受理")).isVisible();
        assertThat(told("已受理")).containsText("已受理，个案编号 " + complaint().getBusinessKey() + "。");
    }

    private Locator told(String text) {
        return page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText(text));
    }

    private String orderOfSomebodyElse() {
        UUID other = customers
                .identify(new CustomerDetails(null, "李强", "13900000009", null, null))
                .id();
        String number = "DD" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at)"
                        + " values (?, ?, '蓝牙耳机', 269, now())")
                .params(number, other)
                .update();
        return number;
    }

    /** Opens the test's own task from a filter's list. */
    private void openTask(String filter, String name) {
        page.getByText(filter).first().click();
        page.locator("li.task")
                .filter(new Locator.FilterOptions().setHasText(product))
                .getByText(name)
                .click();
        assertThat(taskForm()).isVisible();
    }

    private Locator taskForm() {
        return page.locator(".task-details .fjs-form");
    }

    private static void register(Locator form) {
        form.getByLabel("愤怒").check();
        write(form, "发生时间", "昨天收到");
        write(form, "具体情况", "壶身有一道裂纹，没有漏水。");
        write(form, "客户需求", "退货退款");
        write(form, "潜台词", "担心用着不安全");
        choose(form, "诉求类型", "退款");
        choose(form, "问题类别", "产品质量");
        form.getByLabel("一般质量问题").check();
        form.getByLabel("涉及人身或财产安全").check();
        form.getByLabel("已向客户复述").check();
    }

    private static void write(Locator form, String label, String text) {
        form.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(label))
                .fill(text);
    }

    /** Picks from a select field, whose own input cannot be seen. */
    private static void choose(Locator form, String label, String option) {
        Locator field = form.locator(".fjs-form-field-select").filter(new Locator.FilterOptions().setHasText(label));
        field.locator(".fjs-input-group").click();
        // in the list, which stands behind what is chosen already
        field.getByText(option, new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
    }

    /** A complaint that came in by web. */
    private ProcessInstance received() {
        runtime.createMessageCorrelation("ComplaintReceived")
                .setVariables(Map.of(
                        "channel", "web",
                        "customerName", "王小明",
                        "customerPhone", "13900000001",
                        "customerEmail", "wang@example.com",
                        "product", product,
                        "description", "壶身开裂，要求退货"))
                .correlateStartMessage();
        return complaint();
    }

    private ProcessInstance complaint() {
        return runtime.createProcessInstanceQuery()
                .variableValueEquals("product", product)
                .singleResult();
    }

    private Task task(ProcessInstance instance, String activity) {
        return tasks.createTaskQuery()
                .processInstanceId(instance.getId())
                .taskDefinitionKey(activity)
                .singleResult();
    }

    private void runJobs(ProcessInstance instance) {
        jobs.createJobQuery()
                .processInstanceId(instance.getId())
                .messages()
                .list()
                .forEach(job -> jobs.executeJob(job.getId()));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }

    private static LocatorAssertions.IsInViewportOptions entirely() {
        return new LocatorAssertions.IsInViewportOptions().setRatio(1);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
