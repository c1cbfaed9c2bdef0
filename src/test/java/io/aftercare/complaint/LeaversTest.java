package io.aftercare.complaint;

import static io.aftercare.complaint.Department.AGENT;
import static io.aftercare.complaint.Department.OTHER_AGENT;
import static io.aftercare.complaint.Department.brokenGoods;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.platform.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
@DisplayName("T3 A case of somebody who has left goes on with a colleague, and supervisors know of it")
class LeaversTest {

    private static final String LEAVER = "leaver";

    @Autowired
    Department department;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identity;

    @Autowired
    ManagementService management;

    @Autowired
    Staff staff;

    @Autowired
    JdbcClient jdbc;

    private final List<String> cases = new ArrayList<>();

    @BeforeEach
    void an_agent_who_will_leave() {
        jdbc.sql("delete from aftercare.released_task").update();
        telling().forEach(job -> management.deleteJob(job));
        User user = identity.newUser(LEAVER);
        user.setLastName("李");
        user.setFirstName("离");
        identity.saveUser(user);
        identity.createMembership(LEAVER, "agent");
    }

    @AfterEach
    void clear() {
        identity.deleteUser(LEAVER);
        cases.stream().filter(id -> !department.ended(id)).forEach(id -> runtime.deleteProcessInstance(id, "test"));
        telling().forEach(job -> management.deleteJob(job));
    }

    private String received() {
        Map<String, Object> said = brokenGoods();
        said.put("customerName", "周离");
        said.put("customerPhone", "13900139077");
        said.put("customerEmail", "zhouli@example.com");
        String id = department.as(LEAVER, () -> runtime.startProcessInstanceByKey(ComplaintProcess.KEY, said)
                .getProcessInstanceId());
        cases.add(id);
        return id;
    }

    private String assignee(String id, String key) {
        return department.task(id, key).getAssignee();
    }

    private List<String> telling() {
        return management.createJobQuery().list().stream()
                .filter(job -> "aftercare-released-tasks".equals(((JobEntity) job).getJobHandlerType()))
                .map(job -> job.getId())
                .toList();
    }

    @Test
    void the_next_task_is_not_the_leaver_s_either_and_who_does_it_has_the_case_from_then_on() {
        String id = received();
        department.complete(id, "Task_Register", LEAVER, Department.registration());
        department.respond(id, LEAVER);
        assertThat(department.openTasks(id)).containsExactly("Task_Verify");
        assertThat(department.variable(id, "handler")).isEqualTo(LEAVER);
        identity.deleteUser(LEAVER);

        department.verify(id, "logistics");

        assertThat(assignee(id, "Task_Conclude")).isNull();
        department.conclude(id, OTHER_AGENT, "company");
        assertThat(department.variable(id, "handler")).isEqualTo(OTHER_AGENT);
        assertThat(assignee(id, "Task_ProposePlan")).isEqualTo(OTHER_AGENT);
    }

    @Test
    void a_colleague_who_helps_out_does_not_take_the_case_from_a_handler_who_is_there() {
        String id = received();
        department.complete(id, "Task_Register", LEAVER, Department.registration());
        department.handOver(id, "Task_FirstResponse", AGENT);
        department.respond(id, AGENT);

        assertThat(department.variable(id, "handler")).isEqualTo(LEAVER);
    }

    @Test
    void supervisors_are_told_once_of_all_that_nobody_has_taken_yet() {
        String first = received();
        String second = received();
        String third = received();
        identity.deleteUser(LEAVER);
        assertThat(assignee(first, "Task_Register")).isNull();
        department.as(AGENT, () -> {
            tasks.claim(department.task(third, "Task_Register").getId(), AGENT);
            return null;
        });
        // in the instant in which a task was made its assignee was still there
        jdbc.sql("update act_ru_task set assignee_ = ? where proc_inst_id_ = ?")
                .params(LEAVER, second)
                .update();
        assertThat(telling()).as("one job for all").hasSize(1);

        management.executeJob(telling().get(0));

        assertThat(assignee(second, "Task_Register")).isNull();
        List<Map<String, Object>> notices = jdbc.sql("select n.staff_user_id, t.subject, t.body_text"
                        + " from aftercare.notice n join aftercare.notice_text t on t.notice_id = n.id"
                        + " where n.kind = 'tasks-released' and n.process_instance_id in (:cases)")
                .param("cases", cases)
                .query()
                .listOfRows();
        assertThat(notices)
                .extracting(notice -> notice.get("staff_user_id"))
                .containsExactlyInAnyOrderElementsOf(staff.members("supervisor").stream()
                        .map(person -> person.id())
                        .toList());
        assertThat(notices).allSatisfy(notice -> {
            assertThat((String) notice.get("subject")).isEqualTo("同事离岗，任务待认领：共 2 项");
            assertThat((String) notice.get("body_text"))
                    .contains(
                            department.caseNumber(first) + " 登记投诉", department.caseNumber(second) + " 登记投诉", "原经办人 李离")
                    .doesNotContain(department.caseNumber(third), LEAVER);
        });
        assertThat(telling()).isEmpty();
    }
}
