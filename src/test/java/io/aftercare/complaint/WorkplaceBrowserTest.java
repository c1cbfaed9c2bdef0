package io.aftercare.complaint;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.OTHER_AGENT;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.aftercare.AftercareTest;
import io.aftercare.Chromium;
import io.aftercare.RunningAftercare;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What each at their workplace can do in Tasklist and what they are told, in a real browser. The screens are kept as pictures
 * in {@code target/pictures}.
 */
@AftercareTest
@DisplayName("At the workplace, in the browser")
class WorkplaceBrowserTest {

    private static final String AUDITOR = "shenyi";

    /** Latin letters that stand on the screens of people who read Chinese: names, user ids, the time zone, case numbers. */
    private static final Pattern ALLOWED =
            Pattern.compile("Aftercare|Camunda Platform|Asia/Shanghai|(CP|SH)\\d{11,}(-\\d+)?|（[a-z]+）");

    private static final Pattern LATIN = Pattern.compile("[A-Za-z_]{2,}");

    /** What can be read on the page: text, and the words of empty fields and of pictures that are buttons. */
    private static final String READ =
            """
            () => [document.body.innerText, ...[...document.querySelectorAll('[placeholder], [title], [aria-label]')]
                .filter(element => element.checkVisibility({ visibilityProperty: true }))
                .flatMap(element => ['placeholder', 'title', 'aria-label'].map(name => element.getAttribute(name) || ''))]
                .join('\\n')""";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Autowired
    Department department;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @LocalServerPort
    int port;

    private Page page;

    @BeforeEach
    void an_empty_department() {
        removeCases();
        page = CHROMIUM.open("en-US");
    }

    /** Those of other tests, too, which would stand in front of ours in a list. */
    @AfterEach
    void removeCases() {
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test", true, true));
    }

