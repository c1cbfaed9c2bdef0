package io.aftercare.platform;

import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.springframework.context.ApplicationContext;

/**
 * Evaluates the expressions of models and none that came with a query.
 *
 * <p>CVE-2026-109432: the engine refuses an expression such as {@code dueBeforeExpression} at the top of a query but
 * evaluates it inside {@code or()}, so that whoever may query may run code; stored filters have the same gap. A model's
 * expression is always evaluated for a variable scope (an execution, a task, a start event). The only caller without one
 * is {@code AbstractQuery.evaluateExpressions}, which every kind of query passes through: refused here, no way round is
 * left, whoever builds the query.
 */
class GuardedExpressionManager extends SpringExpressionManager {

    GuardedExpressionManager(ApplicationContext context, Map<Object, Object> beans) {
        super(context, beans);
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
