package io.aftercare.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;

/** A small process with the grants of a real one: a task of the agents, a task of one agent, a message to wait for. */
final class Guarded {

    static final String KEY = "guarded";

    private final ProcessEngine engine;
    private final AccessProperties access;
    private final String deployment;

    Guarded(ProcessEngine engine, AccessProperties access) {
        this.engine = engine;
        this.access = access;
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("io/aftercare/platform/guarded.bpmn")
                .deploy()
                .getId();
        Map<String, AccessProperties.ProcessAccess> processes = new LinkedHashMap<>(access.processes());
        processes.put(
                KEY,
                new AccessProperties.ProcessAccess(
                        List.of("agent"), List.of("agent", "logistics", "supervisor"), List.of("supervisor")));
        new Grants(new AccessProperties(
                        access.groups(),
                        processes,
                        access.messages(),
                        access.approvals(),
                        access.audit(),
                        access.model()))
                .apply(engine);
    }

    String start() {
        return engine.getRuntimeService().startProcessInstanceByKey(KEY).getId();
    }

    Task task(String instance, String activity) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(activity)
                .singleResult();
    }

    void remove() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
        new Grants(access).apply(engine);
    }
}
