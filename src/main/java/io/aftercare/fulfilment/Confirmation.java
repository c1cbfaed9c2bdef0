package io.aftercare.fulfilment;

/**
 * It is done.
 *
 * @param reference the peer's own number for it: of the refund, coupon, booking of points, reservation, label or parcel
 * @param courier who carries a parcel; null for anything else
 */
record Confirmation(String reference, String courier) {}
