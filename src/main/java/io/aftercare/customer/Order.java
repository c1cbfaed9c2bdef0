package io.aftercare.customer;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An order as a dossier shows it.
 *
 * @param amount in CNY
 * @param signedAt null while the parcel is under way
 */
public record Order(
        String number,
        String product,
        BigDecimal amount,
        Instant paidAt,
        Instant signedAt,
        String courier,
        String trackingNumber) {

    private static final int SHOWN = 4;

    /** As it is shown before a check: with the last four characters of the number only, by which a customer may be asked for it. */
    public Order masked() {
        String end = number.length() > SHOWN ? number.substring(number.length() - SHOWN) : "";
        return new Order("****" + end, product, amount, paidAt, signedAt, courier, trackingNumber);
    }
}