    @Test
    @DisplayName("C5 K2: an agent claims the most urgent complaint and completes its form with the keyboard alone")
    void the_keyboard_is_enough() {
        released(Map.of());
        String urgent = released(Map.of("affectedCustomers", 5));
        Map<String, Object> said = Department.brokenGoods();
        said.put("channel", "email");
        said.remove("product");
        String received = department.receive(said);

        page.navigate(tasklist());
        // the page puts the cursor there once it is drawn, which may be after it is loaded
        assertThat(page.getByLabel("用户名")).isFocused();
        type(AGENT);
        press("Tab");
        type(RunningAftercare.PASSWORD);
        press("Enter");
        page.getByText("请在列表中选择一个任务").waitFor();
        tabTo(page.getByRole(AriaRole.LINK, named("待认领")));
        press("Enter");
        Locator first = page.locator("li.task").first();
        assertThat(first).containsText(department.caseNumber(urgent));
        assertThat(page.locator("li.task")).hasCount(3);
        assertThat(first.getByText("产品")).isVisible();
        assertThat(page.getByText("产品").filter(new Locator.FilterOptions().setVisible(true)))
                .hasCount(2);
        tabTo(first.getByRole(AriaRole.LINK));
        press("Enter");
        assertThat(form()).containsText(department.caseNumber(urgent));
        tabTo(page.getByRole(AriaRole.BUTTON, named("认领")));
        press("Enter");
        assertThat(button("完成")).isEnabled();
        tabTo(form().getByRole(AriaRole.CHECKBOX));
        press("Space");
        tabTo(field("preferredContact").getByRole(AriaRole.RADIO).first());
        press("Space");
        press("ArrowDown");
        tabTo(form().getByRole(AriaRole.TEXTBOX));
        type("已致歉，说明了三个步骤和时间。");
        keep("agent-keyboard");
        assertThat(latinWords()).isEmpty();
        tabTo(button("完成"));
        press("Enter");
        page.getByText("请在列表中选择一个任务").waitFor();

        assertThat(department.openTasks(urgent)).doesNotContain("Task_FirstResponse");
        assertThat(department.variable(urgent, "responseNote")).isEqualTo("已致歉，说明了三个步骤和时间。");

        // a form with lists, numbers and boxes to tick
        tabTo(page.locator("li.task")
                .filter(new Locator.FilterOptions().setHasText(department.caseNumber(received)))
                .getByRole(AriaRole.LINK));
        press("Enter");
        assertThat(form()).containsText(department.caseNumber(received));
        tabTo(page.getByRole(AriaRole.BUTTON, named("认领")));
        press("Enter");
        assertThat(button("完成")).isEnabled();
        tabTo(form().getByRole(AriaRole.RADIO).first());
        press("Space");
        write("incidentTime", "昨天收到");
        write("facts", "杯盖破损");
        write("demand", "换货");
        write("undertone", "担心再次破损");
        choose("demandType", "换货");
        choose("category", "物流配送");
        tabTo(field("faultKind").getByRole(AriaRole.RADIO).first());
        press("Space");
        tabTo(input("affectedCustomers"));
        press("ArrowUp");
        tabTo(input("repeatedBack"));
        press("Space");
        keep("agent-keyboard-lists");
        tabTo(button("完成"));
        press("Enter");
        page.getByText("请在列表中选择一个任务").waitFor();

        assertThat(department.openTasks(received)).doesNotContain("Task_Register");
        assertThat(department.variable(received, "demandType")).isEqualTo("exchange");
        assertThat(department.variable(received, "affectedCustomers")).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "C9 C10: a supervisor reads who proposed which plan, is offered no change of its dates and groups, and approves it")
    void a_supervisor_approves() {
        String id = department.untilPlanProposed(Department.plan());
        openAs(SUPERVISOR, "待我审批", id);

        Locator facts = page.locator("[cam-tasklist-task-meta]");
        assertThat(facts.locator(".dates")).containsText(Pattern.compile("小时后.+小时后", Pattern.DOTALL));
        assertThat(facts.locator(".groups")).hasText("客服主管");
        assertThat(facts.locator("a, [tabindex], [ng-click]")).hasText(new String[] {"认领"});

        assertThat(form()).containsText("拟定人杨晓");
        assertThat(form()).containsText("为您免费换新，并补偿 20 元优惠券");
        page.getByRole(AriaRole.BUTTON, named("认领")).click();
        facts.getByText("陈静").click();
        assertThat(facts.getByRole(AriaRole.TEXTBOX)).hasValue(SUPERVISOR);
        press("Escape");
        form().getByLabel("同意", new Locator.GetByLabelOptions().setExact(true)).check();
        keep("supervisor-approves");
        assertThat(latinWords()).isEmpty();
        button("完成").click();
        page.getByText("请在列表中选择一个任务").waitFor();

        assertThat(department.openTasks(id)).containsExactly("Task_PlanAnswer");
    }

    @Test
    @DisplayName("C10: who proposed a plan cannot take its approval on and is told why and what to do")
    void the_proposer_is_told_why_not() {
        String id = department.untilConcluded("company");
        department.join(SUPERVISOR, "agent");
        try {
            department.as(AGENT, () -> department.handOver(id, "Task_ProposePlan", SUPERVISOR));
            department.propose(id, SUPERVISOR, Department.plan());
            openAs(SUPERVISOR, "待我审批", id);
            assertThat(form()).containsText("拟定人陈静");
            page.getByRole(AriaRole.BUTTON, named("认领")).click();
            assertThat(page.getByRole(AriaRole.ALERT)
                            .filter(new Locator.FilterOptions().setHasText("不能由您本人审批，请交由其他有权限的同事审批")))
                    .isVisible();
            keep("proposer-refused");
            assertThat(latinWords()).isEmpty();
            assertThat(button("完成")).isDisabled();
        } finally {
            department.leave(SUPERVISOR, "agent");
        }

        assertThat(department.openTasks(id)).containsExactly("Task_ApprovePlan");
        assertThat(department.task(id, "Task_ApprovePlan").getAssignee()).isNull();
    }

