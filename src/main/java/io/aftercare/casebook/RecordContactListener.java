package io.aftercare.casebook;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code ${recordContact}}: somebody spoke with the customer; what {@link EngineContacts} reads at the task is kept (P3). */
@Component("recordContact")
class RecordContactListener implements TaskListener {

    private final EngineContacts contacts;

    RecordContactListener(EngineContacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public void notify(DelegateTask task) {
        contacts.record(task);
    }
}
