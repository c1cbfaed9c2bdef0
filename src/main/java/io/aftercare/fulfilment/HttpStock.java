package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.util.Optional;

/** The company's stock (docs/fulfilment.md). */
final class HttpStock implements Stock {

    private static final String RESERVATIONS = "/reservations";

    private final HttpPeer peer;

    HttpStock(HttpPeer peer) {
        this.peer = peer;
    }

    @Override
    public Confirmation reserve(String key, String product, int quantity) {
        return peer.post(
                key,
                HttpPeer.body().put("product", product).put("quantity", quantity),
                answer -> peer.confirmation(answer, "quantity", BigDecimal.valueOf(quantity)),
                RESERVATIONS);
    }

    @Override
    public Optional<Confirmation> findReservation(String key, int quantity) {
        return peer.find(
                key, answer -> peer.confirmation(answer, "quantity", BigDecimal.valueOf(quantity)), RESERVATIONS);
    }

    @Override
    public Confirmation release(String key, String reservation) {
        return peer.post(key, HttpPeer.body(), peer::confirmation, RESERVATIONS + "/{number}/release", reservation);
    }
}