    @Test
    @DisplayName("P2: an auditor reads a task with everything and can neither take nor complete it")
    void an_auditor_reads_only() {
        String id = department.untilPlanProposed(Department.plan());
        openAs(AUDITOR, "全部任务", id);

        assertThat(form()).containsText("为您免费换新，并补偿 20 元优惠券");
        assertThat(button("完成")).isDisabled();
        page.getByRole(AriaRole.BUTTON, named("认领")).click();
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("您没有权限做这一步")))
                .isVisible();
        assertThat(button("完成")).isDisabled();
        keep("auditor");
        assertThat(latinWords()).isEmpty();

        assertThat(department.openTasks(id)).containsExactly("Task_ApprovePlan");
        assertThat(department.task(id, "Task_ApprovePlan").getAssignee()).isNull();
    }

    /** A registered complaint whose first response another agent has given back. */
    private String released(Map<String, Object> changes) {
        String id = department.receiveByMail();
        var registration = new HashMap<>(Department.registration());
        registration.putAll(changes);
        department.complete(id, "Task_Register", OTHER_AGENT, registration);
        Task response = department.task(id, "Task_FirstResponse");
        department.as(OTHER_AGENT, () -> {
            tasks.setAssignee(response.getId(), null);
            return null;
        });
        return id;
    }

    private void openAs(String user, String view, String id) {
        page.navigate(tasklist());
        page.getByLabel("用户名").fill(user);
        page.getByLabel("密码").fill(RunningAftercare.PASSWORD);
        page.getByRole(AriaRole.BUTTON, named("登录")).click();
        page.getByText("请在列表中选择一个任务").waitFor();
        page.getByText(view).first().click();
        page.locator("li.task")
                .filter(new Locator.FilterOptions().setHasText(department.caseNumber(id)))
                .getByRole(AriaRole.LINK)
                .first()
                .click();
        assertThat(form()).isVisible();
    }

    private void type(String text) {
        page.keyboard().type(text);
    }

    private void press(String key) {
        page.keyboard().press(key);
    }

    /** Presses the Tab key until the place has the focus, as a person does who looks where it is. */
    private void tabTo(Locator place) {
        for (int pressed = 0; pressed < 120; pressed++) {
            press("Tab");
            if ((boolean) place.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not reach " + place);
    }

    private void write(String key, String text) {
        tabTo(input(key));
        type(text);
    }

    /** Picks from a list with the arrow keys. */
    private void choose(String key, String option) {
        Locator field = field(key);
        tabTo(input(key));
        Locator marked = field.locator(".fjs-dropdownlist-item.focused");
        marked.waitFor();
        nextFrame();
        for (int pressed = 0; pressed < 20 && !marked.innerText().equals(option); pressed++) {
            press("ArrowDown");
            nextFrame();
        }
        press("Enter");
        assertThat(field.locator(".fjs-select-display")).hasText(option);
    }

    /** The list takes the next key once it is drawn, which no person is too fast for. */
    private void nextFrame() {
        page.evaluate("() => new Promise(done => requestAnimationFrame("
                + "() => requestAnimationFrame(() => setTimeout(done))))");
    }

    private Locator input(String key) {
        return form().locator("input[id$='Field_%1$s'], textarea[id$='Field_%1$s']".formatted(key));
    }

    private Locator field(String key) {
        return form().locator(".fjs-form-field:not(.fjs-form-field-group):has([id*='Field_" + key + "'])");
    }

    private Locator form() {
        return page.locator(".task-details .fjs-form");
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private void keep(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
    }

    private List<String> latinWords() {
        return LATIN.matcher(ALLOWED.matcher((String) page.evaluate(READ)).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private String tasklist() {
        return "http://localhost:" + port + "/camunda/app/tasklist/";
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
