/**
 * The room of personal data, and the only one: who a customer is, how to reach them, what they ordered and what they said
 * in full, whether a caller is who they say, and who looked at any of it. Everybody else keeps a customer's id and the masked {@link io.aftercare.customer.CustomerRef#label() label}.
 *
 * <p>It may use {@code platform} and nothing else of ours.
 */
package io.aftercare.customer;
