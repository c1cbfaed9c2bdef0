package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/** The bean {@code departmentsOf} of the diagram: who takes part, as the multi-instance activities want it. */
@Component("departmentsOf")
@ForModels("参与的部门，供多实例活动逐个办理")
public class EngineDepartments {

    /** The departments that the routing table chose, each once. */
    @ForModels("需要核查的部门")
    public List<String> verifying(DelegateExecution execution) {
        return strings(execution.getVariable(Variables.DEPARTMENTS));
    }

    /** The departments that the plan names, each once. */
    @ForModels("需要执行方案的部门")
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
