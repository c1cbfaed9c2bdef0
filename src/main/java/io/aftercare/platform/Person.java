package io.aftercare.platform;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.User;

/**
 * Somebody of the staff.
 *
 * @param id user id
 * @param name as shown to colleagues: family name before first name without a space, or the id if no name is kept
 * @param mail e-mail address, or null if none is kept
 */
public record Person(String id, String name, String mail) {

    /** Who it was, for the record: the name and, since two may have the same and names change, the user id. */
    public String signature() {
        return name.equals(id) ? id : name + "（" + id + "）";
    }

    /** @param user what the identity service knows, null if it does not know the id */
    static Person of(String id, User user) {
        if (user == null) {
            return new Person(id, id, null);
        }
        String name = Stream.of(user.getLastName(), user.getFirstName())
                .filter(part -> part != null && !part.isBlank())
                .map(String::strip)
                .collect(Collectors.joining());
        String mail = user.getEmail() == null || user.getEmail().isBlank() ? null : user.getEmail();
        return new Person(id, name.isEmpty() ? id : name, mail);
    }
}
