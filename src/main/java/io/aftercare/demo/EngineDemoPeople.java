package io.aftercare.demo;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the demo people, once: who is deleted or changed later stays so. */
@Component
@Order(0)
@Conditional(DemoWanted.class)
class EngineDemoPeople implements ApplicationRunner {

    private final IdentityService identity;

    EngineDemoPeople(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String[] others = DemoPerson.ALL.stream()
                .map(DemoPerson::id)
                // may have been made as the first administrator
                .filter(id -> !id.equals("admin"))
                .toArray(String[]::new);
        if (identity.createUserQuery().userIdIn(others).count() == 0) {
            DemoPerson.ALL.forEach(this::make);
        }
    }

    private void make(DemoPerson person) {
        if (identity.createUserQuery().userId(person.id()).count() > 0) {
            return;
        }
        User user = identity.newUser(person.id());
        user.setLastName(person.familyName());
        user.setFirstName(person.firstName());
        user.setEmail(person.id() + "@example.com");
        user.setPassword(DemoPerson.PASSWORD);
        identity.saveUser(user);
        identity.createMembership(person.id(), person.group());
    }
}
