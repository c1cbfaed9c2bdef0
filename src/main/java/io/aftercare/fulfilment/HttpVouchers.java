package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** The company's system of coupons and points (docs/fulfilment.md). */
final class HttpVouchers implements Vouchers {

    private static final String COUPONS = "/coupons";
    private static final String POINTS = "/points";

    private final HttpPeer peer;

    HttpVouchers(HttpPeer peer) {
        this.peer = peer;
    }

    @Override
    public Confirmation issueCoupon(String key, UUID customerId, BigDecimal amount) {
        return peer.post(
                key,
                HttpPeer.body()
                        .put("customer", customerId.toString())
                        .put("amount", amount)
                        .put("currency", "CNY"),
                answer -> peer.confirmation(answer, "amount", amount),
                COUPONS);
    }

    @Override
    public Optional<Confirmation> findCoupon(String key, BigDecimal amount) {
        return peer.find(key, answer -> peer.confirmation(answer, "amount", amount), COUPONS);
    }

    @Override
    public Confirmation voidCoupon(String key, String couponNumber) {
        return peer.post(key, HttpPeer.body(), peer::confirmation, COUPONS + "/{number}/void", couponNumber);
    }

    @Override
    public Confirmation grantPoints(String key, UUID customerId, int points) {
        return peer.post(
                key,
                HttpPeer.body().put("customer", customerId.toString()).put("points", points),
                answer -> peer.confirmation(answer, "points", BigDecimal.valueOf(points)),
                POINTS);
    }

    @Override
    public Optional<Confirmation> findPoints(String key, int points) {
        return peer.find(key, answer -> peer.confirmation(answer, "points", BigDecimal.valueOf(points)), POINTS);
    }
}
