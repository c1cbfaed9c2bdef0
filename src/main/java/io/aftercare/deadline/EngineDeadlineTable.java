package io.aftercare.deadline;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.deadline.DeadlineTable.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The deployed versions of {@code deadlines.dmn}. It is asked at every step of every case, so each version is read once and
 * its rows are compared here; a decision of the engine would parse all its cells anew and write its history each time. The
 * matched row, its version and the inputs are kept in the ledger instead.
 */
@Component
class EngineDeadlineTable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineDeadlineTable.class);

    static final String DECISION = "deadlines";

    /** In the table's version tag 版本标签: cases that are under way follow this version as well. */
    static final String FOR_RUNNING_CASES = "在办适用";

    private final FeelEngine feel;
    private final Map<String, DeadlineTable> read = new ConcurrentHashMap<>();

    EngineDeadlineTable() {
        var configuration =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.buildEngine();
        this.feel = configuration.getFeelEngine();
    }

    /** The newest version. */
    DeadlineTable newest() {
        return table(definitions().stream()
                .max(Comparator.comparingInt(DecisionDefinition::getVersion))
                .orElseThrow(() -> new IllegalStateException("No decision table '" + DECISION + "' is deployed")));
    }

    /**
     * The version for a case that is under way: the one it has kept until now, or a newer one that was deployed for running
     * cases too. If an administrator has deleted the one it kept, the newest, which the ledger then names.
     *
     * @param kept id of the version that set the case's latest deadline
     */
    DeadlineTable forCase(String kept) {
        List<DecisionDefinition> all = definitions();
        Optional<DecisionDefinition> own = all.stream()
                .filter(definition -> definition.getId().equals(kept))
                .findFirst();
        if (own.isEmpty()) {
            LOG.warn("一件个案沿用的时限表 {} 已被删除，改用最新版本", kept);
            return newest();
        }
        int version = own.get().getVersion();
        return table(all.stream()
                .filter(definition -> definition.getVersion() == version
                        || definition.getVersion() > version && forRunningCases(definition.getVersionTag()))
                .max(Comparator.comparingInt(DecisionDefinition::getVersion))
                .orElseThrow());
    }

    /** The newest version that was deployed for running cases too; empty if there is none. */
    Optional<DeadlineTable> newestForRunningCases() {
        return definitions().stream()
                .filter(definition -> forRunningCases(definition.getVersionTag()))
                .max(Comparator.comparingInt(DecisionDefinition::getVersion))
                .map(this::table);
    }

    static boolean forRunningCases(String versionTag) {
        return versionTag != null && versionTag.contains(FOR_RUNNING_CASES);
    }

    private List<DecisionDefinition> definitions() {
        return repository()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(DECISION)
                .withoutTenantId()
                .list();
    }

    /** Of the engine whose command asks; it also asks while the engine is still being built. */
    static RepositoryService repository() {
        return Context.getProcessEngineConfiguration().getRepositoryService();
    }

    private DeadlineTable table(DecisionDefinition definition) {
        return read.computeIfAbsent(definition.getId(), id -> {
            try (InputStream model = repository().getDecisionModel(id)) {
                return read(id, definition.getVersion(), model);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The decision {@code deadlines} of a file, if it is there. */
    static Optional<Decision> decision(DmnModelInstance model) {
        return model.getModelElementsByType(Decision.class).stream()
                .filter(found -> DECISION.equals(found.getId()))
                .findFirst();
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it has no table {@code deadlines} with the columns that are needed; a Chinese phrase
     */
    DeadlineTable read(String id, int version, InputStream file) {
        return read(
                id,
                version,
                decision(Dmn.readModelFromStream(file))
                        .orElseThrow(() -> new IllegalArgumentException("文件中没有 id 为 deadlines 的决策表")));
    }

    /** As {@link #read(String, int, InputStream)}. */
    DeadlineTable read(String id, int version, Decision decision) {
        if (!(decision.getExpression() instanceof DecisionTable table)) {
            throw new IllegalArgumentException("决策 deadlines 应为决策表");
        }
        List<String> conditions = table.getInputs().stream()
                .map(Input::getInputExpression)
                .map(expression -> expression == null ? "" : content(expression.getText()))
                .toList();
        List<String> results = table.getOutputs().stream().map(Output::getName).toList();
        checkColumns(conditions, results);
        List<Row> rows = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            int number = rows.size() + 1;
            if (rule.getInputEntries().size() != conditions.size()
                    || rule.getOutputEntries().size() != results.size()) {
                throw new IllegalArgumentException("第 " + number + " 行的单元格与列数不符");
            }
            Map<String, String> cells = new LinkedHashMap<>();
            int column = 0;
            for (var entry : rule.getInputEntries()) {
                cells.put(conditions.get(column++), content(entry.getText()));
            }
            cells.put(
                    DeadlineTable.NOTE,
                    rule.getDescription() == null
                            ? ""
                            : rule.getDescription().getTextContent().trim());
            column = 0;
            for (var entry : rule.getOutputEntries()) {
                cells.put(results.get(column++), content(entry.getText()));
            }
            rows.add(new Row(number, rule.getId(), cells));
        }
        return DeadlineTable.of(id, version, rows, this::evaluate);
    }

    private static void checkColumns(List<String> conditions, List<String> results) {
        List<String> missing = new ArrayList<>(DeadlineTable.CONDITIONS);
        missing.removeAll(conditions);
        List<String> more = new ArrayList<>(DeadlineTable.RESULTS);
        more.removeAll(results);
        missing.addAll(more);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("缺少列 " + String.join("、", missing));
        }
        // a condition that nobody looks at would let rows apply to cases that they are not meant for
        List<String> surplus = new ArrayList<>(conditions);
        DeadlineTable.CONDITIONS.forEach(surplus::remove);
        if (!surplus.isEmpty()) {
            throw new IllegalArgumentException("不能增加条件列，多出 " + String.join("、", surplus));
        }
    }

    /** Without what an owner has noted at the cell. */
    private static String content(Text text) {
        return text == null ? "" : text.getTextContent().trim();
    }

    private Object evaluate(String expression, Map<String, ?> inputs) {
        Map<String, Object> variables = new LinkedHashMap<>(inputs);
        variables.replaceAll((name, value) -> value instanceof JsonNode json ? json.asText() : value);
        return feel.evaluateSimpleExpression(
                expression, Variables.fromMap(variables).asVariableContext());
    }
}
