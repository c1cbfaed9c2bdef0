package io.aftercare.platform;

/** Takes personal data out of what people write into forms, comments and messages, before the engine keeps it (P1). */
@FunctionalInterface
public interface TextScreen {

    /**
     * @param customerId the variable {@code customerId} of the case, null where there is none
     * @param text what was written
     */
    String screen(Object customerId, String text);
}
