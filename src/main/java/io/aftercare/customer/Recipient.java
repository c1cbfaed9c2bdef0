package io.aftercare.customer;

import java.util.UUID;

/**
 * Whom to write to or call.
 *
 * @param salutation how a message begins, without the colon, e.g. {@code 尊敬的王女士}
 * @param email null if unknown or if the customer was erased
 * @param phone null if the customer was erased
 */
public record Recipient(UUID customerId, String salutation, String email, String phone) {}
