package io.aftercare.platform;

import java.lang.reflect.Method;
import java.util.Properties;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;

/**
 * Evaluates the expressions of models, in diagrams and in tables that say {@code juel}, and none that came with a query. They see
 * what {@link ClosedResolver} lets them see.
 *
 * <p>CVE-2026-109432: the engine refuses an expression such as {@code dueBeforeExpression} at the top of a query but
 * evaluates it inside {@code or()}, so that whoever may query may run code; stored filters have the same gap. A model's
 * expression is always evaluated for a variable scope (an execution, a task, a start event). The only caller without one
 * is {@code AbstractQuery.evaluateExpressions}, which every kind of query passes through: refused here, no way round is
 * left, whoever builds the query.
 */
class GuardedExpressionManager extends JuelExpressionManager {

    /** Characters. */
    static final int LONGEST_EXPRESSION = 4_000;

    /** A parser that goes down a step for each of them would not come back from thousands. */
    private static final int DEEPEST_NESTING = 50;

    /** Camunda's and Spin's, without the one for XML. */
    static final Set<String> FUNCTIONS = Set.of("now", "dateTime", "currentUser", "currentUserGroups", "S", "JSON");

    private final ModelBeans modelBeans;

    GuardedExpressionManager(ModelBeans modelBeans) {
        this.modelBeans = modelBeans;
        expressionFactory = new ExpressionFactoryImpl(new Properties(), new ClosedConverter());
    }

    @Override
    protected ELResolver createElResolver() {
        return new ClosedResolver(modelBeans);
    }

    @Override
    public void addFunction(String name, Method function) {
        if (FUNCTIONS.contains(name)) {
            super.addFunction(name, function);
        }
    }

    @Override
    public ValueExpression createValueExpression(String expression) {
        if (expression.contains("${") || expression.contains("#{")) {
            refuseTooLarge(expression);
        }
        return super.createValueExpression(expression);
    }

    static void refuseTooLarge(String expression) {
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (depth > DEEPEST_NESTING || i == LONGEST_EXPRESSION) {
                throw new ELException("an expression of more than " + LONGEST_EXPRESSION + " characters or "
                        + DEEPEST_NESTING + " brackets in one another");
            }
        }
    }

    @Override
    public ELContext getElContext(VariableScope scope) {
        refuseWithoutScope(scope);
        return super.getElContext(scope);
    }

    private static void refuseWithoutScope(VariableScope scope) {
        if (scope == null) {
            throw new Refusal("查询条件里不能使用表达式，请直接填写要查找的值。");
        }
    }
}
