package io.aftercare.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.camunda.bpm.engine.variable.value.PrimitiveValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;

/**
 * Between the engine's typed values and plain Java. JSON that a caller sent is read as JSON, whatever Java class the
 * caller named for it: no object of the caller's choice is ever created.
 */
final class EngineValues {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_JSON = 100_000;

    /** A value that no input of a form can hold. */
    private static final Object FOREIGN = new Object() {
        @Override
        public String toString() {
            return "?";
        }
    };

    private EngineValues() {}

    static Map<String, Object> plain(Map<String, Object> variables) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (variables == null) {
            return plain;
        }
        for (String name : variables.keySet()) {
            plain.put(String.valueOf(name), plain(variables, name));
        }
        return plain;
    }

    static Object plain(Map<String, Object> variables, String name) {
        // a VariableMap's get() would create the object
        return plain(variables instanceof VariableMap map ? map.getValueTyped(name) : variables.get(name));
    }

    static Object plain(Object value) {
        if (value instanceof SerializableValue serializable) {
            return plain(serializable);
        }
        if (value instanceof PrimitiveValue<?> primitive) {
            return primitive.getValue() instanceof byte[] ? FOREIGN : primitive.getValue();
        }
        if (value instanceof TypedValue typed) {
            // a value without a type is what REST makes of a bare number or string, other types are files and the like
            return typed.getType() == null || typed.getValue() == null ? plain(typed.getValue()) : FOREIGN;
        }
        return value instanceof SpinJsonNode node ? json(node.toString()) : value;
    }

    private static Object plain(SerializableValue value) {
        if (value instanceof ObjectValue && value.isDeserialized()) {
            return plain(value.getValue());
        }
        String format = value.getSerializationDataFormat();
        if (format != null && !format.equals(Variables.SerializationDataFormats.JSON.getName())) {
            return FOREIGN;
        }
        String serialized = value.getValueSerialized();
        if (serialized != null) {
            return json(serialized);
        }
        return value.isDeserialized() ? plain(value.getValue()) : null;
    }

    private static Object json(String text) {
        if (text.length() > LONGEST_JSON) {
            return FOREIGN;
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return FOREIGN;
        }
    }

    /** Values for the engine: a list is stored as JSON, which Tasklist reads and expressions use as a list. */
    static VariableMap typed(Map<String, Object> values) {
        VariableMap typed = Variables.createVariables();
        values.forEach((name, value) -> {
            if (value instanceof List<?> list) {
                typed.putValueTyped(
                        name,
                        Variables.objectValue(new ArrayList<>(list))
                                .serializationDataFormat(Variables.SerializationDataFormats.JSON)
                                .create());
            } else {
                typed.putValue(name, value);
            }
        });
        return typed;
    }
}
