package io.aftercare.customer;

import java.util.UUID;

/**
 * A customer as a dossier shows them before the identity is checked: nothing in clear.
 *
 * @param label masked name and phone (P1)
 * @param tier {@code standard} or {@code vip}
 * @param ageGroup {@code young}, {@code adult} or {@code senior}; null if not known
 * @param preferredChannel {@code phone}, {@code email} or {@code chat}; null if not known
 * @param preferredHours in words; null if not known
 */
public record Profile(
        UUID id, String label, String tier, String ageGroup, String preferredChannel, String preferredHours) {}
