package io.aftercare.fulfilment;

import io.aftercare.customer.Customers;
import io.aftercare.fulfilment.Fulfilment.Shipment;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code ${shipGoods}} with the input parameter {@code purpose} (exchange, reshipment, repaired or send-back): sends {@code
 * quantity} of {@code product} to {@code customerId} for {@code decision}. Sets {@code trackingNumber} and {@code courier};
 * BPMN error {@code ShipmentFailed}.
 */
@Component("shipGoods")
@ForModels("服务任务：给客户发货，输入参数 purpose（用途）")
class ShipGoodsDelegate extends FulfilmentDelegate {

    private final Customers customers;

    ShipGoodsDelegate(Fulfilment fulfilment, Customers customers) {
        super(fulfilment);
        this.customers = customers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String purpose = (String) execution.getVariable("purpose");
        orElse(SHIPMENT_FAILED, Kind.of("ship-" + purpose), execution, () -> {
            Shipment sent = fulfilment.ship(
                    caseNumber(execution),
                    decision(execution),
                    customer(execution),
                    product(execution, customers),
                    quantity(execution),
                    purpose);
            execution.setVariable("trackingNumber", sent.trackingNumber());
            execution.setVariable("courier", sent.courier());
        });
    }
}
