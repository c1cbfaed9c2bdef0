package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

@Label("Whatever is submitted, the answer is yes or a refusal")
class FormCheckPropertiesTest {

    private final FormCheck check = FormFiles.check();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void junk_under_any_name_is_refused(
            @ForAll("forms") String id, @ForAll("names") Map<String, Object> names, @ForAll("junk") Object known) {
        Map<String, Object> submitted = new HashMap<>(names);
        answer(id, submitted, Map.of("specialistOptions", known, "approval", known));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void junk_in_an_input_is_taken_only_as_the_type_the_form_asks_for(
            @ForAll("forms") String id, @ForAll int which, @ForAll("junk") Object junk) {
        List<Input> inputs = List.copyOf(FormFiles.form(id).inputs().values());
        Input input = inputs.get(Math.floorMod(which, inputs.size()));
        Map<String, Object> submitted = new HashMap<>(FormFiles.SAMPLES.get(id));
        submitted.put(input.key(), junk);

        Map<String, Object> accepted = answer(id, submitted, FormFiles.known());

        if (accepted != null && accepted.get(input.key()) != null) {
            Object value = accepted.get(input.key());
            switch (input.kind()) {
                case NUMBER -> assertThat(value).isInstanceOfAny(Integer.class, Double.class);
                case FLAG -> assertThat(value).isInstanceOf(Boolean.class);
                case CHOICES -> assertThat(value).isInstanceOf(List.class);
                default -> assertThat((String) value).hasSizeLessThan(4000).doesNotContain("\u0000", "\u202E");
            }
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void what_was_accepted_once_is_accepted_again_unchanged(@ForAll @StringLength(max = 300) String text) {
        Map<String, Object> once = answer("complaint-training", Map.of("trainingAction", text), Map.of());

        if (once != null) {
            assertThat(answer("complaint-training", once, Map.of())).isEqualTo(once);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_form_that_is_none_is_said_to_be_none(@ForAll("junk") Object component, @ForAll("junk") Object more)
            throws JsonProcessingException {
        Map<String, Object> json = new HashMap<>();
        json.put("id", "x");
        json.put("components", List.of(Map.of("type", "textfield", "key", "a", "validate", component), more));
        byte[] text = new ObjectMapper().writeValueAsBytes(json);
        try {
            FormReader.read(new ByteArrayInputStream(text));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_text_that_is_no_json_is_said_to_be_none(@ForAll String text) {
        try {
            FormReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            fail("read %s", text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private Map<String, Object> answer(String id, Map<String, Object> submitted, Map<String, Object> known) {
        try {
            return check.check(id, submitted, known);
        } catch (Refusal e) {
            assertThat(e.fields()).isNotEmpty();
            return null;
        }
    }

    @Provide
    Arbitrary<String> forms() {
        return Arbitraries.of(FormFiles.SAMPLES.keySet());
    }

    @Provide
    Arbitrary<Map<String, Object>> names() {
        return Arbitraries.maps(
                        Arbitraries.oneOf(
                                Arbitraries.strings().ofMaxLength(40),
                                Arbitraries.of("amount", "approval", "planMeasures", "channel", "safety")),
                        junk())
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<Object> junk() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(50).map(x -> (Object) x),
                Arbitraries.of("refund", "return", "2025-11-21T13:30", "true", "1", "=1+1", "{{x}}", "${x}"),
                Arbitraries.doubles().map(x -> (Object) x),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE, 1e308),
                Arbitraries.longs().map(x -> (Object) x),
                Arbitraries.integers().map(x -> (Object) x),
                Arbitraries.bigIntegers().map(x -> (Object) x),
                Arbitraries.bigDecimals().map(x -> (Object) x),
                Arbitraries.of(true, false));
        Arbitrary<Object> nested = Arbitraries.oneOf(
                leaf,
                leaf.list().ofMaxSize(3).map(x -> (Object) x),
                Arbitraries.maps(Arbitraries.of("label", "value", "pattern", "min", "maxLength", "required"), leaf)
                        .ofMaxSize(3)
                        .map(x -> (Object) x));
        return Arbitraries.oneOf(leaf, nested, nested.list().ofMaxSize(3).map(x -> (Object) x))
                .withoutEdgeCases();
    }
}
