package io.aftercare.casebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.Customers;
import io.aftercare.deadline.DeadlineActions;
import io.aftercare.deadline.Lab;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@AftercareTest
@DisplayName("E1 T2 A process that a case calls works on the case: register, course, deadlines, messages")
class CalledProcessTest {

    private static final String NUMBER = "ZZ20261123001";
    private static final String HEAD =
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
              <escalation id="Escalation" escalationCode="DeadlinePassed"/>
              <message id="Message_Queued" name="NoticeQueued"/>
              <message id="Message_Extension" name="ExtensionRequested"/>
            """;

    private static final String CASE = HEAD
            + """
              <process id="lab-case" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="Start"/>
                <sequenceFlow id="a" sourceRef="Start" targetRef="Handling"/>
                <subProcess id="Handling" name="办理">
                  <startEvent id="Start_Handling"/>
                  <sequenceFlow id="b" sourceRef="Start_Handling" targetRef="Call_Lab"/>
                  <callActivity id="Call_Lab" name="送检" calledElement="lab">
                    <extensionElements>
                      <camunda:in businessKey="#{execution.processBusinessKey}"/>
                      <camunda:in variables="all"/>
                    </extensionElements>
                  </callActivity>
                  <sequenceFlow id="c" sourceRef="Call_Lab" targetRef="End_Handling"/>
                  <endEvent id="End_Handling"/>
                </subProcess>
                <sequenceFlow id="d" sourceRef="Handling" targetRef="End"/>
                <endEvent id="End"/>
                <subProcess id="Event_Deadline" triggeredByEvent="true">
                  <startEvent id="Start_DeadlinePassed" isInterrupting="false"><escalationEventDefinition escalationRef="Escalation"/></startEvent>
                  <sequenceFlow id="e" sourceRef="Start_DeadlinePassed" targetRef="Escalate"/>
                  <serviceTask id="Escalate" camunda:delegateExpression="${escalateDeadlines}"/>
                  <sequenceFlow id="f" sourceRef="Escalate" targetRef="Collect_Reminders"/>
                  <serviceTask id="Collect_Reminders" camunda:delegateExpression="${collectReminders}"/>
                  <sequenceFlow id="g" sourceRef="Collect_Reminders" targetRef="End_Escalated"/>
                  <endEvent id="End_Escalated"/>
                </subProcess>
                <subProcess id="Event_Send" triggeredByEvent="true">
                  <startEvent id="Start_NoticeQueued" isInterrupting="false"><messageEventDefinition messageRef="Message_Queued"/></startEvent>
                  <sequenceFlow id="h" sourceRef="Start_NoticeQueued" targetRef="Send_Notice"/>
                  <serviceTask id="Send_Notice" camunda:asyncBefore="true" camunda:delegateExpression="${sendNotice}"/>
                  <sequenceFlow id="i" sourceRef="Send_Notice" targetRef="End_NoticeSent"/>
                  <endEvent id="End_NoticeSent"/>
                </subProcess>
                <subProcess id="Event_Extension" triggeredByEvent="true">
                  <startEvent id="Start_Extension" isInterrupting="false">
                    <extensionElements><camunda:executionListener delegateExpression="${requestExtension}" event="start"/></extensionElements>
                    <messageEventDefinition messageRef="Message_Extension"/>
                  </startEvent>
                  <sequenceFlow id="j" sourceRef="Start_Extension" targetRef="Task_ApproveExtension"/>
                  <userTask id="Task_ApproveExtension" name="审批延期" camunda:candidateGroups="supervisor"/>
                  <sequenceFlow id="k" sourceRef="Task_ApproveExtension" targetRef="End_Extension"/>
                  <endEvent id="End_Extension"/>
                </subProcess>
              </process>
            </definitions>
            """;

    private static final String CALLED = HEAD
            + """
              <process id="lab" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="Start"/>
                <sequenceFlow id="a" sourceRef="Start" targetRef="Notify"/>
                <serviceTask id="Notify" camunda:delegateExpression="${notifyCustomer}">
                  <extensionElements><camunda:inputOutput><camunda:inputParameter name="notice">progress</camunda:inputParameter></camunda:inputOutput></extensionElements>
                </serviceTask>
                <sequenceFlow id="b" sourceRef="Notify" targetRef="Task_Lab"/>
                <userTask id="Task_Lab" name="化验" camunda:candidateGroups="logistics"
                    camunda:dueDate="${deadline.due(execution, 'lab')}"
                    camunda:followUpDate="${deadline.warning(execution, 'lab')}"/>
                <sequenceFlow id="c" sourceRef="Task_Lab" targetRef="End"/>
                <endEvent id="End"/>
                <boundaryEvent id="Deadline_Lab" attachedToRef="Task_Lab" cancelActivity="false">
                  <timerEventDefinition><timeCycle xsi:type="tFormalExpression">${deadline.timer(execution, 'lab')}</timeCycle></timerEventDefinition>
                </boundaryEvent>
                <sequenceFlow id="d" sourceRef="Deadline_Lab" targetRef="Escalate_Lab"/>
                <endEvent id="Escalate_Lab"><escalationEventDefinition escalationRef="Escalation"/></endEvent>
              </process>
            </definitions>
            """;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Casebook casebook;

    @Autowired
    EngineTimeline timeline;

    @Autowired
    EngineWorklist worklist;

    @Autowired
    DeadlineActions actions;

    @Autowired
    Customers customers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private String deployment;
    private String customer;
    private String instance;

    @BeforeEach
    void call() throws IOException {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T01:00:00Z")));
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("lab-case.bpmn", CASE)
                .addString("lab.bpmn", CALLED)
                .addString("deadlines.dmn", Lab.table())
                .deploy()
                .getId();
        customer = transaction
                .execute(tx -> customers.identify(
                        new CustomerDetails(null, "李明月", "13600136077", "mingyue@example.com", null)))
                .id()
                .toString();
        instance = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "lab-case",
                        NUMBER,
                        Variables.putValue("caseNumber", NUMBER).putValue("customerId", customer))
                .getId();
    }

    @AfterEach
    void clear() {
        ClockUtil.reset();
        engine.getIdentityService().clearAuthentication();
        engine.getRepositoryService().deleteDeployment(deployment, true);
        for (String table : List.of("notice", "deadline_occurrence", "case_register")) {
            jdbc.sql("delete from aftercare." + table + " where case_number = ?")
                    .param(NUMBER)
                    .update();
        }
        jdbc.sql("delete from aftercare.customer where id = ?::uuid")
                .param(customer)
                .update();
    }

    private Task task() {
        return engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey("Task_Lab")
                .processInstanceBusinessKey(NUMBER)
                .singleResult();
    }

    private void complete() {
        Work.complete(engine, task().getId(), TestPeople.id("logistics"), java.util.Map.of());
    }

    @Test
    void its_tasks_are_those_of_the_case() {
        assertThat(task().getProcessInstanceId()).isNotEqualTo(instance);
        assertThat(casebook.find(NUMBER).orElseThrow())
                .returns(instance, CaseSummary::processInstanceId)
                .returns("化验", CaseSummary::currentTasks)
                .returns(task().getDueDate().toInstant(), CaseSummary::dueAt);

        engine.getTaskService().claim(task().getId(), TestPeople.id("logistics"));
        assertThat(casebook.find(NUMBER).orElseThrow().assignees()).isEqualTo(TestPeople.id("logistics"));
        assertThat(worklist.of(TestPeople.id("logistics")).items()).anySatisfy(item -> assertThat(item)
                .returns(NUMBER, EngineWorklist.Item::caseNumber)
                .returns("化验", EngineWorklist.Item::name));
        assertThat(timeline.all(instance))
                .extracting(EngineTimeline.Entry::name, EngineTimeline.Entry::kind)
                .containsSubsequence(
                        org.assertj.core.groups.Tuple.tuple("办理", "phase"),
                        org.assertj.core.groups.Tuple.tuple("送检", "phase"),
                        org.assertj.core.groups.Tuple.tuple("化验", "task"));

        engine.getTaskService().setAssignee(task().getId(), null);
        complete();
        // the case itself still has its message to send
        assertThat(casebook.find(NUMBER).orElseThrow())
                .returns(null, CaseSummary::currentTasks)
                .returns("open", CaseSummary::status);
    }

    @Test
    @DisplayName("its message is sent by the case, and a mail server that is down does not hold it up (C17)")
    void messages() {
        Job sending = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId("Send_Notice")
                .singleResult();
        assertThat(sending).as("the case sends").isNotNull();

        complete();
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey("lab")
                        .processInstanceBusinessKey(NUMBER)
                        .count())
                .as("the called process has ended before anything was sent")
                .isZero();
        engine.getManagementService().executeJob(sending.getId());
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
        assertThat(jdbc.sql("select process_instance_id from aftercare.notice where case_number = ?")
                        .param(NUMBER)
                        .query(String.class)
                        .list())
                .containsExactly(instance);
    }

    @Test
    @DisplayName("its missed deadline is escalated by 超时处理 of the case (T2, C12)")
    void deadlines() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-31T01:00:00Z")));
        engine.getManagementService()
                .executeJob(engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(task().getProcessInstanceId())
                        .singleResult()
                        .getId());

        assertThat(engine.getTaskService().getIdentityLinksForTask(task().getId()))
                .extracting(IdentityLink::getGroupId)
                .contains("supervisor", "manager");
        assertThat(jdbc.sql("select count(*) from aftercare.deadline_reminder r join aftercare.deadline_occurrence o"
                                + " on o.id = r.occurrence_id where o.case_number = ? and r.notice_id is not null")
                        .param(NUMBER)
                        .query(Integer.class)
                        .single())
                .as("the supervisors are told")
                .isPositive();

        complete();
        assertThat(jdbc.sql("select state from aftercare.deadline_occurrence where case_number = ?")
                        .param(NUMBER)
                        .query(String.class)
                        .list())
                .containsExactly("breached");
    }

    @Test
    @DisplayName("more time for its step is asked of the case (C12)")
    void extension() {
        UUID occurrence = jdbc.sql("select id from aftercare.deadline_occurrence where case_number = ?")
                .param(NUMBER)
                .query(UUID.class)
                .single();
        engine.getIdentityService().setAuthentication(TestPeople.id("supervisor"), List.of("supervisor"));
        actions.requestExtension(NUMBER, occurrence, "P1D", "设备检修");
        engine.getIdentityService().clearAuthentication();

        assertThat(casebook.find(NUMBER).orElseThrow().currentTasks()).isEqualTo("化验、审批延期");
    }

    @Test
    @DisplayName("the register finds them by an index (K2)")
    void by_index() {
        List<String> plan = transaction.execute(tx -> {
            jdbc.sql("set local enable_seqscan = off").update();
            return jdbc.sql("explain select max(due_date_) from act_hi_taskinst t where t.root_proc_inst_id_ = ?")
                    .param(instance)
                    .query(String.class)
                    .list();
        });
        assertThat(String.join("\n", plan)).containsIgnoringCase("act_idx_hi_taskinst_root_pi");
    }
}
