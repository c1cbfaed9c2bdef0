package io.aftercare.casebook;

import io.aftercare.form.FormLabels;
import io.aftercare.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.stereotype.Component;

/**
 * Writes the line of 客户沟通记录表 (P3) for a task in which somebody spoke with the customer. What it says stands at the task
 * in the diagram, as extension properties:
 *
 * <ul>
 *   <li>{@code contactSubject}: 沟通事由, as text; a diagram without it is refused at deployment
 *   <li>{@code contactNeed}, {@code contactResult}: the variables that hold what the customer asked or said, and what was
 *       said or agreed, several with commas between them; {@code contactResultText}: the result as text, where it is always the same
 *   <li>{@code contactFollowUp}: 跟进事项, as text
 *   <li>{@code contactMeans}: the variable that holds the means, such as {@code channel}; else what the customer prefers, else
 *       the phone
 *   <li>{@code contactOnlyIf}: {@code variable=value}; otherwise nobody spoke with the customer
 * </ul>
 *
 * A case of a diagram that was deployed before these properties has its task's name for a subject.
 */
@Component
class EngineContacts implements Deployer {

    private static final String SUBJECT = "contactSubject";
    private static final Set<String> WRITERS = Set.of("${recordContact}", "${takeOwnership}");

    private final Casebook casebook;
    private final FormLabels labels;

    EngineContacts(Casebook casebook, FormLabels labels) {
        this.casebook = casebook;
        this.labels = labels;
    }

    void record(DelegateTask task) {
        Map<String, String> said = properties((UserTask) task.getBpmnModelElementInstance());
        if (!applies(said.get("contactOnlyIf"), task)) {
            return;
        }
        String means = text(task, said.getOrDefault("contactMeans", "preferredContact"));
        casebook.recordContact(new ContactRecord(
                (String) task.getVariable(CaseVariables.CASE_NUMBER),
                UUID.fromString((String) task.getVariable(CaseVariables.CUSTOMER_ID)),
                null,
                means == null ? "phone" : means,
                said.getOrDefault(SUBJECT, task.getName()),
                text(task, said.get("contactNeed")),
                said.getOrDefault("contactResultText", result(task, said.get("contactResult"))),
                said.get("contactFollowUp"),
                task.getAssignee()));
    }

    /** What was chosen is written as it was read out; null if nothing was said. */
    private String result(DelegateTask task, String variables) {
        if (variables == null) {
            return null;
        }
        String form = ((UserTask) task.getBpmnModelElementInstance()).getCamundaFormRef();
        String said = Stream.of(variables.split(","))
                .map(String::strip)
                .filter(variable -> text(task, variable) != null)
                .map(variable ->
                        form == null ? text(task, variable) : labels.label(form, variable, text(task, variable)))
                .collect(Collectors.joining("，"));
        return said.isEmpty() ? null : said;
    }

    private static boolean applies(String condition, DelegateTask task) {
        if (condition == null) {
            return true;
        }
        String[] sides = condition.split("=", 2);
        return sides.length == 2 && sides[1].strip().equals(text(task, sides[0].strip()));
    }

    private static String text(DelegateTask task, String variable) {
        Object value = variable == null ? null : task.getVariable(variable);
        return value == null ? null : value.toString();
    }

    /** @throws Refusal if a task of a new diagram writes a contact record that has no subject, or a condition nobody can read */
    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        List<String> findings = deployment.getResources().values().stream()
                .filter(resource -> resource.getName().matches(".*\\.(bpmn|bpmn20\\.xml)"))
                .flatMap(EngineContacts::tasks)
                .filter(EngineContacts::writes)
                .flatMap(EngineContacts::findings)
                .toList();
        if (!findings.isEmpty()) {
            throw new Refusal("这个流程不能部署：" + String.join("；", findings) + "。原来的版本继续有效。");
        }
    }

    private static Stream<UserTask> tasks(ResourceEntity file) {
        try {
            return Bpmn.readModelFromStream(new ByteArrayInputStream(file.getBytes()))
                    .getModelElementsByType(UserTask.class)
                    .stream();
        } catch (ModelException e) {
            // the engine says what is wrong with the file
            return Stream.empty();
        }
    }

    private static boolean writes(UserTask task) {
        return task.getExtensionElements() != null
                && task
                        .getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaTaskListener.class)
                        .list()
                        .stream()
                        .map(CamundaTaskListener::getCamundaDelegateExpression)
                        // null for a listener of another kind, which a set of constants does not answer for
                        .filter(Objects::nonNull)
                        .anyMatch(WRITERS::contains);
    }

    private static Stream<String> findings(UserTask task) {
        Map<String, String> said = properties(task);
        String subject = said.get(SUBJECT);
        String condition = said.get("contactOnlyIf");
        Stream.Builder<String> findings = Stream.builder();
        if (subject == null || subject.isBlank()) {
            findings.add("任务 " + task.getId() + " 要写沟通记录，请在它的扩展属性 contactSubject 里写明沟通事由");
        }
        if (condition != null && !condition.contains("=")) {
            findings.add("任务 " + task.getId() + " 的扩展属性 contactOnlyIf 应写成“变量=值”");
        }
        return findings.build();
    }

    private static Map<String, String> properties(UserTask task) {
        Map<String, String> properties = new HashMap<>();
        if (task.getExtensionElements() != null) {
            task.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                    .map(CamundaProperties::getCamundaProperties)
                    .flatMap(Collection::stream)
                    .forEach(property -> put(properties, property));
        }
        return properties;
    }

    private static void put(Map<String, String> properties, CamundaProperty property) {
        if (property.getCamundaName() != null && property.getCamundaValue() != null) {
            properties.put(property.getCamundaName(), property.getCamundaValue());
        }
    }
}
