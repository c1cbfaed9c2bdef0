package io.aftercare.platform;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** What the product asks the engine itself, and not the person who happens to be signed in, whose rights do not matter then. */
public final class AsProgram {

    private AsProgram() {}

    public static <T> T call(IdentityService identity, Supplier<T> work) {
        Authentication person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            identity.setAuthentication(person);
        }
    }
}
