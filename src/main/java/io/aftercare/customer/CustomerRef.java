package io.aftercare.customer;

import java.util.UUID;

/**
 * A customer as the rest of the product knows them.
 *
 * @param label masked name and phone, e.g. {@code 王** 138****5678} (P1)
 * @param tier {@code standard} or {@code vip}
 */
public record CustomerRef(UUID id, String label, String tier) {}
