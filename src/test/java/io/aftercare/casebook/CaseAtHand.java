package io.aftercare.casebook;

import io.aftercare.TestPeople;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A complaint of a customer of its own, received for a test and removed after it with all that was added to it. */
public final class CaseAtHand {

    public final String number;
    public final String customerId;
    public final String instance;

    private final RuntimeService runtime;
    private final HistoryService history;
    private final JdbcClient jdbc;

    private CaseAtHand(ProcessInstance started, RuntimeService runtime, HistoryService history, JdbcClient jdbc) {
        this.number = started.getBusinessKey();
        this.instance = started.getId();
        this.runtime = runtime;
        this.history = history;
        this.jdbc = jdbc;
        this.customerId = jdbc.sql("select customer_id from aftercare.case_register where case_number = ?")
                .param(number)
                .query(String.class)
                .single();
    }

    public static CaseAtHand receive(
            RuntimeService runtime, HistoryService history, JdbcClient jdbc, Map<String, Object> more) {
        Map<String, Object> variables = new HashMap<>(Map.of(
                "channel", "web",
                "customerName", "郑小舟",
                "customerPhone", "13900004321",
                "customerEmail", "zhou@example.com",
                "product", "电热水壶",
                "description", "壶身开裂，要求退货"));
        variables.putAll(more);
        ProcessInstance started = runtime.createMessageCorrelation("ComplaintReceived")
                .setVariables(variables)
                .correlateStartMessage();
        return new CaseAtHand(started, runtime, history, jdbc);
    }

    /** Gives the case's first task to the test person of a department. */
    public void give(TaskService tasks, String group) {
        String task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        tasks.addCandidateGroup(task, group);
        tasks.setAssignee(task, TestPeople.id(group));
    }

    public void remove() {
        if (runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0) {
            runtime.deleteProcessInstance(instance, "test");
        }
        history.deleteHistoricProcessInstanceIfExists(instance);
        for (String table : List.of(
                "evidence",
                "personal_data_look",
                "identity_check",
                "contact_record",
                "case_document",
                "notice",
                "deadline_occurrence",
                "case_register")) {
            jdbc.sql("delete from aftercare." + table + " where case_number = ?")
                    .param(number)
                    .update();
        }
        jdbc.sql("delete from aftercare.customer where id = ?::uuid")
                .param(customerId)
                .update();
    }

    /** Who looked at what of the case, oldest first, e.g. {@code test-agent evidence}. */
    public List<String> looks() {
        return jdbc.sql(
                        "select person || ' ' || what from aftercare.personal_data_look where case_number = ? order by id")
                .param(number)
                .query(String.class)
                .list();
    }

    /** A body with one part a file: name, declared type, content. */
    public static byte[] multipart(String boundary, List<Object[]> files) {
        List<byte[]> parts = new ArrayList<>();
        for (Object[] file : files) {
            parts.add(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file[0]
                            + "\"\r\nContent-Type: " + file[1] + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            parts.add((byte[]) file[2]);
            parts.add("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        parts.add(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return parts.stream().reduce(new byte[0], SampleFiles::join);
    }
}
