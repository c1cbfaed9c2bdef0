package io.aftercare.deadline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;

/** A process of one step under a deadline of 72 working hours, drawn in the idiom of the product, with its row of the table. */
public final class Lab {

    static final String PROCESS = "lab";
    static final String TIMER = "Deadline_Lab";

    private static final String DIAGRAM =
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
              <escalation id="Escalation" escalationCode="DeadlinePassed"/>
              <process id="lab" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="Start"/>
                <sequenceFlow id="a" sourceRef="Start" targetRef="Task_Lab"/>
                <userTask id="Task_Lab" name="化验" camunda:candidateGroups="logistics"
                    camunda:dueDate="${deadline.due(execution, 'lab')}"
                    camunda:followUpDate="${deadline.warning(execution, 'lab')}"/>
                <sequenceFlow id="b" sourceRef="Task_Lab" targetRef="End"/>
                <endEvent id="End"/>
                <boundaryEvent id="Deadline_Lab" attachedToRef="Task_Lab" cancelActivity="false">
                  <timerEventDefinition><timeCycle xsi:type="tFormalExpression">${deadline.timer(execution, 'lab')}</timeCycle></timerEventDefinition>
                </boundaryEvent>
                <sequenceFlow id="c" sourceRef="Deadline_Lab" targetRef="Escalate_Lab"/>
                <endEvent id="Escalate_Lab"><escalationEventDefinition escalationRef="Escalation"/></endEvent>
                <subProcess id="Event_Deadline" triggeredByEvent="true">
                  <startEvent id="Start_DeadlinePassed" isInterrupting="false"><escalationEventDefinition escalationRef="Escalation"/></startEvent>
                  <sequenceFlow id="d" sourceRef="Start_DeadlinePassed" targetRef="Escalate"/>
                  <serviceTask id="Escalate" camunda:delegateExpression="${escalateDeadlines}"/>
                  <sequenceFlow id="e" sourceRef="Escalate" targetRef="Wait_Collect"/>
                  <intermediateCatchEvent id="Wait_Collect"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT2M</timeDuration></timerEventDefinition></intermediateCatchEvent>
                  <sequenceFlow id="f" sourceRef="Wait_Collect" targetRef="Collect_Reminders"/>
                  <serviceTask id="Collect_Reminders" camunda:delegateExpression="${collectReminders}"/>
                  <sequenceFlow id="g" sourceRef="Collect_Reminders" targetRef="Send_Reminders"/>
                  <serviceTask id="Send_Reminders" camunda:asyncBefore="true" camunda:delegateExpression="${sendReminders}"/>
                  <sequenceFlow id="h" sourceRef="Send_Reminders" targetRef="End_Escalated"/>
                  <endEvent id="End_Escalated"/>
                </subProcess>
              </process>
            </definitions>
            """;

    private Lab() {}

    /** The bundled table with one row more, as an owner would save it. */
    public static String table() throws IOException {
        String[] cells = {
            "\"lab\"",
            "\"lab\"",
            "-",
            "-",
            "-",
            "\"PT72H\"",
            "\"working-hours\"",
            "\"step\"",
            "\"80%\"",
            "\"supervisor\"",
            "\"PT4H\"",
            "1",
            "\"P2D\"",
            "\"P10D\"",
            "\"internal\"",
            "\"Q5\"",
            "\"为您化验\"",
            "\"2026-01-01\""
        };
        StringBuilder rule = new StringBuilder("<rule id=\"Rule_lab\">");
        for (int i = 0; i < cells.length; i++) {
            String entry = i < 5 ? "inputEntry" : "outputEntry";
            rule.append("<%1$s id=\"lab_%2$d\"><text>%3$s</text></%1$s>".formatted(entry, i, cells[i]));
        }
        return Files.readString(Path.of("bpmn/deadlines.dmn"))
                .replace("</decisionTable>", rule + "</rule></decisionTable>");
    }

    static Deployment deploy(RepositoryService repository) throws IOException {
        return repository
                .createDeployment()
                .name("lab")
                .addString("lab.bpmn", DIAGRAM)
                .addString("deadlines.dmn", table())
                .deploy();
    }
}
