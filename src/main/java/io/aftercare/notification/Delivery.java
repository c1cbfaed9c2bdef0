package io.aftercare.notification;

/** How the delivery of a message ended. */
public enum Delivery {
    /** A mail server took it, now or earlier. */
    SENT,
    /** No mail server is configured: kept, and shown in the outbox. */
    KEPT,
    /** The customer has no valid address, or the server says that there is no such mailbox: call. */
    UNREACHABLE,
    /** There is nothing to send any more, or the colleague has no address. */
    DROPPED
}
