package io.aftercare.customer;

import java.time.Instant;

/**
 * A passed check that a caller is the customer (Q2).
 *
 * @param method {@code order}, {@code phone}, {@code email} or {@code other}
 * @param note may be null
 * @param by user id of who checked
 */
public record IdentityCheck(String method, String note, String by, Instant at) {}
