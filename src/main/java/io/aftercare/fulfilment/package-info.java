/**
 * Money and goods that leave the house (A6, A7): refunds, coupons, points, stock and parcels.
 *
 * <p>{@link io.aftercare.fulfilment.Fulfilment} holds the rules of money and keeps the ledger, so that what was decided once
 * is carried out once. Who carries it out stands behind four ports ({@code Payments}, {@code Vouchers}, {@code Stock}, {@code
 * Courier}): a company's own systems over HTTP where an address is configured, tables of our own where none is.
 *
 * <p>It may use platform and customer, and knows no feature. {@code org.camunda} stands in the delegates and listeners only.
 */
package io.aftercare.fulfilment;
