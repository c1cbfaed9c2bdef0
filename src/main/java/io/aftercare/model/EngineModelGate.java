package io.aftercare.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.PatternSyntaxException;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import io.aftercare.platform.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.util.StringUtil;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What an owner mistypes is said at deployment, and what was in force stays: a candidate group that nobody can be in, so that
 * the task would be nobody's, and a table's result that is none of those which the table itself names as possible
 * ({@code outputValues}, Modeler's predefined values), so that no gateway or group would know it; and a form that is cut off.
 */
@Component
class EngineModelGate implements Deployer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private static final String[] KNOWN = {".bpmn", ".bpmn20.xml", ".dmn", ".dmn11.xml", ".form"};
    private static final int SHOWN = 20;

    private final Staff staff;
    private final NoCodeRule noCode;

    EngineModelGate(Staff staff, NoCodeRule noCode) {
        this.staff = staff;
        this.noCode = noCode;
    }

    /**
     * Also asked when the engine reads a model again that was deployed before: one that holds code is not run then, whenever it
     * came in.
     */
    @Override
    public void deploy(DeploymentEntity deployment) {
        List<String> refused = new ArrayList<>();
        for (ResourceEntity resource : deployment.getResources().values()) {
            List<String> findings = findings(resource, deployment.isNew());
            if (!findings.isEmpty()) {
                refused.add("文件 " + resource.getName() + " 不能部署：" + shown(findings));
            }
        }
        if (!refused.isEmpty()) {
            throw new Refusal(String.join("。", refused) + "。原来的版本继续有效。");
        }
    }

    private static String shown(List<String> findings) {
        return String.join("；", findings.subList(0, Math.min(SHOWN, findings.size())))
                + (findings.size() > SHOWN ? "；另有 " + (findings.size() - SHOWN) + " 处" : "");
    }

    private List<String> findings(ResourceEntity resource, boolean arriving) {
        String name = resource.getName();
        List<String> findings = new ArrayList<>();
        if (arriving && !StringUtil.hasAnySuffix(name, KNOWN)) {
            return List.of("这里只能部署流程图（.bpmn）、决策表（.dmn）和表单（.form）");
        }
        try {
            // as the engine tells them apart
            if (StringUtil.hasAnySuffix(name, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)) {
                Document diagram = Xml.parse(resource.getBytes());
                findings.addAll(noCode.diagram(diagram));
                if (arriving) {
                    findings.addAll(groups(diagram));
                }
            } else if (StringUtil.hasAnySuffix(name, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
                Document tables = Xml.parse(resource.getBytes());
                findings.addAll(noCode.tables(tables));
                if (arriving) {
                    findings.addAll(results(tables));
                }
            } else if (arriving) {
                JsonNode form = JSON.readTree(resource.getBytes());
                findings.addAll(noCode.form(form));
                findings.addAll(patterns(form));
            }
            return findings;
        } catch (SAXException e) {
            return List.of("它不是完整的 BPMN 或 DMN 文件（" + e.getMessage() + "）。请用 Modeler 打开检查，改好后再部署");
        } catch (IOException e) {
            // the engine would call it an error of the system
            return List.of("它不是完整的表单文件。请用 Modeler 打开检查，改好后再部署");
        }
    }

    /** Patterns that could only be checked by trying one way after the other, which a long text makes endless. */
    private static List<String> patterns(JsonNode form) {
        List<String> findings = new ArrayList<>();
        for (JsonNode component : form.findParents("validate")) {
            try {
                com.google.re2j.Pattern.compile(
                        component.path("validate").path("pattern").asText());
            } catch (PatternSyntaxException e) {
                findings.add("“"
                        + component.path("label").asText(component.path("key").asText()) + "”的校验规则不能使用前后查找和反向引用，也要写完整："
                        + e.getPattern());
            }
        }
        return findings;
    }

    private List<String> groups(Document diagram) {
        List<String> findings = new ArrayList<>();
        for (Element step : Xml.elements(diagram, "*")) {
            String groups = step.getAttributeNS(BpmnModelConstants.CAMUNDA_NS, "candidateGroups");
            if (groups.isEmpty() || groups.contains("{")) {
                continue; // an expression: its table says which groups there are
            }
            for (String group : groups.split(",")) {
                if (!staff.groups().containsKey(group.strip())) {
                    findings.add("任务“" + step.getAttribute("name") + "”的候选组“" + group.strip() + "”不存在，可用的组有："
                            + String.join("、", staff.groups().keySet()));
                }
            }
        }
        return findings;
    }

    private static List<String> results(Document tables) {
        List<String> findings = new ArrayList<>();
        for (Element table : Xml.elements(tables, "decision")) {
            List<Element> columns = Xml.elements(table, "output");
            int row = 0;
            for (Element rule : Xml.elements(table, "rule")) {
                row++;
                List<Element> results = Xml.elements(rule, "outputEntry");
                for (int i = 0; i < Math.min(columns.size(), results.size()); i++) {
                    Set<String> possible = possible(columns.get(i));
                    Matcher result = TEXT.matcher(text(results.get(i)));
                    if (!possible.isEmpty() && result.matches() && !possible.contains(result.group(1))) {
                        findings.add("表“" + table.getAttribute("name") + "”第 " + row + " 行的“"
                                + columns.get(i).getAttribute("label") + "”是“" + result.group(1) + "”，应为"
                                + String.join("、", possible) + "之一");
                    }
                }
            }
        }
        return findings;
    }

    /** What a column's results may be; empty if it does not say. */
    private static Set<String> possible(Element column) {
        Set<String> possible = new LinkedHashSet<>();
        Xml.elements(column, "outputValues")
                .forEach(values -> TEXT.matcher(text(values)).results().forEach(each -> possible.add(each.group(1))));
        return possible;
    }

    private static String text(Element expression) {
        return Xml.elements(expression, "text").stream()
                .map(Element::getTextContent)
                .collect(Collectors.joining())
                .strip();
    }
}
