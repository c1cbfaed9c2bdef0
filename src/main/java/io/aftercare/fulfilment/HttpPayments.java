package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.util.Optional;

/** The company's payment system (docs/fulfilment.md). */
final class HttpPayments implements Payments {

    private static final String REFUNDS = "/refunds";

    private final HttpPeer peer;

    HttpPayments(HttpPeer peer) {
        this.peer = peer;
    }

    @Override
    public Confirmation refund(String key, String orderNumber, BigDecimal amount) {
        return peer.post(
                key,
                HttpPeer.body().put("order", orderNumber).put("amount", amount).put("currency", "CNY"),
                answer -> peer.confirmation(answer, "amount", amount),
                REFUNDS);
    }

    @Override
    public Optional<Confirmation> findRefund(String key, BigDecimal amount) {
        return peer.find(key, answer -> peer.confirmation(answer, "amount", amount), REFUNDS);
    }
}
