package io.aftercare.form;

import io.aftercare.platform.ClosedFeelEngine;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conditions by the FEEL engine that the decision tables use too. */
final class EngineConditions implements Conditions {

    private static final Logger LOG = LoggerFactory.getLogger(EngineConditions.class);

    private final FeelEngine feel = ClosedFeelEngine.create();

    @Override
    public boolean holds(String expression, Function<String, Object> variables) {
        try {
            Object result = feel.evaluateSimpleExpression(expression, new Lookup(variables));
            return Boolean.TRUE.equals(result);
        } catch (FeelException e) {
            // an input whose condition cannot be evaluated stays visible, so what it requires stays required
            LOG.warn("condition of a form cannot be evaluated: {}: {}", expression, e.getMessage());
            return false;
        }
    }

    private record Lookup(Function<String, Object> variables) implements VariableContext {

        @Override
        public TypedValue resolve(String name) {
            return Variables.untypedValue(variables.apply(name));
        }

        @Override
        public boolean containsVariable(String name) {
            return true;
        }

        @Override
        public Set<String> keySet() {
            return Set.of();
        }
    }
}
