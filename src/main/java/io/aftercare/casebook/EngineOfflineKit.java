package io.aftercare.casebook;

import io.aftercare.calendar.Calendars;
import io.aftercare.deadline.EngineDeadlineOverview;
import io.aftercare.deadline.EngineDeadlineOverview.Line;
import io.aftercare.deadline.EngineDeadlineOverview.Overview;
import io.aftercare.form.BlankForms;
import io.aftercare.platform.Staff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/**
 * What people need on paper when the system is down (P4, S0 1.2), put together from what is in force: the steps of the newest
 * diagrams, their rows of the deadline table and their forms. Nothing of it is kept a second time.
 */
@Component
class EngineOfflineKit {

    /**
     * @param version of the diagram
     * @param deadlines version of the deadline table
     */
    record Procedure(String name, int version, int deadlines, List<Step> steps, List<Paper> papers) {}

    /**
     * A row of the deadline table as people read it.
     *
     * @param when urgency, tier or the like that the row is for; may be empty
     */
    record Step(
            String name,
            String when,
            String who,
            String length,
            String from,
            String escalateTo,
            String basis,
            String note) {}

    /** A blank form. */
    record Paper(String title, String who, BlankForms.Sheet sheet) {}

    private static final Pattern DEADLINE =
            Pattern.compile("deadline\\.(?:due|timer|moment|cycle)\\(\\s*execution\\s*,\\s*'([^']+)'");

    /** An expression that is one variable. */
    private static final Pattern VARIABLE = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

    private static final Map<String, String> FROM = Map.of(
            "receipt", "收到投诉或申请时",
            "registration", "登记完成时",
            "agreement", "与客户约定方案时",
            "goods", "收到退回的商品时",
            "step", "进入本环节时");

    private static final Map<String, String> SCOPE = Map.of(
            "first", "首次方案",
            "alternative", "替代方案",
            "refund-goods", "退回商品的退款",
            "refund", "无需寄回的退款",
            "repair", "维修",
            "other", "换货、补发、补偿",
            "quick", "快速通道",
            "manager", "经理审批");

    private static final Map<String, String> TIER = Map.of("vip", "VIP客户", "standard", "普通客户");

    private final ProcessEngine engine;
    private final EngineDeadlineOverview deadlines;
    private final BlankForms forms;
    private final Calendars calendars;
    private final Staff staff;

    EngineOfflineKit(
            ProcessEngine engine,
            EngineDeadlineOverview deadlines,
            BlankForms forms,
            Calendars calendars,
            Staff staff) {
        this.engine = engine;
        this.deadlines = deadlines;
        this.forms = forms;
        this.calendars = calendars;
        this.staff = staff;
    }

