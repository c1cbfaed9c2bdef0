package io.aftercare.fulfilment;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Pays money back the way it came. Like the other ports: a call with a key that was booked before books nothing and confirms
 * the first booking; {@link Unconfirmed} says that the outcome is not known, {@link Declined} that nothing was booked.
 */
interface Payments {

    /** @param amount in CNY, two decimals */
    Confirmation refund(String key, String orderNumber, BigDecimal amount);

    /**
     * What was booked with this key, empty if nothing.
     *
     * @throws Unconfirmed also if another amount was booked
     */
    Optional<Confirmation> findRefund(String key, BigDecimal amount);
}
