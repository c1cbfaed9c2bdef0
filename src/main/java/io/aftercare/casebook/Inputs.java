package io.aftercare.casebook;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A flat JSON object of any fields, as other systems post it; which are allowed is the business of a form. */
public final class Inputs {

    private final Map<String, Object> values = new LinkedHashMap<>();

    @JsonAnySetter
    void set(String name, Object value) {
        values.put(name, value);
    }

    public Map<String, Object> values() {
        return values;
    }
}
