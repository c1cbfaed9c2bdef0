package io.aftercare.customer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * Who speaks for a customer in a case.
 *
 * @param relation {@code family}, {@code colleague} or {@code other}
 * @param phone normalised
 */
public record ContactPerson(String relation, String name, String phone) {

    private static final Map<String, String> RELATIONS = Map.of("family", "亲友代办", "colleague", "同事或单位代办");

    /** How staff say it, e.g. 亲友代办. */
    @JsonProperty
    public String relationLabel() {
        return RELATIONS.getOrDefault(relation, "他人代办");
    }
}
