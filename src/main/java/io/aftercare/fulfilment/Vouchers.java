package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** Gives coupons and points. Keys and failures as in {@link Payments}. */
interface Vouchers {

    /**
     * @param amount in CNY, two decimals
     * @return the coupon's number
     */
    Confirmation issueCoupon(String key, UUID customerId, BigDecimal amount);

    Optional<Confirmation> findCoupon(String key, BigDecimal amount);

    /**
     * Makes a coupon worthless; one that is so already stays so.
     *
     * @throws Declined if it was spent
     */
    Confirmation voidCoupon(String key, String couponNumber);

    Confirmation grantPoints(String key, UUID customerId, int points);

    Optional<Confirmation> findPoints(String key, int points);
}
