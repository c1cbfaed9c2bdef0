package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The filters of Tasklist, as each person opens them (K2, C5). */
@AftercareTest
class TaskViewsTest {

    /** A quarter past nine in the evening, so that four hours reach into tomorrow. */
    private static final Instant EVENING = Instant.parse("2027-03-01T13:15:00Z");

    @Autowired
    Department department;

    @Autowired
    FilterService filters;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @BeforeEach
    void evening() {
        ClockUtil.setCurrentTime(Date.from(EVENING));
    }

    @AfterEach
    void today() {
        ClockUtil.reset();
    }

    /** The tasks of these cases in a view, in its order, as task and case. */
    private List<String> view(String person, String name, String... cases) {
        return department.as(person, () -> {
            Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
            List<Task> shown = filters.list(filter.getId());
            assertThat(filters.count(filter.getId())).isEqualTo(shown.size());
            return shown.stream()
                    .filter(task -> List.of(cases).contains(task.getProcessInstanceId()))
                    .map(task ->
                            task.getTaskDefinitionKey() + " " + List.of(cases).indexOf(task.getProcessInstanceId()))
                    .toList();
        });
    }

    private String registered(Map<String, Object> changes) {
        String id = department.receiveBrokenGoods();
        var form = Department.registration();
        form.putAll(changes);
        department.register(id, form);
        return id;
    }

    @Test
    @DisplayName("everybody finds the own tasks, those of the group, and the urgent ones first (C5, K2)")
    void own_and_ours() {
        String routine = registered(Map.of());
        String urgent = registered(Map.of("affectedCustomers", 5));
        String unclaimed = department.receiveByMail();

        assertThat(view(AGENT, "我的任务", routine, urgent, unclaimed))
                .containsExactly("Task_FirstResponse 1", "Task_FirstResponse 0");
        assertThat(view(AGENT, "待认领", routine, urgent, unclaimed)).containsExactly("Task_Register 2");
        assertThat(view(AGENT, "紧急投诉", routine, urgent, unclaimed)).containsExactly("Task_FirstResponse 1");
        assertThat(view(AGENT, "本部门", routine, urgent, unclaimed))
                .containsExactlyInAnyOrder("Task_FirstResponse 1", "Task_FirstResponse 0", "Task_Register 2");
        assertThat(view("zhoutao", "本部门", routine, urgent, unclaimed)).isEmpty();
        assertThat(view("zhoutao", "我的任务", routine, urgent, unclaimed)).isEmpty();
    }

    @Test
    @DisplayName("what is due today, nearly due and overdue follows the clock (C5, K2)")
    void due() {
        String routine = registered(Map.of());
        String urgent = registered(Map.of("affectedCustomers", 5));

        assertThat(view(AGENT, "今日到期", routine, urgent)).containsExactly("Task_FirstResponse 1");
        assertThat(view(AGENT, "即将超时", routine, urgent)).isEmpty();
        department.pass(urgent, Duration.ofMinutes(91));
        assertThat(view(AGENT, "即将超时", routine, urgent)).containsExactly("Task_FirstResponse 1");
        assertThat(view(AGENT, "已超时", routine, urgent)).isEmpty();
        department.pass(urgent, Duration.ofMinutes(30));
        assertThat(view(AGENT, "已超时", routine, urgent)).containsExactly("Task_FirstResponse 1");
        assertThat(view(AGENT, "即将超时", routine, urgent)).isEmpty();
    }

    @Test
    @DisplayName("approvals wait in a view of their own, which only approvers have (C9, C10)")
    void approvals() {
        String proposed = department.untilPlanProposed(Department.plan());

        assertThat(view(SUPERVISOR, "待我审批", proposed)).containsExactly("Task_ApprovePlan 0");
        List<String> agents = department.as(AGENT, () -> filters.createTaskFilterQuery().list().stream()
                .map(Filter::getName)
                .toList());
        assertThat(agents).contains("我的任务", "本部门").doesNotContain("待我审批", "全部任务");
    }

    @Test
    @DisplayName("what a person searches for in a view narrows the view (K2)")
    void narrowed() {
        String first = registered(Map.of());
        String second = registered(Map.of());

        List<String> found = department.as(AGENT, () -> {
            Filter filter = filters.createTaskFilterQuery().filterName("我的任务").singleResult();
            List<Task> shown =
                    filters.list(filter.getId(), tasks.createTaskQuery().processInstanceId(second));
            return shown.stream().map(Task::getProcessInstanceId).toList();
        });
        assertThat(found).containsExactly(second).doesNotContain(first);
    }

    @Test
    @DisplayName(
            "a view shows no task of a process whose tasks the caller may not read, whatever is searched for in it")
    void never_beyond_the_rights() {
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "payroll.bpmn",
                        Bpmn.createExecutableProcess("payroll")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .userTask("Task_Pay")
                                .camundaCandidateGroups("agent")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        String own = registered(Map.of());
        String foreign = runtime.startProcessInstanceByKey("payroll").getId();
        String task = tasks.createTaskQuery()
                .processInstanceId(foreign)
                .singleResult()
                .getId();
        try {
            List<Supplier<TaskQuery>> searches = List.of(
                    tasks::createTaskQuery,
                    () -> tasks.createTaskQuery().taskId(task),
                    () -> tasks.createTaskQuery().processDefinitionKey("payroll"),
                    () -> tasks.createTaskQuery().processDefinitionKeyIn("payroll"),
                    () -> tasks.createTaskQuery().taskUnassigned(),
                    () -> tasks.createTaskQuery().taskCandidateGroup("agent").includeAssignedTasks(),
                    () -> tasks.createTaskQuery()
                            .or()
                            .processDefinitionKeyIn("payroll", "complaint")
                            .taskId(task)
                            .endOr());
            department.as(AGENT, () -> {
                for (Filter filter : filters.createTaskFilterQuery().list()) {
                    for (Supplier<TaskQuery> search : searches) {
                        assertThat(filters.<Task, TaskQuery>list(filter.getId(), search.get()))
                                .as(filter.getName())
                                .extracting(Task::getId)
                                .doesNotContain(task);
                    }
                    assertThat(filters.count(
                                    filter.getId(), tasks.createTaskQuery().processInstanceId(foreign)))
                            .as(filter.getName())
                            .isZero();
                }
                return null;
            });
            assertThat(view(AGENT, "本部门", own, foreign)).containsExactly("Task_FirstResponse 0");
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }
}
