package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("C2 C3 P2: the forms are what Tasklist can show, the process expects and the server can check")
class FormContractTest {

    private static final Set<String> COMPONENTS = Set.of(
            "text",
            "html",
            "textfield",
            "textarea",
            "number",
            "datetime",
            "checkbox",
            "checklist",
            "radio",
            "select",
            "group",
            "spacer",
            "separator");
    private static final int COLUMN = 4000;

    /** 服务忌语 of the service rules, and the tones they forbid. */
    private static final List<String> FORBIDDEN =
            List.of("不知道", "不归我管", "没办法", "不可能", "你找别人", "有什么事快说", "挂线", "规定就是", "我忙着", "不是我的");

    static Stream<String> ids() {
        return FormFiles.ids();
    }

    @Test
    void there_is_a_file_for_each_form_and_no_other() {
        assertThat(FormFiles.files().stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        ids().map(id -> id + ".form").toList());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void tasklist_can_show_it(String id) {
        JsonNode form = FormFiles.json(id);

        assertThat(form.path("id").asText()).isEqualTo(id);
        assertThat(form.path("type").asText()).isEqualTo("default");
        assertThat(form.path("schemaVersion").asInt()).isBetween(1, 16);
        assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.24.0");
        assertThat(components(form))
                .allSatisfy(
                        component -> assertThat(component.path("type").asText()).isIn(COMPONENTS));
        assertThat(components(form).stream()
                        .map(component -> component.path("id").asText())
                        .toList())
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void it_submits_what_is_agreed(String id) {
        assertThat(FormFiles.form(id).inputs().keySet())
                .containsExactlyInAnyOrderElementsOf(FormFiles.SAMPLES.get(id).keySet());
    }

    @ParameterizedTest
    @MethodSource("ids")
    @DisplayName("a text longer than the engine's column cannot be entered")
    void texts_are_bounded(String id) {
        assertThat(FormFiles.form(id).inputs().values())
                .filteredOn(input -> input.kind() == Input.Kind.TEXT || input.kind() == Input.Kind.LINE)
                .allSatisfy(input -> assertThat(input.maxLength())
                        .as(input.key())
                        .isNotNull()
                        .isLessThanOrEqualTo(input.key().equals("description") ? 3000 : 2000)
                        .isLessThan(COLUMN));
        assertThat(FormFiles.form(id).inputs().values())
                .filteredOn(Input::hasOptions)
                .allSatisfy(
                        input -> assertThat(input.options().keySet().toString()).hasSizeLessThan(COLUMN));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void numbers_have_limits_and_choices_have_words(String id) {
        for (Input input : FormFiles.form(id).inputs().values()) {
            if (input.kind() == Input.Kind.NUMBER) {
                assertThat(List.of(input.min(), input.max(), input.decimals()))
                        .as(input.key())
                        .doesNotContainNull();
            }
            if (input.hasOptions() && input.optionsVariable() == null) {
                assertThat(input.options()).as(input.key()).hasSizeGreaterThan(1);
                assertThat(input.options().values()).doesNotHaveDuplicates();
            }
            if (input.pattern() != null) {
                assertThat(input.hint())
                        .as("what the pattern of %s expects", input.key())
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    @DisplayName("conditions name variables that exist")
    void conditions_are_consistent(String id) {
        Form form = FormFiles.form(id);
        Pattern names = Pattern.compile("[a-z][A-Za-z]*(?=\\s*(=|!=))");
        for (Input input : form.inputs().values()) {
            List<String> conditions = new ArrayList<>(input.hides());
            if (input.requiredWhen() != null) {
                conditions.add(input.requiredWhen());
                assertThat(input.required()).as(input.key()).isFalse();
            }
            for (String condition : conditions) {
                Matcher name = names.matcher(condition);
                assertThat(name.results().map(found -> found.group()).toList())
                        .as(condition)
                        .isNotEmpty()
                        .isSubsetOf(form.inputs().keySet());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    @DisplayName("what people read is Chinese")
    void labels_are_chinese(String id) {
        for (JsonNode component : components(FormFiles.json(id))) {
            List<String> read = new ArrayList<>(component.findValuesAsText("label"));
            read.add(component.path("description").asText());
            read.add(component.path("text").asText());
            read.add(component.path("dateLabel").asText());
            read.add(component.path("timeLabel").asText());
            read.add(component
                    .path("content")
                    .asText()
                    .replaceAll("(?s)<style>.*?</style>", "")
                    .replaceAll("\\{\\{.*?\\}\\}", "")
                    .replaceAll("<[^>]*>", ""));
            assertThat(read)
                    .allSatisfy(
                            text -> assertThat(text.replace("VIP", "")).as(text).doesNotContainPattern("[A-Za-z]"));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    @DisplayName("P2: the step's wording stands in the form and holds none of the forbidden words")
    void wording_is_there(String id) {
        List<String> wording = components(FormFiles.json(id)).stream()
                .filter(component -> component.path("type").asText().equals("text"))
                .map(component -> component.path("text").asText())
                .toList();

        assertThat(wording).isNotEmpty();
        assertThat(String.join("\n", wording)).doesNotContain(FORBIDDEN);
    }

    @ParameterizedTest
    @MethodSource("ids")
    @DisplayName("what others typed is shown where form-js escapes it, never as Markdown")
    void values_stand_in_html_only(String id) {
        for (JsonNode component : components(FormFiles.json(id))) {
            if (!Set.of("html", "group").contains(component.path("type").asText())) {
                assertThat(component.toString()).doesNotContain("{{");
            }
        }
    }

    @Test
    @DisplayName("a value is called the same wherever a process shows it")
    void words_agree() {
        Map<Path, List<String>> processes =
                ids().collect(Collectors.groupingBy(id -> FormFiles.file(id).getParent()));
        int compared = processes.values().stream()
                .mapToInt(FormContractTest::compareWords)
                .sum();
        assertThat(compared).isGreaterThan(50);
    }

    /** @return how many places were compared */
    private static int compareWords(List<String> ids) {
        Map<String, Map<String, String>> options = new HashMap<>();
        ids.forEach(id -> FormFiles.form(id).inputs().values().forEach(input -> input.options()
                .forEach((value, label) -> options.computeIfAbsent(input.key(), key -> new HashMap<>())
                        .merge(value.toString(), label, FormContractTest::same))));
        Pattern shown = Pattern.compile(
                "get value\\((\\{[^}]*\\}), (\\w+)\\)|for w in (\\w+) return get value\\((\\{[^}]*\\})");
        Pattern pair = Pattern.compile("\"([^\"]+)\": \"([^\"]+)\"");
        int compared = 0;
        for (String id : ids) {
            for (JsonNode component : components(FormFiles.json(id))) {
                Matcher found = shown.matcher(component.path("content").asText());
                while (found.find()) {
                    String name = found.group(3) != null ? found.group(3) : found.group(2);
                    if (options.containsKey(name)) {
                        Map<String, String> words = new HashMap<>();
                        pair.matcher(found.group(4) != null ? found.group(4) : found.group(1))
                                .results()
                                .forEach(each -> words.put(each.group(1), each.group(2)));
                        assertThat(words).as("%s in %s", name, id).isEqualTo(options.get(name));
                        compared++;
                    }
                }
            }
        }
        return compared;
    }

    private static String same(String one, String other) {
        return one.equals(other) ? one : fail("%s and %s for the same value", one, other);
    }

    private static List<JsonNode> components(JsonNode parent) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode component : parent.path("components")) {
            all.add(component);
            all.addAll(components(component));
        }
        return all;
    }
}
