package io.aftercare.deadline;

import io.aftercare.calendar.Calendars;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.xml.ModelParseException;
import org.springframework.stereotype.Component;

/**
 * Lets a diagram or a deadline table into the engine only if they fit: every row can be read, every step that a diagram names
 * has its row, whatever the case. Who deploys learns the row or the step and the reason; what was in force stays. It looks at
 * the files before the engine does, so that nothing of a refused one is left in the engine's cache.
 */
@Component
class EngineDeadlineGate implements Deployer {

    /** {@code deadline.timer(execution, 'step', scope)} and its sisters in a diagram's expressions. */
    private static final Pattern ASKED =
            Pattern.compile("\\bdeadline\\.(?:timer|moment|cycle|length|wouldBeDue)\\(([^(){}]*)\\)");

    private static final Pattern ARGUMENTS =
            Pattern.compile("\\s*\\w+\\s*,\\s*'([^']*)'\\s*(?:,(.*))?", Pattern.DOTALL);
    private static final Pattern SCOPE = Pattern.compile("(?:^|[?:])\\s*'([^']*)'");
    private static final Pattern PROCESS = Pattern.compile("<(?:\\w+:)?process\\b[^>]*?\\bid=\"([^\"]+)\"");
    private static final Pattern TAG = Pattern.compile("\\bversionTag=\"([^\"]*)\"");
    private static final int SHOWN = 20;

    /** A step that a diagram asks for; {@code scope} may be null. */
    record Asked(String process, String step, String scope) {}

    private final EngineDeadlineTable tables;
    private final DeadlineLedger ledger;
    private final Calendars calendars;
    private final Staff staff;

    EngineDeadlineGate(EngineDeadlineTable tables, DeadlineLedger ledger, Calendars calendars, Staff staff) {
        this.tables = tables;
        this.ledger = ledger;
        this.calendars = calendars;
        this.staff = staff;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Set<Asked> asked = new LinkedHashSet<>();
        Optional<ResourceEntity> file = Optional.empty();
        for (ResourceEntity resource : deployment.getResources().values()) {
            if (resource.getName().matches(".*\\.(bpmn|bpmn20\\.xml)")) {
                asked.addAll(asked(resource.getBytes()));
            } else if (resource.getName().matches(".*\\.(dmn|dmn11\\.xml)")
                    && text(resource.getBytes()).contains("id=\"" + EngineDeadlineTable.DECISION + "\"")) {
                file = Optional.of(resource);
            }
        }
        if (file.isPresent()) {
            check(file.get(), asked);
        } else if (!asked.isEmpty()) {
            refuse("这个流程不能部署", missing(tables.newest(), asked));
        }
    }

    private void check(ResourceEntity file, Set<Asked> askedInDeployment) {
        DeadlineTable table;
        try {
            table = tables.read("", 0, new ByteArrayInputStream(file.getBytes()));
        } catch (ModelParseException e) {
            return; // the engine says so itself
        } catch (IllegalArgumentException e) {
            throw new Refusal("时限表不能部署：" + e.getMessage() + "。原来的时限表继续有效。");
        }
        List<String> findings =
                new ArrayList<>(table.findings(calendars.names(), staff.groups().keySet()));
        if (findings.isEmpty()) {
            boolean forRunningCases = EngineDeadlineTable.forRunningCases(versionTag(file));
            findings.addAll(missing(table, everythingAsked(askedInDeployment, forRunningCases)));
            if (findings.isEmpty() && forRunningCases) {
                EngineReplanning.schedule();
            }
        }
        refuse("时限表不能部署", findings);
    }

    private static String versionTag(ResourceEntity file) {
        Matcher tag = TAG.matcher(text(file.getBytes()));
        return tag.find() ? tag.group(1) : null;
    }

    /** What the diagrams in force need from a new table; those in the same deployment replace theirs. */
    private Set<Asked> everythingAsked(Set<Asked> inDeployment, boolean forRunningCases) {
        Set<Asked> everything = new LinkedHashSet<>(inDeployment);
        Set<String> replaced = new LinkedHashSet<>();
        inDeployment.forEach(asked -> replaced.add(asked.process()));
        RepositoryService repository = EngineDeadlineTable.repository();
        for (ProcessDefinition process :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            if (replaced.contains(process.getKey())) {
                continue;
            }
            try (InputStream model = repository.getProcessModel(process.getId())) {
                everything.addAll(asked(model.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (forRunningCases) {
            ledger.openSteps().forEach(step -> everything.add(new Asked(step.process(), step.step(), step.scope())));
        }
        return everything;
    }

    private static List<String> missing(DeadlineTable table, Set<Asked> asked) {
        return asked.stream()
                .flatMap(step -> table.missing(step.process(), step.step(), step.scope()).stream())
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
     * @throws Refusal if an expression does not name its step or scope as a fixed text, so that nobody can check it
     */
    static Set<Asked> asked(byte[] file) {
        Set<Asked> asked = new LinkedHashSet<>();
        String text = text(file)
                .replace("&#39;", "'")
                .replace("&apos;", "'")
                .replace("&quot;", "\"")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
        Matcher process = PROCESS.matcher(text);
        int from = process.find() ? process.end() : text.length();
        while (from < text.length()) {
            String key = process.group(1);
            int to = process.find() ? process.start() : text.length();
            Matcher expression = ASKED.matcher(text).region(from, to);
            while (expression.find()) {
                add(asked, key, expression);
            }
            from = to == text.length() ? to : process.end();
        }
        return asked;
    }

    private static void add(Set<Asked> asked, String process, Matcher expression) {
        Matcher arguments = ARGUMENTS.matcher(expression.group(1));
        if (!arguments.matches()) {
            throw new Refusal("这个流程不能部署：表达式 " + expression.group() + " 中的环节必须是用单引号括起的固定文字。");
        }
        String scope = arguments.group(2);
        if (scope == null || scope.isBlank() || "null".equals(scope.trim())) {
            asked.add(new Asked(process, arguments.group(1), null));
            return;
        }
        Matcher texts = SCOPE.matcher(scope);
        boolean found = false;
        while (texts.find()) {
            asked.add(new Asked(process, arguments.group(1), texts.group(1)));
            found = true;
        }
        if (!found) {
            throw new Refusal("这个流程不能部署：表达式 " + expression.group() + " 中的范围必须写出各个取值，用单引号括起。");
        }
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }
}
