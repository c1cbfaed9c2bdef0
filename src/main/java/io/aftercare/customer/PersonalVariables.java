package io.aftercare.customer;

import java.util.Set;

/** What a caller may say of a person when a case starts; it goes to the customer tables and stays there (P1). */
public final class PersonalVariables {

    public static final String NAME = "customerName";
    public static final String PHONE = "customerPhone";
    public static final String EMAIL = "customerEmail";
    public static final String ADDRESS = "customerAddress";
    /** Who speaks for the customer, if somebody else does. */
    public static final String CALLER_NAME = "callerName";

    public static final String CALLER_PHONE = "callerPhone";
    /** What the customer said in full; the process carries a redacted summary. */
    public static final String DESCRIPTION = "description";

    public static final Set<String> NAMES = Set.of(NAME, PHONE, EMAIL, ADDRESS, CALLER_NAME, CALLER_PHONE, DESCRIPTION);

    private PersonalVariables() {}
}
