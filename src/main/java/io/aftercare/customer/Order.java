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
        String trackingNumber) {}
