package io.aftercare.form;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * A step that is reached again asks its choices anew, and the reasons that belong to them: approval, answer or rating of
 * the last time must not stand there already. Other texts and numbers stay, because people revise them, and so does a
 * choice that its form keeps ({@code fresh} is false), such as what the customer asked for at receipt.
 */
final class FreshChoicesListener implements TaskListener {

    private final EngineForms forms;

    FreshChoicesListener(EngineForms forms) {
        this.forms = forms;
    }

    @Override
    public void notify(DelegateTask task) {
        Form form = forms.form(Context.getCommandContext(), (TaskEntity) task);
        if (form == null) {
            return;
        }
        for (Input input : form.inputs().values()) {
            if (input.fresh() && task.getVariable(input.key()) != null) {
                task.setVariable(input.key(), null);
            }
        }
    }

    /** Adds the listener to every user task of every model. */
    static final class Everywhere extends AbstractBpmnParseListener {

        private final FreshChoicesListener listener;

        Everywhere(FreshChoicesListener listener) {
            this.listener = listener;
        }

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            ((UserTaskActivityBehavior) activity.getActivityBehavior())
                    .getTaskDefinition()
                    .addBuiltInTaskListener(EVENTNAME_CREATE, listener);
        }
    }
}
