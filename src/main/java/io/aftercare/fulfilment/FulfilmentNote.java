package io.aftercare.fulfilment;

import io.aftercare.platform.StartNote;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says at the start what of money and goods is not for real. */
@Component
class FulfilmentNote implements StartNote {

    private final FulfilmentProperties properties;

    FulfilmentNote(FulfilmentProperties properties) {
        this.properties = properties;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        boolean payments = properties.payments().configured();
        if (!payments) {
            lines.add("没有接入支付系统（aftercare.fulfilment.payments.url）：退款只在自带的表里记账，不会真的付款");
        }
        boolean real = payments
                || properties.vouchers().configured()
                || properties.stock().configured()
                || properties.courier().configured();
        if (real && properties.returnAddress().equals(FulfilmentProperties.INVENTED_ADDRESS)) {
            lines.add("退货地址还是虚构的，客户会照着寄：请设置 aftercare.fulfilment.return-address");
        }
        return lines;
    }
}
