package io.aftercare.aftersales;

import io.aftercare.casebook.CaseVariables;

/** What {@code bpmn/after-sales.bpmn} and the code share: ids, messages and variables. {@code ProcessModelTest} holds it against the diagram. */
final class AfterSalesProcess {

    static final String KEY = "after-sales";

    /** First two letters of a case's number. */
    static final String NUMBER_PREFIX = "SH";

    /** Messages that reach a case from outside the diagram. */
    static final class Messages {
        static final String REQUESTED = "AfterSalesRequested";
        static final String SHIPPED = "ReturnShipped";
        static final String ARRIVED = "ParcelArrived";
        static final String SATISFACTION_ANSWERED = "SatisfactionAnswered";
        static final String CANCELLED = "AfterSalesCancelled";
        /** To the case that handed this one over. */
        static final String ENDED = "AfterSalesEnded";

        private Messages() {}
    }

    /** Tasks in which the way of handling is proposed, or proposed anew. */
    static final class Elements {
        static final String CHECK = "Task_Check";
        static final String REVISE = "Task_Revise";
        static final String SETTLE_DIFFERENCE = "Task_SettleDifference";
        static final String NO_STOCK = "Task_NoStock";
        static final String OFFER_CHOICE = "Task_OfferChoice";
        static final String COMPENSATION_ANSWER = "Task_CompensationAnswer";

        private Elements() {}
    }

    /** Forms whose rules hold for messages as well. */
    static final class Forms {
        static final String REQUEST = "after-sales-request";
        static final String AWAIT_SHIPMENT = "after-sales-await-shipment";

        private Forms() {}
    }

    /** Variables; what is said of a person stands in {@link io.aftercare.customer.PersonalVariables}. */
    static final class Variables extends CaseVariables {
        static final String KIND = "kind";
        static final String DEMAND_TYPE = "demandType";
        static final String FAULT = "fault";
        /** Day of signing for the parcel, {@code yyyy-MM-dd}. */
        static final String SIGNED_ON = "signedOn";

        static final String WARRANTY_MONTHS = "warrantyMonths";
        static final String EARLIER_REPAIRS = "earlierRepairs";
        /** Days that repairs took so far. */
        static final String REPAIR_DAYS = "repairDays";
        /** Failed repairs of this case and before it. */
        static final String REPAIRS = "repairs";

        static final String AMOUNT = "amount";
        static final String REMEDY = "remedy";
        /** The proposal in words, for the register. */
        static final String PLAN_TEXT = "planText";

        static final String COMPENSATION_KIND = "compensationKind";
        /** Whether the customer has to send goods back. */
        static final String GOODS_BACK = "goodsBack";
        /** Which proposal money and goods are moved for: case number, a hyphen and a count. */
        static final String DECISION = "decision";

        /** Why the last approved refund was not paid: other cases have paid the order back. */
        static final String REFUND_REFUSED = "refundRefused";

        static final String SPECIAL_DECISION = "specialDecision";
        static final String SPECIAL_MEASURE = "specialMeasure";
        static final String SPECIAL_AMOUNT = "specialAmount";
        static final String SPECIAL_APPROVER = "specialApprover";
        static final String RETURN_TRACKING_NUMBER = "returnTrackingNumber";
        static final String RETURN_COURIER = "returnCourier";
        static final String ARRIVED_ON = "arrivedOn";
        static final String GOODS_RECEIVED_AT = "goodsReceivedAt";
        static final String INSPECTION = "inspection";
        static final String INSPECTION_NOTE = "inspectionNote";
        static final String REPAIR_RESULT = "repairResult";
        /** False from the moment in which goods are under way or money may move; the diagram says when. */
        static final String CANCELLABLE = "cancellable";

        static final String CANCEL_REASON = "cancelReason";
        /** The complaint that a dissatisfied customer's case became. */
        static final String COMPLAINT_CASE = "complaintCase";
        /** Whether the origin's plan, which a person approved, covers what is to be done. */
        static final String HANDED_PLAN = "handedPlan";

        static final String HANDED_AMOUNT = "handedAmount";
        /** In the case that handed this one over: its number and how it ended. */
        static final String AFTER_SALES_CASE = "afterSalesCase";

        static final String AFTER_SALES_OUTCOME = "afterSalesOutcome";
        static final String HANDED_APPROVER = "handedApprover";

        private Variables() {}
    }

    private AfterSalesProcess() {}
}
