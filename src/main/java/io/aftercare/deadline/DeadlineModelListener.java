package io.aftercare.deadline;

import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Finds the steps of a model that stand under a deadline, so that an owner who draws one more needs nothing but the timer. */
class DeadlineModelListener extends AbstractBpmnParseListener {

    private static final Pattern TIMER = Pattern.compile("\\$\\{\\s*deadline\\.timer\\(.*");

    private final DeadlineSettledListener settled;

    DeadlineModelListener(DeadlineSettledListener settled) {
        this.settled = settled;
    }

    /** A message that interrupts a step is its answer, from whichever side it comes. */
    @Override
    public void parseBoundaryMessageEventDefinition(Element element, boolean interrupting, ActivityImpl message) {
        if (interrupting) {
            message.addListener(
                    ExecutionListener.EVENTNAME_START,
                    settled.answered(message.getEventScope().getId()));
        }
    }

    @Override
    public void parseBoundaryTimerEventDefinition(Element definition, boolean interrupting, ActivityImpl timer) {
        Element cycle = definition.element("timeCycle");
        if (cycle == null || !TIMER.matcher(cycle.getText().trim()).matches()) {
            return;
        }
        ActivityImpl step = (ActivityImpl) timer.getEventScope();
        var present = step.getListeners(ExecutionListener.EVENTNAME_END);
        if (present == null || !present.contains(settled)) {
            step.addListener(ExecutionListener.EVENTNAME_END, settled);
        }
    }
}
