package io.aftercare.casebook;

import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the register (C15) in step with the engine. Its events tell which cases a transaction touches; just before the
 * commit, when the engine has written its history, the rows of these cases are derived from it in the same transaction. So
 * either both are there or neither, however the diagram was redrawn and whoever changed the case.
 */
@Service
class EngineRegister implements HistoryEventHandler {

    private final RegisterColumns columns = new RegisterColumns();
    private final String upsertTouched = columns.upsert("p.id_ = any(?)");
    private final String upsertAll = columns.upsert("not exists (select 1 from act_hi_procinst earlier"
            + " where earlier.business_key_ = p.business_key_ and earlier.super_process_instance_id_ is null"
            + " and (earlier.start_time_, earlier.id_) < (p.start_time_, p.id_))");
    private final JdbcTemplate jdbc;

    EngineRegister(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event.getProcessInstanceId() != null && changesARow(event)) {
            // a called process works on the case of the one that called it
            String root = event.getRootProcessInstanceId();
            touched().instances.add(root == null ? event.getProcessInstanceId() : root);
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    private boolean changesARow(HistoryEvent event) {
        if (event instanceof HistoricVariableUpdateEventEntity variable) {
            return columns.readsVariable(variable.getVariableName());
        }
        if (event instanceof HistoricActivityInstanceEventEntity activity) {
            return columns.readsActivity(activity.getActivityId());
        }
        return event instanceof HistoricTaskInstanceEventEntity || event instanceof HistoricProcessInstanceEventEntity;
    }

    /** What the current transaction has touched; it is kept with the transaction, so a suspended one is not mixed up. */
    private Touched touched() {
        for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
            if (other instanceof Touched touched && touched.register() == this) {
                return touched;
            }
        }
        Touched touched = new Touched();
        TransactionSynchronizationManager.registerSynchronization(touched);
        return touched;
    }

    private final class Touched implements TransactionSynchronization {

        private final SortedSet<String> instances = new TreeSet<>();

        private EngineRegister register() {
            return EngineRegister.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write(instances);
        }
    }

    private void write(SortedSet<String> instances) {
        String[] ids = instances.toArray(String[]::new);
        // Two departments answer at the same moment: the later one derives the row only after the earlier one
        // committed, in
        // a statement that begins after that and so sees it. The order of the ids keeps two such transactions from a
        // deadlock.
        jdbc.query(Casebook.lock(Casebook.REGISTER, "select unnest(?) as id"), row -> {}, (Object) ids);
        try {
            jdbc.update(upsertTouched, (Object) ids);
        } catch (DuplicateKeyException e) {
            throw new Refusal(409, "个案编号已被另一个流程使用，请不要自行填写业务编号，由系统编号。", List.of());
        }
    }

    /**
     * Derives all rows again from the engine's history. Rows whose history has been cleaned up stay as they are.
     *
     * @return how many rows were written
     */
    @Transactional
    public int rebuild() {
        jdbc.execute("lock table aftercare.case_register in share row exclusive mode");
        return jdbc.update(upsertAll);
    }
}
