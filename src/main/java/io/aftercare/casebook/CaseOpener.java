package io.aftercare.casebook;

import io.aftercare.customer.PersonalVariables;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens a case of a process for a feature that does not know whose it is: an after-sales case becomes a complaint (A8), a
 * complaint's exchange becomes after-sales work. The feature that owns the process implements it, one bean per process.
 */
public interface CaseOpener {

    /** Characters that every start form takes. */
    int LONGEST_DESCRIPTION = 3_000;

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
            Map<String, Object> variables) {

        /** What the new case is told at its receipt, by the names of {@link CaseVariables}; for the opener to add to. */
        public Map<String, Object> receipt() {
            Map<String, Object> receipt = new HashMap<>();
            receipt.put(CaseVariables.CUSTOMER_ID, customerId);
            receipt.put(CaseVariables.CHANNEL, channel);
            receipt.put(CaseVariables.ORDER_NUMBER, orderNumber);
            receipt.put(CaseVariables.PRODUCT, product);
            receipt.put(PersonalVariables.DESCRIPTION, CaseText.shorten(description, LONGEST_DESCRIPTION));
            return receipt;
        }
    }

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
