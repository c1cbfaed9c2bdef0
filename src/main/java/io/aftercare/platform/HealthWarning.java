package io.aftercare.platform;

import org.springframework.boot.actuate.health.Status;

/** A health component that wants to be looked at while everything works; HTTP stays 200. */
public final class HealthWarning {

    /** Ranks between OUT_OF_SERVICE and UP, see {@code management.endpoint.health.status.order}. */
    public static final Status WARNING = new Status("WARNING");

    private HealthWarning() {}
}
