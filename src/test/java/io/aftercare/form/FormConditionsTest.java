package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Inputs that hide one another. The table {@code form-js-conditions.json} is what form-js 1.8.7 itself submitted for 400 forms; the
 * script of the same name beside it has written it.
 */
@Label("C9: inputs that hide one another are judged as the form shows them")
class FormConditionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormCheck check = FormFiles.check();

    /** @param hide a condition with its equals sign, or null */
    private static ObjectNode input(String key, String hide, boolean required, String initial) {
        ObjectNode input = JSON.createObjectNode().put("type", "radio").put("key", key);
        for (String value : List.of("x", "y")) {
            input.withArray("values").addObject().put("value", value).put("label", value);
        }
        input.putObject("validate").put("required", required);
        if (hide != null) {
            input.putObject("conditional").put("hide", hide);
        }
        return initial == null ? input : input.put("defaultValue", initial);
    }

    private static Form form(List<ObjectNode> inputs) {
        ObjectNode root = JSON.createObjectNode().put("id", "conditions");
        ArrayNode components = root.putArray("components");
        inputs.forEach(components::add);
        return FormReader.read(
                new ByteArrayInputStream(root.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static List<JsonNode> table() {
        try (InputStream in = FormConditionsTest.class.getResourceAsStream("form-js-conditions.json")) {
            List<JsonNode> cases = JSON.readerForListOf(JsonNode.class).readValue(in);
            assertThat(cases).hasSize(400);
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Form form(JsonNode one) {
        return form(IntStream.range(0, one.get("inputs").size())
                .mapToObj(one.get("inputs")::get)
                .map(each -> input(
                        each.get("key").asText(),
                        each.get("hide").isNull() ? null : each.get("hide").asText(),
                        each.get("required").asBoolean(),
                        each.get("initial").isNull()
                                ? null
                                : each.get("initial").asText()))
                .toList());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values(JsonNode node) {
        Map<String, Object> values = JSON.convertValue(node, Map.class);
        values.values().removeIf(Objects::isNull);
        return values;
    }

    private Set<String> refused(Form form, Map<String, Object> submitted, Map<String, Object> known) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> check.check(form, submitted, known::get));
        return refusal == null
                ? Set.of()
                : refusal.fields().stream().map(Refusal.Field::field).collect(Collectors.toCollection(TreeSet::new));
    }

    @Example
    void what_the_browser_lets_through_is_never_refused() {
        for (JsonNode one : table()) {
            if (one.get("missing").isEmpty()) {
                assertThat(refused(form(one), values(one.get("submitted")), values(one.get("known"))))
                        .as(one.toString())
                        .isEmpty();
            }
        }
    }

    @Example
    void where_the_browser_follows_every_condition_the_same_is_kept_and_the_same_is_missing() {
        int compared = 0;
        for (JsonNode one : table()) {
            Form form = form(one);
            if (!form.inDoubt(form.inputs().keySet()).isEmpty()) {
                continue;
            }
            compared++;
            Map<String, Object> submitted = values(one.get("submitted"));
            Set<String> missing = new TreeSet<>();
            one.get("missing").forEach(key -> missing.add(key.asText()));
            assertThat(refused(form, submitted, values(one.get("known"))))
                    .as(one.toString())
                    .isEqualTo(missing);
            if (missing.isEmpty()) {
                assertThat(check.check(form, submitted, values(one.get("known"))::get))
                        .as(one.toString())
                        .isEqualTo(submitted);
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    @Example
    void what_is_hidden_by_what_is_hidden_is_hidden_over_three_steps() {
        Form form = form(List.of(
                input("a", null, false, null),
                input("b", "=a = null", false, null),
                input("c", "=b = null", false, null),
                input("d", "=c = null", true, null)));

        assertThat(refused(form, Map.of("b", "x", "c", "x"), Map.of())).containsExactly("b", "c");
        assertThat(refused(form, Map.of("a", "x", "b", "x", "c", "x"), Map.of()))
                .containsExactly("d");
        assertThat(check.check(form, Map.of("a", "x", "b", "x", "c", "x", "d", "x"), name -> null))
                .hasSize(4);
        // the browser shows d where somebody filled all four and emptied the first again
        assertThat(check.check(form, Map.of("d", "x"), name -> null)).isEmpty();
    }

    @Example
    void two_inputs_that_hide_each_other_stay_where_the_form_leaves_them() {
        Form form = form(List.of(input("a", "=b != null", false, null), input("b", "=a != null", false, null)));

        assertThat(check.check(form, Map.of("a", "x", "b", "x"), name -> null)).hasSize(2);
        assertThat(check.check(form, Map.of("a", "x"), name -> null)).hasSize(1);
    }

    /** @param back how many places before it the input stands that decides; 0 for an input that is always shown */
    record Link(int back, boolean hiddenWhenFilled, boolean filled) {}

    @Property(tries = 300)
    void a_chain_of_any_length_is_judged_link_by_link(@ForAll("chains") List<Link> chain) {
        BiPredicate<Link, Boolean> hides = (link, filled) -> link.hiddenWhenFilled() == filled;
        List<ObjectNode> inputs = new java.util.ArrayList<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < chain.size(); i++) {
            Link link = chain.get(i);
            String decides = "k" + (i - link.back());
            boolean conditional = link.back() > 0 && link.back() <= i;
            inputs.add(input(
                    "k" + i,
                    conditional ? "=" + decides + (link.hiddenWhenFilled() ? " != null" : " = null") : null,
                    false,
                    null));
            if (link.filled()) {
                all.put("k" + i, "x");
                if (!conditional || !hides.test(link, shown.containsKey(decides))) {
                    shown.put("k" + i, "x");
                }
            }
        }
        Form form = form(inputs);

        assertThat(check.check(form, shown, name -> null)).isEqualTo(shown);
        Set<String> surplus = refused(form, all, Map.of());
        assertThat(surplus).isSubsetOf(all.keySet()).noneMatch(shown::containsKey);
        if (surplus.isEmpty()) {
            assertThat(check.check(form, all, name -> null)).isEqualTo(shown);
        }
    }

    @Provide
    Arbitrary<List<Link>> chains() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(Link::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(9);
    }
}
