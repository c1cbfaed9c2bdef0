package io.aftercare.casebook;

import java.util.Map;

/**
 * Opens a case of a process for a feature that does not know whose it is: an after-sales case becomes a complaint (A8), a
 * complaint's exchange becomes after-sales work. The feature that owns the process implements it, one bean per process.
 */
public interface CaseOpener {

    /**
     * What is handed over; what the customer said is kept with the origin and goes along, so that nobody asks twice.
     *
     * @param originCase number of the case that hands over
     * @param channel how the customer reached us there
     * @param orderNumber may be null
     * @param product may be null
     * @param description what the customer said, in full if it is still known
     * @param variables what else the new case may know already, by the names of its own inputs
     */
    record Opening(
            String originCase,
            String customerId,
            String channel,
            String orderNumber,
            String product,
            String description,
            Map<String, Object> variables) {}

    /** Whether this implementation opens cases of the process, e.g. {@code complaint}. */
    boolean opens(String processKey);

    /**
     * Opens a case in the caller's transaction.
     *
     * @return its number
     * @throws io.aftercare.platform.Refusal if the process does not take it
     */
    String open(Opening opening);
}
