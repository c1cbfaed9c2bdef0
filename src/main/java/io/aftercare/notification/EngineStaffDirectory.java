package io.aftercare.notification;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Colleagues as the engine's identity service knows them. Asked from delegates, which the engine runs without the current
 * user's restrictions.
 */
@Component
class EngineStaffDirectory implements StaffDirectory {

    // asked for late: the engine is built with the delegates that need this
    private final ObjectProvider<ProcessEngine> engine;

    EngineStaffDirectory(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Colleague> colleague(String userId) {
        User user = engine.getObject()
                .getIdentityService()
                .createUserQuery()
                .userId(userId)
                .singleResult();
        return Optional.ofNullable(user).map(u -> new Colleague(name(u), u.getEmail()));
    }

    private static String name(User user) {
        String name = Stream.of(user.getLastName(), user.getFirstName())
                .filter(part -> part != null && !part.isBlank())
                .map(String::strip)
                .collect(Collectors.joining());
        return name.isEmpty() ? user.getId() : name;
    }
}
