package io.aftercare.casebook;

import io.aftercare.platform.ForModels;
import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * {@code ${takeOwnership}}: who does the first task of a case owns it until it is closed (首问负责制, T3), and what counts from
 * registration, such as the 48 hours of C9, begins. The contact record is written as by {@code ${recordContact}}.
 */
@Component("takeOwnership")
@ForModels("任务监听器：首问负责，第一位办理人负责到底")
class TakeOwnershipListener implements TaskListener {

    private final EngineContacts contacts;
    private final Clock clock;

    TakeOwnershipListener(EngineContacts contacts, Clock clock) {
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariable(CaseVariables.HANDLER, task.getAssignee());
        task.setVariable(CaseVariables.REGISTERED_AT, Date.from(clock.instant()));
        contacts.record(task);
    }
}
