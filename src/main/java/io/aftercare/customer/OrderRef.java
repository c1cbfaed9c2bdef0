package io.aftercare.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * An order, whose it is, and what a case is judged by.
 *
 * @param paid what was paid for it, in CNY; null as long as nothing was
 * @param signedAt null while the parcel is under way
 */
public record OrderRef(String number, UUID customerId, String product, BigDecimal paid, Instant signedAt) {}
