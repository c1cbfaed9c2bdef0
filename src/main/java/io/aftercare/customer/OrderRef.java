package io.aftercare.customer;

import java.util.UUID;

/** An order and whose it is. */
public record OrderRef(String number, UUID customerId, String product) {}
