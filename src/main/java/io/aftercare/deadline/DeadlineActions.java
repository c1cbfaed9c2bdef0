package io.aftercare.deadline;

import java.util.UUID;

/**
 * What people may change about a deadline that runs. Each method refuses with a {@link io.aftercare.platform.Refusal} that
 * says what to do, and checks who calls: the person who has the task, a supervisor or a manager.
 */
public interface DeadlineActions {

    /**
     * Stops the clock while the customer owes an answer or the parcel is under way.
     *
     * @param reasonCode {@code customer-materials}, {@code customer-answer} or {@code parcel}
     * @param note at most 200 characters without personal data; may be empty
     */
    void pause(String caseNumber, UUID occurrence, String reasonCode, String note);

    /** Lets the clock go on with the time that was left. */
    void resume(String caseNumber, UUID occurrence);

    /**
     * Asks the supervisor for more time.
     *
     * @param span how much longer, such as {@code PT24H} or {@code P2D}, in the deadline's calendar
     * @param reason not blank, at most 200 characters, without personal data
     */
    void requestExtension(String caseNumber, UUID occurrence, String span, String reason);
}
