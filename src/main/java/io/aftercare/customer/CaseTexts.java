package io.aftercare.customer;

import java.util.UUID;

/** What is written of a customer elsewhere than in the customer tables, in cases above all: it goes when the customer goes (P1). */
public interface CaseTexts {

    /** Takes free text out of everything that the customer's cases kept; in the caller's transaction. */
    void blank(UUID customerId);
}
