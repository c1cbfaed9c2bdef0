package io.aftercare.casebook;

/**
 * Variables that every case has, whatever its process; {@link EngineReception} sets them as the case starts, and the
 * casebook's listeners and the register read them. What is said of a person stands in
 * {@link io.aftercare.customer.PersonalVariables}.
 */
public abstract class CaseVariables {
    public static final String CASE_NUMBER = "caseNumber";
    public static final String CHANNEL = "channel";
    public static final String RECEIVED_AT = "receivedAt";
    public static final String RECEIVED_TEXT = "receivedText";
    public static final String CUSTOMER_ID = "customerId";
    public static final String CUSTOMER_LABEL = "customerLabel";
    public static final String CUSTOMER_TIER = "customerTier";
    /** Who contacts us: {@code self}, {@code family}, {@code colleague} or {@code other}; null means the customer. */
    public static final String CALLER_RELATION = "callerRelation";
    /** At receipt only: whether this is who a known number is registered for, {@code same}, {@code other} or {@code unknown}. */
    public static final String SAME_PERSON = "samePerson";

    public static final String ORDER_NUMBER = "orderNumber";
    /** What was paid for the order, in CNY; null without an order. */
    public static final String ORDER_AMOUNT = "orderAmount";
    /** Other cases about the order, with how they stood when this one was received; null if there was none. */
    public static final String SAME_ORDER = "sameOrder";

    /** Number of the case that handed this one over. */
    public static final String ORIGIN_CASE = "originCase";

    public static final String PRODUCT = "product";
    public static final String SUMMARY = "summary";
    /** User id of who is responsible for the case (首问负责制, T3). */
    public static final String HANDLER = "handler";

    public static final String REGISTERED_AT = "registeredAt";
    /** Priority of the case's tasks; the urgent come first (C5). */
    public static final String PRIORITY = "priority";
    /** Whether the customer was told that the case is closed. */
    public static final String CLOSED = "closed";

    public static final String OUTCOME = "outcome";
    /** User id of who proposed what is to be approved (C10). */
    public static final String PROPOSER = "proposer";
    /** In a called special request: who proposed the plan that it is for. */
    public static final String PLAN_PROPOSER = "planProposer";
    /** The proposer as the approver reads it. */
    public static final String PROPOSER_NAME = "proposerName";
    /** User id of who approved it; null from the moment of a new proposal. */
    public static final String APPROVED_BY = "approvedBy";

    public static final String SATISFACTION = "satisfaction";
    public static final String FEEDBACK = "feedback";

    protected CaseVariables() {}
}
