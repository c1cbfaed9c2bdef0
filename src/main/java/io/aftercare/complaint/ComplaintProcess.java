package io.aftercare.complaint;

import io.aftercare.casebook.CaseVariables;

/** What {@code bpmn/complaint.bpmn} and the code share: ids, messages and variables. {@code ProcessModelTest} holds it against the diagram. */
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
        /** From the after-sales case that was handed over. */
        public static final String AFTER_SALES_ENDED = "AfterSalesEnded";

        private Messages() {}
    }

    /** Activities that the code names. */
    public static final class Elements {
        public static final String MANAGER_TALK = "Task_ManagerTalk";

        private Elements() {}
    }

    /** Forms whose rules hold for messages as well. */
    public static final class Forms {
        public static final String RECEIVE = "complaint-receive";
        public static final String PLAN_ANSWER = "complaint-plan-answer";

        private Forms() {}
    }

    /** Variables of a complaint, beside those of every case. */
    public static final class Variables extends CaseVariables {
        public static final String LEVEL = "level";
        public static final String REOPENINGS = "reopenings";
        public static final String REFUSALS = "refusals";
        public static final String PROMISED_TIMES = "promisedTimes";
        public static final String DEPARTMENT = "department";
        public static final String DEPARTMENTS = "departments";
        public static final String EXECUTION_DEPARTMENTS = "executionDepartments";

        /** What the plan does, such as {@code exchange} and {@code coupon}; a list. */
        public static final String PLAN_MEASURES = "planMeasures";
        /** What the customer is told of the plan. */
        public static final String PLAN_TEXT = "planText";
        /** What the plan costs altogether, in CNY. */
        public static final String AMOUNT = "amount";

        public static final String PROPOSED_BY_MANAGER = "proposedByManager";
        /** Who carries out what the plan says of goods and refunds: {@code departments}, or the kind of an after-sales case. */
        public static final String GOODS_HANDLING = "goodsHandling";
        /** Whether the plan goes beyond the policy, so that a special request decides (E1). */
        public static final String OUTSIDE_POLICY = "outsidePolicy";

        public static final String OUTSIDE_REASON = "outsideReason";
        /** The after-sales case that carries out the plan, and how it ended. */
        public static final String AFTER_SALES_CASE = "afterSalesCase";

        public static final String AFTER_SALES_OUTCOME = "afterSalesOutcome";
        /** Which plan the customer was sent: case number, a hyphen and a count. */
        public static final String PLAN_REFERENCE = "planReference";
        /** Which plan an answer from outside is meant for. */
        public static final String ANSWERED_PLAN = "answeredPlan";

        public static final String PLAN_ANSWER = "planAnswer";
        public static final String ANSWER_REASON = "answerReason";
        public static final String CALLBACK = "callback";
        public static final String SECOND_SATISFACTION = "secondSatisfaction";
        public static final String SECOND_FEEDBACK = "secondFeedback";
        /** How the case was handled before it was reopened, and what the customer says of it. */
        public static final String HANDLED_BEFORE = "handledBefore";

        public static final String NEGOTIATION = "negotiation";
        public static final String ORIGINAL_CASE = "originalCase";
        public static final String WITHDRAWAL_REASON = "withdrawalReason";

        private Variables() {}
    }

    private ComplaintProcess() {}
}
