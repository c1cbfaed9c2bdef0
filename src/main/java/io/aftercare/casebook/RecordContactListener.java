package io.aftercare.casebook;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code ${recordContact}}: somebody spoke with the customer; what {@link EngineContacts} reads at the task is kept (P3). */
@Component("recordContact")
@ForModels("任务监听器：保存与客户的沟通记录")
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
