package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** The customer's parcel is under way; from here on the request cannot be cancelled (A5). */
@Component("recordShipment")
class RecordShipmentListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        task.setVariable(Variables.CANCELLABLE, false);
    }
}
