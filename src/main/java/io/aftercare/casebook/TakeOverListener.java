package io.aftercare.casebook;

import io.aftercare.platform.Staff;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/**
 * Somebody owns a case until it is closed (首问负责制, T3): who does a task in place of a handler who has left, or does not belong to
 * those whose task it is any more, is the handler from then on. Looks at every task that a diagram gives to {@code ${handler}}.
 */
@Component
class TakeOverListener extends AbstractBpmnParseListener implements TaskListener {

    private final Staff staff;

    TakeOverListener(Staff staff) {
        this.staff = staff;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        Expression assignee = task.getAssigneeExpression();
        if (assignee != null
                && assignee.getExpressionText().replaceAll("\\s", "").equals("${" + CaseVariables.HANDLER + "}")) {
            task.addBuiltInTaskListener(EVENTNAME_COMPLETE, this);
        }
    }

    @Override
    public void notify(DelegateTask task) {
        if (task.getAssignee() != null
                && task.getVariable(CaseVariables.HANDLER) instanceof String handler
                && !handler.equals(task.getAssignee())
                && !staff.mayWork(task, handler)) {
            task.setVariable(CaseVariables.HANDLER, task.getAssignee());
        }
    }
}
