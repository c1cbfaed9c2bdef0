package io.aftercare.notification;

/**
 * The mail server did not take a message; trying again later may help. It carries neither cause nor server answer, because
 * those name the address and the engine keeps what a failed job throws.
 */
public class DeliveryFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeliveryFailed(String reason) {
        super(reason);
    }
}
