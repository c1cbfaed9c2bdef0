package io.aftercare.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.aftercare.form.Input.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the inputs out of a {@code .form} file as form-js 1.8.7 understands it (schema version 16, the one in Tasklist
 * 7.24). What it cannot check it refuses to read: a form is validated whole or not deployed at all.
 *
 * <p>Rules that form-js has no place for stand in a component's custom properties, where the Modeler shows and keeps them:
 *
 * <ul>
 *   <li>{@code format}: what a text field means, by the names of {@link Format}, such as {@code phone}; instead of a pattern
 *   <li>{@code patternHint}: what the pattern expects, in words
 *   <li>{@code requiredWhen}: a FEEL condition under which the input is required
 *   <li>{@code fresh}: whether a step that is reached again asks for it anew; unless it says otherwise, true of a choice
 *       among some and false of everything else
 *   <li>{@code atLeastOneOf}: keys, separated by commas, of which one must be filled
 *   <li>{@code notAfter}: {@code now}, for a date, or a date and time, that cannot lie in the future
 *   <li>{@code label}: the name of a date or time, which form-js does not let have one
 * </ul>
 */
final class FormReader {

    private static final Logger LOG = LoggerFactory.getLogger(FormReader.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Components that only show something. */
    private static final Set<String> SHOWN = Set.of("text", "html", "spacer", "separator", "table", "image", "button");

    private FormReader() {}

    /** @throws IllegalArgumentException the text is no form, or one that the server could not check; the message says why */
    static Form read(InputStream text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
        String id = root == null ? "" : root.path("id").asText();
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the form has no id");
        }
        Map<String, Input> inputs = new LinkedHashMap<>();
        try {
            collect(root.path("components"), List.of(), inputs);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("form " + id + ": " + e.getMessage(), e);
        }
        for (Input input : inputs.values()) {
            for (String key : input.atLeastOneOf()) {
                if (!inputs.containsKey(key)) {
                    throw new IllegalArgumentException("form " + id + ": atLeastOneOf names no input: " + key);
                }
            }
        }
        return new Form(id, Collections.unmodifiableMap(inputs));
    }

    private static void collect(JsonNode components, List<String> hides, Map<String, Input> inputs) {
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            List<String> own = new ArrayList<>(hides);
            String hide = component.path("conditional").path("hide").asText();
            if (!hide.isEmpty()) {
                own.add(expression("conditional.hide", hide));
            }
            if (type.equals("group")) {
                if (!component.path("path").asText().isEmpty()) {
                    throw new IllegalArgumentException("a group with a path is not supported");
                }
                collect(component.path("components"), own, inputs);
            } else if (!SHOWN.contains(type) && !component.path("disabled").asBoolean()) {
                Input input = input(component, type, own);
                if (inputs.put(input.key(), input) != null) {
                    throw new IllegalArgumentException("two inputs have the key " + input.key());
                }
            }
        }
    }

    private static Input input(JsonNode component, String type, List<String> hides) {
        String key = component.path("key").asText();
        if (key.isEmpty() || key.contains(".")) {
            throw new IllegalArgumentException(
                    "component " + component.path("id").asText() + " of type " + type + " needs a key without a dot");
        }
        if (component.path("readonly").isTextual() || component.path("readonly").asBoolean()) {
            throw new IllegalArgumentException(key + ": a readonly input submits what nobody entered, show it as html");
        }
        JsonNode validate = component.path("validate");
        JsonNode properties = component.path("properties");
        if (validate.hasNonNull("validationType")
                && !validate.path("validationType").asText().equals("custom")) {
            throw new IllegalArgumentException(key + ": use a pattern instead of validationType");
        }
        if (!component.path("valuesExpression").asText().isEmpty()) {
            throw new IllegalArgumentException(key + ": valuesExpression is not supported, use valuesKey");
        }
        Kind kind = kind(component, type, key);
        String optionsVariable = component.path("valuesKey").asText();
        String requiredWhen = properties.path("requiredWhen").asText();
        Format format = format(key, properties.path("format").asText());
        if (format != null && (kind != Kind.LINE || validate.hasNonNull("pattern"))) {
            throw new IllegalArgumentException(key + ": a format is for a text field without a pattern");
        }
        String hint = properties.path("patternHint").asText(format == null ? "" : format.hint());
        String label = component.path("label").asText(properties.path("label").asText());
        return new Input(
                key,
                kind,
                label.isBlank() ? properties.path("label").asText(key) : label,
                hint.isEmpty() ? null : hint,
                validate.path("required").asBoolean(),
                number(key, validate.path("min")),
                number(key, validate.path("max")),
                length(key, validate.path("minLength")),
                length(key, validate.path("maxLength")),
                pattern(key, validate.path("pattern").asText()),
                format,
                component.path("decimalDigits").isNumber()
                        ? Integer.valueOf(component.path("decimalDigits").intValue())
                        : null,
                options(component.path("values")),
                optionsVariable.isEmpty() ? null : optionsVariable,
                List.copyOf(hides),
                JSON.convertValue(component.get("defaultValue"), Object.class),
                requiredWhen.isEmpty() ? null : expression("requiredWhen", requiredWhen),
                properties.path("fresh").asBoolean(kind == Kind.CHOICE),
                keys(properties.path("atLeastOneOf").asText()),
                properties.path("notAfter").asText().equals("now"),
                properties.path("customerReads").asBoolean());
    }

    private static Kind kind(JsonNode component, String type, String key) {
        return switch (type) {
            case "textfield" -> Kind.LINE;
            case "textarea" -> Kind.TEXT;
            case "number" -> Kind.NUMBER;
            case "checkbox" -> Kind.FLAG;
            case "radio", "select" -> Kind.CHOICE;
            case "checklist", "taglist" -> Kind.CHOICES;
            case "datetime" -> switch (component.path("subtype").asText("date")) {
                case "datetime" -> Kind.DATE_TIME;
                case "time" -> Kind.TIME;
                default -> Kind.DATE;
            };
            default -> throw new IllegalArgumentException(
                    key + ": the server cannot check a component of type " + type);
        };
    }

    private static Map<Object, String> options(JsonNode values) {
        Map<Object, String> options = new LinkedHashMap<>();
        for (JsonNode option : values) {
            Object value = JSON.convertValue(option.path("value"), Object.class);
            options.put(value, option.path("label").asText(String.valueOf(value)));
        }
        return Collections.unmodifiableMap(options);
    }

    private static List<String> keys(String list) {
        return list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).toList();
    }

    private static BigDecimal number(String key, JsonNode limit) {
        if (limit.isMissingNode() || limit.isNull()) {
            return null;
        }
        try {
            return new BigDecimal(limit.asText());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": a limit must be a number, not " + limit.asText(), e);
        }
    }

    private static Integer length(String key, JsonNode limit) {
        BigDecimal number = number(key, limit);
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    private static Format format(String key, String name) {
        try {
            return name.isEmpty() ? null : Format.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": there is no format " + name, e);
        }
    }

    /**
     * As RE2 reads it: whatever somebody types, checking it takes time that grows with the text and no faster. One that it cannot read
     * is refused at deployment; a form that is in force with such a one is left to the browser there, so that its tasks go on.
     */
    private static Pattern pattern(String key, String pattern) {
        if (pattern.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            LOG.warn("The pattern of input {} is checked in the browser only: {}", key, e.getMessage());
            return null;
        }
    }

    private static String expression(String where, String text) {
        if (!text.startsWith("=")) {
            throw new IllegalArgumentException(where + " must begin with =: " + text);
        }
        return text.substring(1).trim();
    }
}
