package io.aftercare.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.springframework.stereotype.Component;

/**
 * What an owner mistypes is said at deployment, and what was in force stays: a candidate group that nobody can be in, so that
 * the task would be nobody's, and a table's result that is none of those which the table itself names as possible
 * ({@code outputValues}, Modeler's predefined values), so that no gateway or group would know it; and a form that is cut off.
 */
@Component
class EngineModelGate implements Deployer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final Staff staff;

    EngineModelGate(Staff staff) {
        this.staff = staff;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        for (ResourceEntity resource : deployment.getResources().values()) {
            List<String> findings;
            try {
                if (resource.getName().matches(".*\\.(bpmn|bpmn20\\.xml)")) {
                    findings = groups(reader(resource));
                } else if (resource.getName().matches(".*\\.(dmn|dmn11\\.xml)")) {
                    findings = results(reader(resource));
                } else if (resource.getName().endsWith(".form")) {
                    JSON.readTree(resource.getBytes());
                    continue;
                } else {
                    continue;
                }
            } catch (XMLStreamException e) {
                continue; // the engine says where it is broken
            } catch (IOException e) {
                // the engine would call it an error of the system
                throw new Refusal("文件 " + resource.getName() + " 不能部署：它不是完整的表单文件。请用 Modeler 打开检查，改好后再部署。");
            }
            if (!findings.isEmpty()) {
                throw new Refusal("文件 " + resource.getName() + " 不能部署：" + String.join("；", findings) + "。原来的版本继续有效。");
            }
        }
    }

    private static XMLStreamReader reader(ResourceEntity resource) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(resource.getBytes()));
    }

    private List<String> groups(XMLStreamReader xml) throws XMLStreamException {
        List<String> findings = new ArrayList<>();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String groups = xml.getAttributeValue(BpmnModelConstants.CAMUNDA_NS, "candidateGroups");
            if (groups == null || groups.contains("{")) {
                continue; // an expression: its table says which groups there are
            }
            for (String group : groups.split(",")) {
                if (!staff.groups().containsKey(group.strip())) {
                    findings.add("任务“" + xml.getAttributeValue(null, "name") + "”的候选组“" + group.strip() + "”不存在，可用的组有："
                            + String.join("、", staff.groups().keySet()));
                }
            }
        }
        return findings;
    }

    /** One column of results: its heading, and the values it may have; any if it names none. */
    private record Column(String label, Set<String> possible) {}

    private static List<String> results(XMLStreamReader xml) throws XMLStreamException {
        List<String> findings = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String table = null;
        boolean possible = false;
        int rule = 0;
        int column = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    switch (xml.getLocalName()) {
                        case "decision" -> table = xml.getAttributeValue(null, "name");
                        case "decisionTable" -> {
                            columns.clear();
                            rule = 0;
                        }
                        case "output" -> columns.add(
                                new Column(xml.getAttributeValue(null, "label"), new LinkedHashSet<>()));
                        case "outputValues" -> possible = true;
                        case "rule" -> {
                            rule++;
                            column = 0;
                        }
                        default -> {
                            // says nothing of results
                        }
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    switch (xml.getLocalName()) {
                        case "text" -> {
                            if (possible) {
                                Matcher each = TEXT.matcher(text);
                                while (each.find()) {
                                    columns.get(columns.size() - 1).possible().add(each.group(1));
                                }
                            }
                        }
                        case "outputValues" -> possible = false;
                        case "outputEntry" -> {
                            Column of = column < columns.size() ? columns.get(column) : new Column(null, Set.of());
                            column++;
                            Matcher one = TEXT.matcher(text.toString().strip());
                            if (one.matches()
                                    && !of.possible().isEmpty()
                                    && !of.possible().contains(one.group(1))) {
                                findings.add("表“" + table + "”第 " + rule + " 行的“" + of.label() + "”是“" + one.group(1)
                                        + "”，应为" + String.join("、", of.possible()) + "之一");
                            }
                        }
                        default -> {
                            // says nothing of results
                        }
                    }
                }
                default -> {
                    // comments say nothing of results
                }
            }
        }
        return findings;
    }
}
