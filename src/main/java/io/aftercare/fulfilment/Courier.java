package io.aftercare.fulfilment;

import java.util.Optional;
import java.util.UUID;

/** Carries parcels. Keys and failures as in {@link Payments}; addresses are looked up where they are needed, and nowhere kept. */
interface Courier {

    /**
     * What is sent to a customer.
     *
     * @param purpose exchange, reshipment, repaired or send-back
     */
    record Parcel(String caseNumber, UUID customerId, String product, int quantity, String purpose) {}

    /** A label with which the customer sends goods to {@code returnAddress} at our cost. */
    Confirmation returnLabel(String key, String caseNumber, UUID customerId, String returnAddress);

    Optional<Confirmation> findReturnLabel(String key);

    /**
     * Has a parcel fetched and brought to the customer; the confirmation names the courier.
     *
     * @throws Declined also if the customer has no address
     */
    Confirmation ship(String key, Parcel parcel);

    Optional<Confirmation> findShipment(String key);
}
