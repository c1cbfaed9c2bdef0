package io.aftercare;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * People of the tests: one of every group, whose id is {@code test-} and the group (without dashes of its own, as in {@code
 * test-processowner}), and a second agent {@code test-agent2}. All have the password {@link #PASSWORD}.
 */
@TestComponent
public class TestPeople {

    public static final String PASSWORD = "Correct-Horse-7";

    private static final List<String> GROUPS = List.of(
            "agent",
            "specialist",
            "supervisor",
            "manager",
            "logistics",
            "product",
            "warehouse",
            "finance",
            "legal",
            "training",
            "auditor",
            "process-owner",
            "camunda-admin");

    /** Something to do as somebody. */
    @FunctionalInterface
    public interface Deed<T> {
        T call() throws Exception;
    }

    private final IdentityService identity;

    TestPeople(IdentityService identity) {
        this.identity = identity;
    }

    @EventListener(ContextRefreshedEvent.class)
    void arrive() {
        for (String group : GROUPS) {
            arrive(id(group), group);
        }
        arrive("test-agent2", "agent");
    }

    private void arrive(String id, String group) {
        if (identity.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identity.newUser(id);
        user.setLastName("测");
        user.setFirstName(id.substring("test-".length()));
        user.setEmail(id + "@example.com");
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        identity.createMembership(id, group);
    }

    /** The user id of a group's test person. */
    public static String id(String group) {
        return "test-" + group.replace("-", "");
    }

    /** Runs {@code deed} with the engine told that {@code user} is logged in. */
    public <T> T as(String user, Deed<T> deed) {
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
        identity.setAuthentication(user, groups);
        try {
            return deed.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** As {@link #as(String, Deed)}, for what has no result. */
    public void run(String user, Runnable deed) {
        as(user, () -> {
            deed.run();
            return null;
        });
    }
}
