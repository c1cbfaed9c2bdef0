package io.aftercare.wording;

import io.aftercare.calendar.Calendars;
import io.aftercare.form.CustomerWording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Reads the two tables. They are lists of texts with conditions, asked at every look at a task and at every form, so each
 * version is read once and no decision is evaluated: that would fill the decision history with greetings.
 */
@Component
class EngineWording implements Wording, CustomerWording {

    private static final String WORDING = "wording";
    private static final String TABOO = "service-taboo";

    /** Stands in the table's holiday column for a day without one. */
    private static final String ORDINARY_DAY = "-none-";

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private record Row(List<Set<String>> conditions, List<String> texts) {}

    // asked for late: the forms are part of the engine's configuration, which comes before the engine
    private final ObjectProvider<ProcessEngine> engine;
    private final Calendars calendars;
    private final Map<String, List<Row>> read = new ConcurrentHashMap<>();

    EngineWording(ObjectProvider<ProcessEngine> engine, Calendars calendars) {
        this.engine = engine;
        this.calendars = calendars;
    }

    @Override
    public List<Line> lines(Situation situation) {
        List<String> inputs = new ArrayList<>();
        inputs.add(situation.step());
        inputs.add(situation.channel());
        inputs.add(situation.emotion());
        inputs.add(situation.ageGroup());
        inputs.add(calendars.holiday(situation.day()).orElse(ORDINARY_DAY));
        return rows(WORDING).stream()
                .filter(row -> holds(row.conditions(), inputs))
                .map(row -> new Line(row.texts().get(0), row.texts().get(1)))
                .toList();
    }

    private static boolean holds(List<Set<String>> conditions, List<String> inputs) {
        for (int i = 0; i < conditions.size() && i < inputs.size(); i++) {
            if (!conditions.get(i).isEmpty() && !conditions.get(i).contains(inputs.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<String> objections(String text) {
        String bare = text.replaceAll("[\\s　]+", "");
        return rows(TABOO).stream()
                .flatMap(row -> row.conditions().get(0).stream()
                        .filter(bare::contains)
                        .map(word -> "“" + word + "”是服务忌语，可以改为“" + row.texts().get(0) + "”"))
                .toList();
    }

    private List<Row> rows(String key) {
        ProcessEngine running = engine.getObject();
        var configuration = (ProcessEngineConfigurationImpl) running.getProcessEngineConfiguration();
        return configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> {
                    DecisionDefinition newest = running.getRepositoryService()
                            .createDecisionDefinitionQuery()
                            .decisionDefinitionKey(key)
                            .withoutTenantId()
                            .latestVersion()
                            .singleResult();
                    return newest == null
                            ? List.<Row>of()
                            : read.computeIfAbsent(newest.getId(), id -> {
                                try (InputStream file =
                                        running.getRepositoryService().getDecisionModel(id)) {
                                    return read(key, file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
                }));
    }

    private static List<Row> read(String key, InputStream file) {
        Collection<Decision> decisions = Dmn.readModelFromStream(file).getModelElementsByType(Decision.class);
        DecisionTable table = decisions.stream()
                .filter(decision -> key.equals(decision.getId()))
                .map(Decision::getExpression)
                .filter(DecisionTable.class::isInstance)
                .map(DecisionTable.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(key + ".dmn has no decision table of that id"));
        return table.getRules().stream().map(EngineWording::row).toList();
    }

    private static Row row(Rule rule) {
        Function<String, Set<String>> texts = cell -> {
            Set<String> found = new java.util.LinkedHashSet<>();
            Matcher quoted = QUOTED.matcher(cell);
            while (quoted.find()) {
                found.add(quoted.group(1).replace("\\\"", "\""));
            }
            return found;
        };
        return new Row(
                rule.getInputEntries().stream()
                        .map(entry -> texts.apply(entry.getText().getTextContent()))
                        .collect(Collectors.toList()),
                rule.getOutputEntries().stream()
                        .map(entry ->
                                String.join("", texts.apply(entry.getText().getTextContent())))
                        .toList());
    }
}
