package io.aftercare.deadline;

import io.aftercare.calendar.Calendars;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import io.aftercare.platform.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.traversal.DocumentTraversal;
import org.w3c.dom.traversal.NodeFilter;
import org.w3c.dom.traversal.NodeIterator;
import org.xml.sax.SAXException;

/**
 * Lets a diagram or a deadline table into the engine only if they fit: every row can be read, every step that a diagram names
 * has its row, whatever the case. Who deploys learns the row or the step and the reason; what was in force stays. It looks at
 * the files before the engine does, so that nothing of a refused one is left in the engine's cache.
 */
@Component
class EngineDeadlineGate implements Deployer {

    private static final int SHOWN = 20;

    /** A step that a diagram asks for; {@code scope} may be null. */
    record Asked(String process, String step, String scope) {}

    private final EngineDeadlineTable tables;
    private final DeadlineLedger ledger;
    private final Calendars calendars;
    private final Staff staff;
    private final Clock clock;

    EngineDeadlineGate(
            EngineDeadlineTable tables, DeadlineLedger ledger, Calendars calendars, Staff staff, Clock clock) {
        this.tables = tables;
        this.ledger = ledger;
        this.calendars = calendars;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Set<Asked> asked = new LinkedHashSet<>();
        Set<String> processes = new LinkedHashSet<>();
        Optional<Decision> file = Optional.empty();
        for (ResourceEntity resource : deployment.getResources().values()) {
            try {
                if (resource.getName().matches(".*\\.(bpmn|bpmn20\\.xml)")) {
                    asked.addAll(asked(resource.getBytes(), processes));
                } else if (resource.getName().matches(".*\\.(dmn|dmn11\\.xml)")) {
                    Optional<Decision> found = EngineDeadlineTable.decision(
                            Dmn.readModelFromStream(new ByteArrayInputStream(resource.getBytes())));
                    file = file.isPresent() ? file : found;
                }
            } catch (SAXException | ModelException e) {
                // the engine would call it an error of the system
                throw new Refusal("文件 " + resource.getName() + " 不能部署：它不是完整的 BPMN 或 DMN 文件（" + innermost(e)
                        + "）。请用 Modeler 打开检查，改好后再部署。");
            }
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (file.isPresent()) {
            if (deployment.getTenantId() != null) {
                throw new Refusal("时限表不能部署：时限表不分租户，请去掉租户编号（tenant-id）再部署。");
            }
            check(file.get(), asked, processes, today);
        } else if (!asked.isEmpty()) {
            refuse("这个流程不能部署", missing(tables.newest(), asked, today));
        }
    }

    private static String innermost(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    }

    private void check(Decision file, Set<Asked> askedInDeployment, Set<String> replaced, LocalDate today) {
        DeadlineTable table;
        try {
            table = tables.read("", 0, file);
        } catch (IllegalArgumentException e) {
            throw new Refusal("时限表不能部署：" + e.getMessage() + "。原来的时限表继续有效。");
        }
        List<String> findings =
                new ArrayList<>(table.findings(calendars.names(), staff.groups().keySet()));
        if (findings.isEmpty()) {
            boolean forRunningCases = EngineDeadlineTable.forRunningCases(file.getVersionTag());
            Set<Asked> everything = new LinkedHashSet<>(askedInDeployment);
            everything.addAll(askedInForce(replaced));
            LocalDate day = today;
            if (forRunningCases) {
                ledger.openSteps()
                        .forEach(step -> everything.add(new Asked(step.process(), step.step(), step.scope())));
                day = ledger.oldestOpenCase()
                        .map(began -> LocalDate.ofInstant(began, clock.getZone()))
                        .filter(began -> began.isBefore(today))
                        .orElse(today);
            }
            findings.addAll(missing(table, everything, day));
            if (findings.isEmpty() && forRunningCases) {
                EngineReplanning.schedule();
            }
        }
        refuse("时限表不能部署", findings);
    }

    /** What the diagrams in force ask for, except those that the deployment replaces. */
    private static Set<Asked> askedInForce(Set<String> replaced) {
        Set<Asked> everything = new LinkedHashSet<>();
        RepositoryService repository = EngineDeadlineTable.repository();
        for (ProcessDefinition process :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            if (replaced.contains(process.getKey())) {
                continue;
            }
            try (InputStream model = repository.getProcessModel(process.getId())) {
                everything.addAll(asked(model.readAllBytes(), new LinkedHashSet<>()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SAXException e) {
                throw new IllegalStateException("The diagram in force of " + process.getId() + " cannot be read", e);
            }
        }
        return everything;
    }

    private static List<String> missing(DeadlineTable table, Set<Asked> asked, LocalDate day) {
        return asked.stream()
                .flatMap(step -> table.missing(step.process(), step.step(), step.scope(), day).stream())
                .toList();
    }

    private static void refuse(String lead, List<String> findings) {
        if (!findings.isEmpty()) {
            String more = findings.size() > SHOWN ? "；另有 " + (findings.size() - SHOWN) + " 处" : "";
            throw new Refusal(lead + "：" + String.join("；", findings.subList(0, Math.min(SHOWN, findings.size())))
                    + more + "。原来的版本继续有效。");
        }
    }

    /**
     * The steps that the diagrams of a file ask for.
     *
     * @param processes is told the ids of the file's processes
     * @throws SAXException if the file is not well-formed
     * @throws Refusal if an expression does not name its step or scope as a fixed text, so that nobody can check it
     */
    static Set<Asked> asked(byte[] file, Set<String> processes) throws SAXException {
        Set<Asked> asked = new LinkedHashSet<>();
        Document diagram = Xml.parse(file);
        for (Element process : Xml.elements(diagram, "process")) {
            if (!BpmnModelConstants.BPMN20_NS.equals(process.getNamespaceURI())) {
                continue;
            }
            String id = process.getAttribute("id");
            processes.add(id);
            NodeIterator parts = ((DocumentTraversal) diagram)
                    .createNodeIterator(process, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, null, true);
            for (Node part = parts.nextNode(); part != null; part = parts.nextNode()) {
                if (part instanceof Element element) {
                    NamedNodeMap attributes = element.getAttributes();
                    for (int i = 0; i < attributes.getLength(); i++) {
                        add(asked, id, attributes.item(i).getNodeValue());
                    }
                } else {
                    add(asked, id, part.getNodeValue());
                }
            }
        }
        return asked;
    }

    private static void add(Set<Asked> asked, String process, String text) {
        for (DeadlineExpressions.Call call : DeadlineExpressions.calls(text)) {
            String step = call.step()
                    .orElseThrow(() -> new Refusal("这个流程不能部署：表达式 " + call.written() + " 中的环节必须是用单引号括起的固定文字。"));
            if (call.scopes().isEmpty()) {
                throw new Refusal("这个流程不能部署：表达式 " + call.written() + " 中的范围必须写出各个取值，用单引号括起。");
            }
            call.scopes().forEach(scope -> asked.add(new Asked(process, step, scope)));
        }
    }
}
