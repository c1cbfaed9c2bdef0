package io.aftercare.deadline;

import io.aftercare.deadline.DeadlineRule.Anchor;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks {@code deadlines.dmn}. It is asked at every step of every case, so it runs on a DMN engine of its own that keeps no
 * decision history; the matched row, its version and the inputs are kept in the ledger instead.
 */
@Component
class EngineDeadlineTable {

    static final String DECISION = "deadlines";

    private final RepositoryService repository;
    private final DmnEngine engine;
    private final Map<String, DmnDecision> parsed = new ConcurrentHashMap<>();
    private final ThreadLocal<List<String>> matchedRules = ThreadLocal.withInitial(ArrayList::new);

    EngineDeadlineTable(@Lazy RepositoryService repository) {
        this.repository = repository;
        var configuration =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.setDefaultOutputEntryExpressionLanguage("feel");
        DmnDecisionTableEvaluationListener listener = event ->
                event.getMatchingRules().forEach(rule -> matchedRules.get().add(rule.getId()));
        configuration.getCustomPostDecisionTableEvaluationListeners().add(listener);
        this.engine = configuration.buildEngine();
    }

    /**
     * The row for a step.
     *
     * @param inputs process, step, urgency, scope, tier and whatever the row's cells name
     * @throws IllegalStateException if no row, or more than one, fits; the message names the step
     */
    DeadlineRule rule(Map<String, Object> inputs) {
        DecisionDefinition definition = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(DECISION)
                .latestVersion()
                .singleResult();
        if (definition == null) {
            throw new IllegalStateException("No decision table '" + DECISION + "' is deployed");
        }
        DmnDecision decision = parsed.computeIfAbsent(definition.getId(), this::parse);
        matchedRules.remove();
        try {
            DmnDecisionResult result = engine.evaluateDecision(decision, inputs);
            if (result.size() != 1) {
                throw new IllegalStateException(
                        "deadlines.dmn version " + definition.getVersion() + " has no row for " + inputs);
            }
            return rule(result.getSingleResult(), definition, matchedRules.get().get(0));
        } finally {
            matchedRules.remove();
        }
    }

    private DmnDecision parse(String definitionId) {
        try (InputStream model = repository.getDecisionModel(definitionId)) {
            return engine.parseDecision(DECISION, model);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static DeadlineRule rule(DmnDecisionResultEntries row, DecisionDefinition definition, String ruleId) {
        return new DeadlineRule(
                Duration.parse(row.getEntry("duration")),
                row.getEntry("calendar"),
                Anchor.valueOf(row.<String>getEntry("anchor").toUpperCase(java.util.Locale.ROOT)),
                ((Number) row.getEntry("warning")).doubleValue(),
                Duration.parse(row.getEntry("later")),
                row.getEntry("escalateTo"),
                row.getEntry("clause"),
                row.getEntry("told"),
                definition.getId(),
                definition.getVersion(),
                ruleId);
    }
}
