package io.aftercare.notification;

import java.util.Optional;

/** Who the colleagues are and where mail reaches them. */
public interface StaffDirectory {

    /**
     * A member of staff.
     *
     * @param name that colleagues and customers know
     * @param email may be null
     */
    record Colleague(String name, String email) {}

    /** Empty if nobody has this user id. */
    Optional<Colleague> colleague(String userId);
}
