package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/** The bean {@code departmentsOf} of the diagram: who takes part, as the multi-instance activities want it. */
@Component("departmentsOf")
public class EngineDepartments {

    /** The departments that the routing table chose, each once. */
    public List<String> verifying(DelegateExecution execution) {
        return strings(execution.getVariable(Variables.DEPARTMENTS));
    }

    /** The departments that the plan names, each once. */
    public List<String> executing(DelegateExecution execution) {
        return strings(execution.getVariable(Variables.EXECUTION_DEPARTMENTS));
    }

    /** A form's list arrives as Json, a decision's as a collection. */
    static List<String> strings(Object value) {
        if (value instanceof SpinJsonNode json) {
            return StreamSupport.stream(json.elements().spliterator(), false)
                    .map(SpinJsonNode::stringValue)
                    .distinct()
                    .toList();
        }
        return ((Collection<?>) value).stream().map(Object::toString).distinct().toList();
    }
}
