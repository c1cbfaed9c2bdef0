package io.aftercare.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.variable.Variables;

/**
 * A way out of a model: a diagram or table that runs code, reaches a bean or reads what it should not.
 *
 * @param id the key of its process or decision too
 * @param what where it hides
 * @param file name and content
 * @param mark what {@link Marker} has seen, or a text that stands in a variable or a task's name, once it has worked
 * @param silent whether it cannot be told from a good model before it runs
 */
record Escape(String id, String what, String name, String content, String mark, boolean silent) {

    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:activiti="http://activiti.org/bpmn"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
            """;

    private static final String SHELL_FIELDS =
            """
            <extensionElements>
              <camunda:field name="command" stringValue="echo"/>
              <camunda:field name="arg1" stringValue="ESCAPED-$ID"/>
              <camunda:field name="outputVariable" stringValue="got"/>
            </extensionElements>
            """;

    /** Runs {@link Marker#mark} by reflection. */
    private static final String CALL =
            "''.getClass().forName('io.aftercare.attack.Marker').getMethod('mark', ''.getClass()).invoke(null, '$ID')";

    @Override
    public String toString() {
        return id + ": " + what;
    }

    static List<Escape> all() {
        List<Escape> all = new ArrayList<>();
        // the four of the report
        step(all, "expression of a service task", "<serviceTask id='s' camunda:expression='${$CALL}'/>");
        step(all, "a shell", "<serviceTask id='s' camunda:type='shell'>" + SHELL_FIELDS + "</serviceTask>");
        step(
                all,
                "the class behind the shell",
                "<serviceTask id='s' camunda:class='org.camunda.bpm.engine.impl.bpmn.behavior.ShellActivityBehavior'>"
                        + SHELL_FIELDS + "</serviceTask>");
        add(
                all,
                "a start timer, at deployment",
                "",
                "<startEvent id='start'><timerEventDefinition><timeDate>${$CALL}</timeDate></timerEventDefinition>"
                        + "</startEvent><userTask id='s'/><sequenceFlow id='a' sourceRef='start' targetRef='s'/>",
                false);
        // a bean of the application, and what the engine itself offers
        step(
                all,
                "a task's name that reads a table",
                "<userTask id='s' name=\"${jdbcClient.sql('select concat(\\'ESCAPED-\\', \\'$ID\\')').query().singleValue()}\"/>");
        silentStep(
                all,
                "a bean that a variable names in turn",
                "<userTask id='s' name=\"${jdbcClient[sql]('select concat(\\'ESCAPED-\\', \\'$ID\\')').query().singleValue()}\"/>");
        step(
                all,
                "the services of the engine",
                "<serviceTask id='s' camunda:expression=\"${execution.getProcessEngineServices().getRuntimeService()"
                        + ".setVariable(execution.getId(), 'got', 'ESCAPED-$ID')}\"/>");
        step(
                all,
                "the services of the engine as a property",
                "<serviceTask id='s' camunda:expression=\"${execution.processEngineServices.runtimeService"
                        + ".setVariable(execution.id, 'got', 'ESCAPED-$ID')}\"/>");
        step(
                all,
                "the services of the engine from a task",
                "<userTask id='s'><extensionElements><camunda:taskListener event='create'"
                        + " expression=\"${task.processEngineServices.taskService.setVariable(task.id, 'got', 'ESCAPED-$ID')}\"/>"
                        + "</extensionElements></userTask>");
        step(
                all,
                "the model behind the execution",
                "<serviceTask id='s' camunda:resultVariable='got'"
                        + " camunda:expression='ESCAPED-$ID ${execution.bpmnModelElementInstance.id}'/>");
        step(
                all,
                "the execution behind a task",
                "<userTask id='s'><extensionElements><camunda:taskListener event='create'"
                        + " expression=\"${task.execution.setVariable('got', 'ESCAPED-$ID')}\"/></extensionElements></userTask>");
        step(
                all,
                "a class made from JSON",
                "<serviceTask id='s' camunda:expression=\"${S('{}').mapTo('io.aftercare.attack.Marker')}\"/>",
                Marker.MADE,
                true);
        // spellings of getClass
        step(all, "the property class", "<serviceTask id='s' camunda:expression=\"${" + call("''.class") + "}\"/>");
        step(all, "the index class", "<serviceTask id='s' camunda:expression=\"${" + call("''['class']") + "}\"/>");
        step(
                all,
                "the method by index",
                "<serviceTask id='s' camunda:expression=\"${" + call("''['getClass']()") + "}\"/>");
        silentStep(
                all,
                "an index in a variable",
                "<serviceTask id='s' camunda:expression=\"${" + call("''[klass]") + "}\"/>");
        silentStep(
                all,
                "a method in a variable",
                "<serviceTask id='s' camunda:expression=\"${" + call("''[getKlass]()") + "}\"/>");
        silentStep(
                all,
                "an index put together",
                "<serviceTask id='s' camunda:expression=\"${" + call("''['cla'.concat('ss')]") + "}\"/>");
        step(
                all,
                "a variable's class",
                "<serviceTask id='s' camunda:expression=\"${" + call("number.getClass()") + "}\"/>");
        step(
                all,
                "a class by the thread's loader",
                "<serviceTask id='s' camunda:expression=\"${"
                        + "''.getClass().forName('java.lang.Thread').getMethod('currentThread').invoke(null).getContextClassLoader()"
                        + ".loadClass('io.aftercare.attack.Marker').getMethod('mark', ''.getClass()).invoke(null, '$ID')}\"/>");
        step(all, "amid text", "<serviceTask id='s' camunda:expression='a ${$CALL} b'/>");
        step(all, "deferred", "<serviceTask id='s' camunda:expression='#{$CALL}'/>");
        step(all, "in a choice", "<serviceTask id='s' camunda:expression='${true ? $CALL : null}'/>");
        step(
                all,
                "as an argument",
                "<serviceTask id='s' camunda:expression=\"${execution.setVariable('x', $CALL)}\"/>");
        // where expressions stand
        step(all, "a delegate expression", "<serviceTask id='s' camunda:delegateExpression='${$CALL}'/>");
        step(all, "a task's name", "<userTask id='s' name='${$CALL}'/>");
        step(all, "a task's documentation", "<userTask id='s'><documentation>${$CALL}</documentation></userTask>");
        for (String attribute : List.of(
                "assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority", "formKey")) {
            step(all, attribute, "<userTask id='s' camunda:" + attribute + "='${$CALL}'/>");
        }
        step(
                all,
                "a potential owner",
                "<userTask id='s'><potentialOwner><resourceAssignmentExpression><formalExpression>${$CALL}</formalExpression>"
                        + "</resourceAssignmentExpression></potentialOwner></userTask>");
        step(
                all,
                "an execution listener",
                "<userTask id='s'><extensionElements><camunda:executionListener event='start' expression='${$CALL}'/>"
                        + "</extensionElements></userTask>");
        step(
                all,
                "a task listener",
                "<userTask id='s'><extensionElements><camunda:taskListener event='complete' expression='${$CALL}'/>"
                        + "</extensionElements></userTask>");
        for (String parameter : List.of(
                "inputParameter name='x'>${$CALL}<",
                "outputParameter name='x'>${$CALL}<",
                "inputParameter name='x'><camunda:list><camunda:value>${$CALL}</camunda:value></camunda:list><",
                "inputParameter name='x'><camunda:map><camunda:entry key='${$CALL}'>1</camunda:entry></camunda:map><")) {
            step(
                    all,
                    parameter.replaceAll("[ <].*", ""),
                    "<userTask id='s'><extensionElements><camunda:inputOutput><camunda:" + parameter + "/camunda:"
                            + parameter.replaceAll(" .*", "")
                            + "></camunda:inputOutput></extensionElements></userTask>");
        }
        step(
                all,
                "a form field's default",
                "<userTask id='s'><extensionElements><camunda:formData>"
                        + "<camunda:formField id='f' type='string' defaultValue='${$CALL}'/>"
                        + "</camunda:formData></extensionElements></userTask>");
        step(
                all,
                "the collection of a multi-instance",
                "<userTask id='s'><multiInstanceLoopCharacteristics camunda:collection='${$CALL}' camunda:elementVariable='e'/>"
                        + "</userTask>");
        step(
                all,
                "the number of a multi-instance",
                "<userTask id='s'><multiInstanceLoopCharacteristics><loopCardinality>${$CALL}</loopCardinality>"
                        + "</multiInstanceLoopCharacteristics></userTask>");
        step(
                all,
                "the end of a multi-instance",
                "<userTask id='s'><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
                        + "<completionCondition>${$CALL}</completionCondition></multiInstanceLoopCharacteristics></userTask>");
        step(
                all,
                "the condition of a flow",
                "<exclusiveGateway id='s'/><userTask id='t'/>"
                        + "<sequenceFlow id='c' sourceRef='s' targetRef='t'>"
                        + "<conditionExpression xsi:type='tFormalExpression'>${$CALL}</conditionExpression></sequenceFlow>"
                        + "<sequenceFlow id='d' sourceRef='s' targetRef='t'/>");
        step(
                all,
                "a conditional event",
                "<intermediateCatchEvent id='s'><conditionalEventDefinition><condition xsi:type='tFormalExpression'>${$CALL}"
                        + "</condition></conditionalEventDefinition></intermediateCatchEvent>");
        for (String timer : List.of("timeDate", "timeDuration", "timeCycle")) {
            step(
                    all,
                    "a boundary timer's " + timer,
                    "<userTask id='s'/><boundaryEvent id='b' attachedToRef='s' cancelActivity='false'><timerEventDefinition><"
                            + timer + ">${$CALL}</" + timer + "></timerEventDefinition></boundaryEvent>");
        }
        step(
                all,
                "the priority of a job",
                "<userTask id='s' camunda:asyncBefore='true' camunda:jobPriority='${$CALL}'/>");
        step(
                all,
                "the retries of a job",
                "<serviceTask id='s' camunda:asyncBefore='true' camunda:expression='${1 / none}'><extensionElements>"
                        + "<camunda:failedJobRetryTimeCycle>${$CALL}</camunda:failedJobRetryTimeCycle>"
                        + "</extensionElements></serviceTask>");
        step(all, "the called process", "<callActivity id='s' calledElement='${$CALL}'/>");
        step(
                all,
                "the version of a called process",
                "<callActivity id='s' calledElement='none' camunda:calledElementBinding='version'"
                        + " camunda:calledElementVersion='${$CALL}'/>");
        for (String in : List.of("businessKey='${$CALL}'", "sourceExpression='${$CALL}' target='x'")) {
            step(
                    all,
                    "what a called process is given, " + in.replaceAll("=.*", ""),
                    "<callActivity id='s' calledElement='$ID-called'><extensionElements><camunda:in " + in
                            + "/></extensionElements></callActivity></process>"
                            + "<process id='$ID-called' isExecutable='true' camunda:historyTimeToLive='1'><startEvent id='cs'/>");
        }
        step(all, "the decision's name", "<businessRuleTask id='s' camunda:decisionRef='${$CALL}'/>");
        step(
                all,
                "a message's name",
                "<message id='m' name='${$CALL}'/>",
                "<intermediateCatchEvent id='s'><messageEventDefinition messageRef='m'/></intermediateCatchEvent>");
        step(
                all,
                "a signal's name",
                "<signal id='m' name='${$CALL}'/>",
                "<intermediateThrowEvent id='s'><signalEventDefinition signalRef='m'/></intermediateThrowEvent>");
        step(
                all,
                "an error's message",
                "<error id='m' errorCode='e' camunda:errorMessage='${$CALL}'/>",
                "<endEvent id='s'><errorEventDefinition errorRef='m'/></endEvent>");
        // what is made or run by its name
        step(all, "a class", "<serviceTask id='s' camunda:class='io.aftercare.attack.Marker'/>", Marker.MADE, false);
        step(
                all,
                "a class in the words of the predecessor",
                "<serviceTask id='s' activiti:class='io.aftercare.attack.Marker'/>",
                Marker.MADE,
                false);
        step(
                all,
                "a class of a send task",
                "<sendTask id='s' camunda:class='io.aftercare.attack.Marker'/>",
                Marker.MADE,
                false);
        step(
                all,
                "a class of a rule",
                "<businessRuleTask id='s' camunda:class='io.aftercare.attack.Marker'/>",
                Marker.MADE,
                false);
        step(
                all,
                "a class of a message",
                "<intermediateThrowEvent id='s'><messageEventDefinition camunda:class='io.aftercare.attack.Marker'/>"
                        + "</intermediateThrowEvent>",
                Marker.MADE,
                false);
        for (String listener : List.of("executionListener event='start'", "taskListener event='create'")) {
            step(
                    all,
                    "a class of a listener, " + listener,
                    "<userTask id='s'><extensionElements><camunda:" + listener
                            + " class='io.aftercare.attack.Marker'/></extensionElements></userTask>",
                    Marker.MADE,
                    false);
        }
        step(
                all,
                "a class that handles a form",
                "<userTask id='s' camunda:formHandlerClass='io.aftercare.attack.Marker'/>",
                Marker.MADE,
                false);
        step(
                all,
                "a class that maps variables",
                "<callActivity id='s' calledElement='$ID-called' camunda:variableMappingClass='io.aftercare.attack.Marker'/>"
                        + "</process><process id='$ID-called' isExecutable='true' camunda:historyTimeToLive='1'>"
                        + "<startEvent id='cs'/>",
                Marker.MADE,
                false);
        step(all, "an external task's topic", "<serviceTask id='s' camunda:type='external' camunda:topic='${$CALL}'/>");
        step(all, "a script", "<scriptTask id='s' scriptFormat='juel'><script>${$CALL}</script></scriptTask>");
        step(
                all,
                "a listener's script",
                "<userTask id='s'><extensionElements><camunda:executionListener event='start'>"
                        + "<camunda:script scriptFormat='juel'>${$CALL}</camunda:script></camunda:executionListener>"
                        + "</extensionElements></userTask>");
        // tables
        table(
                all,
                "JUEL in an input",
                "<inputExpression id='ie' expressionLanguage='juel'><text>${$CALL}</text></inputExpression>",
                "<outputEntry id='oe'><text>1</text></outputEntry>",
                false);
        table(
                all,
                "JUEL without its brackets",
                "<inputExpression id='ie' expressionLanguage='JUEL'><text>$CALL</text></inputExpression>",
                "<outputEntry id='oe'><text>1</text></outputEntry>",
                false);
        table(
                all,
                "JUEL in an output",
                "<inputExpression id='ie'><text>1</text></inputExpression>",
                "<outputEntry id='oe' expressionLanguage='juel'><text>${$CALL}</text></outputEntry>",
                false);
        table(
                all,
                "FEEL and a file",
                "<inputExpression id='ie'><text>1</text></inputExpression>",
                "<outputEntry id='oe'><text>if { k: file.getClass(), n: k.getName() }.n = \"java.io.ByteArrayInputStream\""
                        + " then \"ESCAPED-$ID\" else \"\"</text></outputEntry>",
                true);
        return all;
    }

    private static String call(String stringClass) {
        return CALL.replace("''.getClass()", stringClass).replace("number.getClass()", "''.getClass()");
    }

    private static void step(List<Escape> all, String what, String step) {
        step(all, what, "", step);
    }

    private static void silentStep(List<Escape> all, String what, String step) {
        add(all, what, "", started(step), true);
    }

    private static void step(List<Escape> all, String what, String before, String step) {
        add(all, what, before, started(step), false);
    }

    private static void step(List<Escape> all, String what, String step, String mark, boolean silent) {
        add(all, what, "", started(step), silent);
        Escape made = all.remove(all.size() - 1);
        all.add(new Escape(made.id(), what, made.name(), made.content(), mark, silent));
    }

    private static String started(String step) {
        return "<startEvent id='start'/><sequenceFlow id='a' sourceRef='start' targetRef='s'/>" + step;
    }

    private static void add(List<Escape> all, String what, String before, String body, boolean silent) {
        String id = "escape-" + (all.size() + 1);
        String diagram = HEAD + before + "<process id='$ID' isExecutable='true' camunda:historyTimeToLive='1'>" + body
                + "</process></definitions>";
        boolean bySight = diagram.contains("ESCAPED-") || diagram.contains("concat(");
        all.add(new Escape(
                id,
                what,
                id + ".bpmn",
                filled(diagram, id),
                bySight && !diagram.contains("Marker") ? "ESCAPED-" + id : id,
                silent));
    }

    private static void table(List<Escape> all, String what, String input, String output, boolean silent) {
        String id = "escape-" + (all.size() + 1);
        String table =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">
                  <decision id="$ID" name="d" xmlns:camunda="http://camunda.org/schema/1.0/dmn" camunda:historyTimeToLive="1">
                    <decisionTable id="t"><input id="i">%s</input><output id="o" name="o"/>
                      <rule id="r"><inputEntry id="in"><text></text></inputEntry>%s</rule></decisionTable>
                  </decision>
                </definitions>
                """
                        .formatted(input, output);
        all.add(new Escape(id, what, id + ".dmn", filled(table, id), silent ? "ESCAPED-" + id : id, silent));
    }

    /** Attributes that hold a text in single quotes stand in double ones. */
    private static String filled(String model, String id) {
        return model.replaceAll("'((?:a |ESCAPED-\\$ID )?[$#]\\{[^']*)\\$CALL([^']*)'", "\"$1\\$CALL$2\"")
                .replace("$CALL", CALL)
                .replace("$ID", id);
    }

    /** Does with it what a case would do: starts, completes every task, runs every job; whatever fails, goes on. */
    void run(ProcessEngine engine) {
        if (name.endsWith(".dmn")) {
            quietly(
                    e -> Marker.mark(e.getDecisionService()
                            .evaluateDecisionByKey(id)
                            .variables(Variables.createVariables()
                                    .putValueTyped(
                                            "file",
                                            Variables.fileValue("f")
                                                    .file(new byte[] {1})
                                                    .create()))
                            .evaluate()
                            .getSingleEntry()),
                    engine);
            return;
        }
        quietly(
                e -> e.getRuntimeService()
                        .startProcessInstanceByKey(
                                id, Map.of("klass", "class", "getKlass", "getClass", "sql", "sql", "number", 7)),
                engine);
        for (int round = 0; round < 2; round++) {
            ManagementService jobs = engine.getManagementService();
            jobs.createJobQuery()
                    .processDefinitionKey(id)
                    .list()
                    .forEach(job -> quietly(e -> jobs.executeJob(job.getId()), engine));
            engine.getTaskService()
                    .createTaskQuery()
                    .processDefinitionKey(id)
                    .list()
                    .forEach(task -> {
                        quietly(e -> e.getFormService().getTaskFormData(task.getId()), engine);
                        quietly(e -> e.getTaskService().complete(task.getId()), engine);
                    });
        }
    }

    /** Whether it got anywhere. */
    boolean worked(ProcessEngine engine) {
        HistoryService history = engine.getHistoryService();
        return Marker.hasSeen(mark)
                || history.createHistoricTaskInstanceQuery().processDefinitionKey(id).list().stream()
                        .anyMatch(task -> isMarked(task.getName()))
                || history.createHistoricVariableInstanceQuery().processDefinitionKey(id).list().stream()
                        .anyMatch(variable -> isMarked(variable.getValue()));
    }

    private boolean isMarked(Object value) {
        return String.valueOf(value).contains(mark);
    }

    private static void quietly(Consumer<ProcessEngine> deed, ProcessEngine engine) {
        try {
            deed.accept(engine);
        } catch (RuntimeException refusedOrFailed) {
            // what it did until then is what counts
        }
    }
}
