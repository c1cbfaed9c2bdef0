package io.aftercare.notification;

import io.aftercare.platform.Person;
import io.aftercare.platform.Staff;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The colleagues whom the engine's identity service knows. */
@Component
class EngineStaffDirectory implements StaffDirectory {

    private final Staff staff;

    EngineStaffDirectory(Staff staff) {
        this.staff = staff;
    }

    /** Somebody who has left is known by id only, which no customer should read. */
    @Override
    public Optional<Colleague> colleague(String userId) {
        Person person = staff.person(userId);
        return person.name().equals(userId) && person.mail() == null
                ? Optional.empty()
                : Optional.of(new Colleague(person.name(), person.mail()));
    }
}
