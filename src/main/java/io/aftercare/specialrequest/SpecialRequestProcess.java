package io.aftercare.specialrequest;

import io.aftercare.casebook.CaseVariables;

/** What {@code bpmn/special-request.bpmn} and the code share: ids and variables. {@code ProcessModelTest} holds it against the diagram. */
final class SpecialRequestProcess {

    static final String KEY = "special-request";

    /** Tasks in which something is proposed. */
    static final class Elements {
        static final String APPLICATION = "Task_Application";
        static final String OFFER_ALTERNATIVE = "Task_OfferAlternative";

        private Elements() {}
    }

    static final class Variables extends CaseVariables {
        /** What the customer wrote. */
        static final String APPLICATION_TEXT = "applicationText";
        /** Why the request lies outside the policy, as the customer was told. */
        static final String POLICY_BORDER = "policyBorder";

        static final String REQUESTED_MEASURE = "requestedMeasure";
        static final String REQUESTED_AMOUNT = "requestedAmount";
        static final String ALTERNATIVE_MEASURE = "alternativeMeasure";
        static final String ALTERNATIVE_AMOUNT = "alternativeAmount";
        static final String ALTERNATIVE_TEXT = "alternativeText";
        static final String ALTERNATIVE_ACCEPTED = "alternativeAccepted";
        /** Whether what is to be approved is the alternative. */
        static final String IS_ALTERNATIVE = "specialIsAlternative";

        static final String SPECIAL_APPROVAL = "specialApproval";
        /** {@code approved}, {@code alternative} or {@code refused}: what the calling process learns. */
        static final String SPECIAL_DECISION = "specialDecision";

        static final String SPECIAL_REASON = "specialReason";
        /** Why the application was refused, once an alternative is to be approved. */
        static final String REFUSED_REASON = "refusedReason";

        static final String SPECIAL_MEASURE = "specialMeasure";
        static final String SPECIAL_AMOUNT = "specialAmount";
        static final String SPECIAL_APPROVER = "specialApprover";
        static final String POLICY_NOTE = "policyNote";

        private Variables() {}
    }

    private SpecialRequestProcess() {}
}