    /** The processes that people fill in forms for, in the order of their names. */
    List<Procedure> procedures() {
        Overview overview = deadlines.inForce();
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    Set<String> printed = new HashSet<>();
                    Set<String> titles = new HashSet<>();
                    return definitions().stream()
                            .map(definition -> procedure(definition, overview, printed, titles))
                            .filter(procedure -> !procedure.papers().isEmpty())
                            .toList();
                }));
    }

    private List<ProcessDefinition> definitions() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .latestVersion()
                .withoutTenantId()
                .orderByProcessDefinitionName()
                .asc()
                .list();
    }

    /**
     * @param printed ids of the forms that stand with an earlier process already
     * @param titles of the sheets so far; one that occurs again names its process
     */
    private Procedure procedure(
            ProcessDefinition definition, Overview overview, Set<String> printed, Set<String> titles) {
        BpmnModelInstance model = engine.getRepositoryService().getBpmnModelInstance(definition.getId());
        Collection<UserTask> tasks = model.getModelElementsByType(UserTask.class);
        String name = definition.getName() == null ? definition.getKey() : definition.getName();
        return new Procedure(
                name,
                definition.getVersion(),
                overview.version(),
                steps(definition.getKey(), model, tasks, overview),
                papers(name, model, tasks, printed, titles));
    }

    private List<Paper> papers(
            String process,
            BpmnModelInstance model,
            Collection<UserTask> tasks,
            Set<String> printed,
            Set<String> used) {
        Map<String, Set<String>> titles = new LinkedHashMap<>();
        Map<String, Set<String>> people = new LinkedHashMap<>();
        for (StartEvent start : model.getModelElementsByType(StartEvent.class)) {
            note(titles, start.getCamundaFormRef(), start.getName());
        }
        for (UserTask task : tasks) {
            note(titles, task.getCamundaFormRef(), task.getName());
            note(people, task.getCamundaFormRef(), who(task));
        }
        List<Paper> papers = new ArrayList<>();
        titles.forEach((form, names) -> {
            if (printed.add(form)) {
                String title = String.join("／", names);
                forms.sheet(form)
                        .ifPresent(sheet -> papers.add(new Paper(
                                used.add(title) ? title : title + "（" + process + "）",
                                String.join("、", people.getOrDefault(form, Set.of())),
                                sheet)));
            }
        });
        return papers;
    }

    private static void note(Map<String, Set<String>> found, String form, String name) {
        if (form != null && name != null) {
            found.computeIfAbsent(form, key -> new LinkedHashSet<>()).add(name.replaceAll("\\s+", ""));
        }
    }

    private List<Step> steps(String process, BpmnModelInstance model, Collection<UserTask> tasks, Overview overview) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        Map<String, Set<String>> people = new LinkedHashMap<>();
        for (UserTask task : tasks) {
            step(task.getCamundaDueDate()).forEach(step -> {
                note(names, step, task.getName());
                note(people, step, who(task));
            });
        }
        for (TimerEventDefinition timer : model.getModelElementsByType(TimerEventDefinition.class)) {
            FlowElement event = (FlowElement) timer.getParentElement();
            String name = name(event);
            step(timer.getRawTextContent()).forEach(step -> {
                if (!names.containsKey(step)) {
                    note(names, step, name);
                }
            });
        }
        return overview.lines().stream()
                .filter(line -> line.processes().isEmpty() || line.processes().contains(process))
                .map(line -> step(line, names, people))
                .toList();
    }

    /** What a timer is about: the step it hangs at, the part of the process it starts, or itself. */
    private static String name(FlowElement timer) {
        if (timer instanceof BoundaryEvent boundary) {
            return boundary.getAttachedTo().getName();
        }
        return timer instanceof StartEvent && timer.getParentElement() instanceof SubProcess part
                ? part.getName()
                : timer.getName();
    }

    private static Stream<String> step(String expression) {
        Matcher found = DEADLINE.matcher(expression == null ? "" : expression);
        return found.find() ? Stream.of(found.group(1)) : Stream.empty();
    }

    private Step step(Line line, Map<String, Set<String>> names, Map<String, Set<String>> people) {
        List<String> when = new ArrayList<>();
        add(when, line.urgencies(), CaseLabels::urgency);
        add(when, line.scopes(), scope -> SCOPE.getOrDefault(scope, CaseLabels.department(scope)));
        add(when, line.tiers(), tier -> TIER.getOrDefault(tier, tier));
        String length = line.span().isEmpty()
                ? "按方案承诺的时限"
                : calendars.spoken(line.span(), line.calendar())
                        + ("natural".equals(line.calendar()) ? "" : "（" + calendars.label(line.calendar()) + "）");
        return new Step(
                all(line.steps(), step -> all(names.getOrDefault(step, Set.of(step)), UnaryOperator.identity())),
                String.join("，", when),
                all(line.steps(), step -> all(people.getOrDefault(step, Set.of()), UnaryOperator.identity())),
                length,
                FROM.getOrDefault(line.anchor(), line.anchor()),
                group(line.escalateTo()),
                (line.statutory() ? "法定：" : "") + line.clause(),
                line.note());
    }

    private static void add(List<String> conditions, Set<String> values, Function<String, String> label) {
        if (!values.isEmpty()) {
            conditions.add(all(values, label));
        }
    }

    private static String all(Collection<String> values, Function<String, String> label) {
        return values.stream()
                .map(label)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("、"));
    }

    /** The groups of a task in words; what the diagram works out at run time is worked out by a person on paper. */
    private String who(UserTask task) {
        String groups = task.getCamundaCandidateGroups();
        if (groups == null || groups.isBlank()) {
            return "";
        }
        if (groups.contains("{")) {
            return workedOut(task, groups.strip());
        }
        return Stream.of(groups.split(",")).map(String::strip).map(this::group).collect(Collectors.joining("、"));
    }

    /** Where the group of a task comes from: one of a list that is gone through, the answer of a decision table, or something else. */
    static String workedOut(UserTask task, String expression) {
        Matcher single = VARIABLE.matcher(expression);
        String variable = single.matches() ? single.group(1) : "";
        for (ModelElementInstance around = task; around != null; around = around.getParentElement()) {
            if (around instanceof Activity activity
                    && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics each
                    && variable.equals(each.getCamundaElementVariable())) {
                return "相关部门";
            }
        }
        return task.getModelInstance().getModelElementsByType(BusinessRuleTask.class).stream()
                        .anyMatch(decision -> variable.equals(decision.getCamundaResultVariable())
                                || outputs(decision).contains(variable))
                ? "有审批权限的负责人"
                : "按流程确定的人员";
    }

    private static List<String> outputs(BusinessRuleTask decision) {
        return decision.getExtensionElements() == null
                ? List.of()
                : decision
                        .getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaInputOutput.class)
                        .list()
                        .stream()
                        .flatMap(mapping -> mapping.getCamundaOutputParameters().stream())
                        .map(CamundaOutputParameter::getCamundaName)
                        .toList();
    }

    private String group(String id) {
        return staff.groups().getOrDefault(id, id);
    }
}
