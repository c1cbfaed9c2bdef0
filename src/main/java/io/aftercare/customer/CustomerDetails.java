package io.aftercare.customer;

import java.util.UUID;

/**
 * What is known of a person at receipt, as it was typed. With {@code customerId} the others are optional, without it
 * {@code name} and {@code phone} are required.
 */
public record CustomerDetails(UUID customerId, String name, String phone, String email, String address) {}
