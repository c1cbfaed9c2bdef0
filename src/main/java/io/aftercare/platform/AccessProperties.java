package io.aftercare.platform;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which group may do what. What is not written here is not allowed, except to {@code camunda-admin}, who may do
 * everything but another person's tasks.
 *
 * @param groups id and name of every group; made at start if missing
 * @param processes by process definition key, what the groups may do with its cases and tasks
 * @param messages which messages a signed-in person may deliver, with the names of the variables each may carry; {@code *}
 *     where the receiving process checks them itself
 * @param approvals ids of the tasks in which somebody's proposal is approved; Tasklist gathers them in 待我审批
 * @param audit groups that read everything, running and finished, and change nothing
 * @param model groups that deploy models and watch how they run in Cockpit
 */
@ConfigurationProperties("aftercare.access")
record AccessProperties(
        @DefaultValue Map<String, String> groups,
        @DefaultValue Map<String, ProcessAccess> processes,
        @DefaultValue Map<String, List<String>> messages,
        @DefaultValue List<String> approvals,
        @DefaultValue List<String> audit,
        @DefaultValue List<String> model) {

    /**
     * @param start groups that open a case and deliver the customer's later messages to it
     * @param work groups that see its tasks and work on those they are candidates of
     * @param assign groups that may give a task to a colleague, also one that is another person's
     */
    record ProcessAccess(
            @DefaultValue List<String> start, @DefaultValue List<String> work, @DefaultValue List<String> assign) {}
}
