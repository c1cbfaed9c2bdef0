package io.aftercare.platform;

/** Is told, in the transaction in which it happens, of tasks that nobody has any more. */
public interface ReleasedTasks {

    /**
     * A task that was taken from somebody who has left or lost its groups.
     *
     * @param processKey key of its process definition
     * @param caseNumber business key of its process instance; may be null
     * @param person user id of who had it, or was to have it
     * @param personName their name as far as it is still known
     */
    record Released(
            String taskId,
            String taskName,
            String processKey,
            String processInstanceId,
            String caseNumber,
            String person,
            String personName) {}

    void released(Released task);
}
