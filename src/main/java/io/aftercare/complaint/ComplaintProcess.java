package io.aftercare.complaint;

/** What {@code bpmn/complaint.bpmn} and the code share: ids, messages and variables. A test holds it against the diagram. */
public final class ComplaintProcess {

    public static final String KEY = "complaint";
    /** First two letters of a complaint's number (C2). */
    public static final String NUMBER_PREFIX = "CP";

    /** Messages that reach a case from outside the diagram. */
    public static final class Messages {
        public static final String RECEIVED = "ComplaintReceived";
        public static final String PLAN_ANSWERED = "PlanAnswered";
        public static final String SATISFACTION_ANSWERED = "SatisfactionAnswered";
        public static final String WITHDRAWN = "ComplaintWithdrawn";
        public static final String DUPLICATE = "DuplicateFound";

        private Messages() {}
    }

    /** Activities that the code names. */
    public static final class Elements {
        public static final String FIRST_RESPONSE = "Task_FirstResponse";
        public static final String EXPLAIN = "Task_Explain";
        public static final String PLAN_ANSWER = "Task_PlanAnswer";
        public static final String MANAGER_TALK = "Task_ManagerTalk";
        public static final String CONFIRM_EXECUTION = "Task_ConfirmExecution";
        public static final String SATISFACTION = "Task_Satisfaction";
        public static final String SECOND_CALLBACK = "Task_SecondCallback";
        public static final String MANAGER_CLOSING = "Task_ManagerClosing";

        private Elements() {}
    }

    /** Forms whose rules hold for messages as well. */
    public static final class Forms {
        public static final String RECEIVE = "complaint-receive";
        public static final String PLAN_ANSWER = "complaint-plan-answer";
        public static final String SATISFACTION = "complaint-satisfaction";

        private Forms() {}
    }

    /** Variables; what is said of a person stands in {@link io.aftercare.customer.PersonalVariables}. */
    public static final class Variables {
        public static final String CASE_NUMBER = "caseNumber";
        public static final String CHANNEL = "channel";
        public static final String RECEIVED_AT = "receivedAt";
        public static final String RECEIVED_TEXT = "receivedText";
        public static final String CUSTOMER_ID = "customerId";
        public static final String CUSTOMER_LABEL = "customerLabel";
        public static final String CUSTOMER_TIER = "customerTier";
        public static final String ORDER_NUMBER = "orderNumber";
        public static final String PRODUCT = "product";
        public static final String SUMMARY = "summary";
        public static final String HANDLER = "handler";
        public static final String REGISTERED_AT = "registeredAt";
        public static final String PRIORITY = "priority";
        public static final String LEVEL = "level";
        public static final String REOPENINGS = "reopenings";
        public static final String REFUSALS = "refusals";
        public static final String CLOSED = "closed";
        public static final String OUTCOME = "outcome";
        public static final String PROMISED_TIMES = "promisedTimes";
        public static final String DEPARTMENT = "department";
        public static final String DEPARTMENTS = "departments";
        public static final String EXECUTION_DEPARTMENTS = "executionDepartments";
        public static final String PROPOSER = "proposer";
        public static final String PROPOSED_BY_MANAGER = "proposedByManager";
        /** Which plan the customer was sent: case number, a hyphen and a count. */
        public static final String PLAN_REFERENCE = "planReference";
        /** Which plan an answer from outside is meant for. */
        public static final String ANSWERED_PLAN = "answeredPlan";

        public static final String PLAN_ANSWER = "planAnswer";
        public static final String ANSWER_REASON = "answerReason";
        public static final String SATISFACTION = "satisfaction";
        public static final String FEEDBACK = "feedback";
        public static final String CALLBACK = "callback";
        public static final String NEGOTIATION = "negotiation";
        public static final String ORIGINAL_CASE = "originalCase";
        public static final String WITHDRAWAL_REASON = "withdrawalReason";

        private Variables() {}
    }

    private ComplaintProcess() {}
}
