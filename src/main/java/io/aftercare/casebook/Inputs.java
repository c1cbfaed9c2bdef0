package io.aftercare.casebook;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A flat JSON object of any fields, as other systems post it; which are allowed is the business of a form. */
public final class Inputs {

    private final Map<String, Object> values = new LinkedHashMap<>();

    @JsonAnySetter
    void set(String name, Object value) {
        if (value != null && holdsNull(value)) {
            throw new IllegalArgumentException(name + " has an element that is null");
        }
        values.put(name, value);
    }

    /** The engine cannot keep a list with nothing in one of its places. */
    private static boolean holdsNull(Object value) {
        return value == null || value instanceof List<?> list && list.stream().anyMatch(Inputs::holdsNull);
    }

    public Map<String, Object> values() {
        return values;
    }
}
