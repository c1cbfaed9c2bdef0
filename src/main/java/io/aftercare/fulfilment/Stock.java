package io.aftercare.fulfilment;

import java.util.Optional;

/** Keeps goods back for a case. Keys and failures as in {@link Payments}. */
interface Stock {

    /** @throws Declined if there are not enough */
    Confirmation reserve(String key, String product, int quantity);

    Optional<Confirmation> findReservation(String key, int quantity);

    /** Gives the goods free; a reservation that is released already stays so. */
    Confirmation release(String key, String reservation);
}
