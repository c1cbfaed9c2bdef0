package io.aftercare.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forms in force as sheets of paper, for the day on which there is no screen (P4): the same inputs, nothing kept twice. */
public class BlankForms {

    /** A form to be filled in by hand. */
    public record Sheet(String formId, List<Section> sections) {}

    /** @param conditional whether it is filled in some cases only */
    public record Section(String label, boolean conditional, List<Field> fields) {}

    /**
     * A question.
     *
     * @param hint how to fill it; may be empty
     * @param choices what to tick; empty where something is written
     * @param lines how many lines there are to write on; 0 where nothing is written
     */
    public record Field(String label, Need need, Shape shape, String hint, List<String> choices, int lines) {}

    /** Whether it must be filled. */
    public enum Need {
        REQUIRED,
        /** where the form asks for it on the screen, or where another question was answered in a certain way */
        SOMETIMES,
        OPTIONAL
    }

    /** How it is filled. */
    public enum Shape {
        WRITE,
        TICK,
        TICK_ONE,
        TICK_SEVERAL,
        DATE,
        TIME,
        DATE_TIME
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineForms forms;

    BlankForms(EngineForms forms) {
        this.forms = forms;
    }

    /** The newest deployed form of this id; empty if there is none that can be read. */
    public Optional<Sheet> sheet(String formId) {
        return forms.text(formId).flatMap(BlankForms::read);
    }

    static Optional<Sheet> read(String text) {
        Form form;
        JsonNode root;
        try {
            form = FormReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            root = JSON.readTree(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Section> sections = new ArrayList<>();
        List<Field> loose = new ArrayList<>();
        collect(root.path("components"), form, sections, loose);
        if (!loose.isEmpty()) {
            sections.add(new Section("", false, loose));
        }
        return Optional.of(new Sheet(form.id(), sections));
    }

    private static void collect(JsonNode components, Form form, List<Section> sections, List<Field> fields) {
        for (JsonNode component : components) {
            if (component.path("type").asText().equals("group")) {
                List<Field> own = new ArrayList<>();
                int at = sections.size();
                collect(component.path("components"), form, sections, own);
                if (!own.isEmpty()) {
                    String hide = component.path("conditional").path("hide").asText();
                    sections.add(at, new Section(component.path("label").asText(), !hide.isEmpty(), own));
                }
            } else {
                Input input = form.inputs().get(component.path("key").asText());
                if (input != null) {
                    fields.add(field(input, component));
                }
            }
        }
    }

    private static Field field(Input input, JsonNode component) {
        Need need = !input.required()
                ? input.requiredWhen() == null && input.atLeastOneOf().isEmpty() ? Need.OPTIONAL : Need.SOMETIMES
                : input.hides().isEmpty() ? Need.REQUIRED : Need.SOMETIMES;
        List<String> choices = List.copyOf(input.options().values());
        Shape shape =
                switch (input.kind()) {
                    case FLAG -> Shape.TICK;
                    case DATE -> Shape.DATE;
                    case TIME -> Shape.TIME;
                    case DATE_TIME -> Shape.DATE_TIME;
                    case CHOICE -> choices.isEmpty() ? Shape.WRITE : Shape.TICK_ONE;
                    case CHOICES -> choices.isEmpty() ? Shape.WRITE : Shape.TICK_SEVERAL;
                    default -> Shape.WRITE;
                };
        String hint = component.path("description").asText();
        return new Field(input.label(), need, shape, hint, choices, shape == Shape.WRITE ? lines(input) : 0);
    }

    /** Half a thousand characters of a screen are a line or so more by hand: people write less. */
    private static int lines(Input input) {
        if (input.kind() != Input.Kind.TEXT) {
            return 1;
        }
        int most = input.maxLength() == null ? 1000 : input.maxLength();
        return Math.min(6, 2 + most / 500);
    }
}
