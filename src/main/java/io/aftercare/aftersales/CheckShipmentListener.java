package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Forms;
import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.form.FormCheck;
import io.aftercare.platform.ForModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Checks a parcel number that did not come through the agent's form by that form's rules (A5). */
@Component("checkShipment")
@ForModels("执行监听器：检查客户寄回的运单号")
class CheckShipmentListener implements ExecutionListener {

    private final FormCheck forms;

    CheckShipmentListener(FormCheck forms) {
        this.forms = forms;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var said = new LinkedHashMap<String, Object>();
        for (String name : List.of(Variables.RETURN_TRACKING_NUMBER, Variables.RETURN_COURIER)) {
            if (execution.getVariable(name) != null) {
                said.put(name, execution.getVariable(name));
            }
        }
        forms.check(Forms.AWAIT_SHIPMENT, said, Map.of());
    }
}
