package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareTest;
import io.aftercare.TestPeople;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Compares our Chinese labels of the four web applications with the English ones that Camunda ships. */
@DisplayName("K2: Tasklist, Cockpit, Admin and Welcome speak Chinese")
class WebappLocalesTest {

    private static final String WEBAPPS = "META-INF/resources/webjars/camunda/";

    /** What is the same in both languages, or nothing in Chinese: an English plural's s. */
    private static final Set<String> NEUTRAL = Set.of(
            "ID",
            "ID*",
            "CSV",
            "JSON",
            "<",
            "<=",
            ">",
            ">=",
            "YYYY-MM-DDTHH:mm:ss",
            "L",
            "HH:mm",
            "YYYY-MM-DD",
            "/",
            "");

    private static final Pattern MARKUP =
            Pattern.compile("\\{\\{\\s*\\w+\\s*}}|\\{}|%[ds]|</?(?:a|b|br|em|i|strong)\\b[^>]*>|&\\w+;");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void every_label_is_translated_and_none_is_left_over(String app) {
        Map<String, String> chinese = texts(app, "zh-CN");
        criteria(app).forEach(label -> chinese.remove("labels." + label));
        assertThat(chinese.keySet()).isEqualTo(texts(app, "en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void every_label_is_chinese(String app) {
        assertThat(texts(app, "zh-CN")).allSatisfy((key, text) -> assertThat(NEUTRAL.contains(text)
                        || CHINESE.matcher(MARKUP.matcher(text).replaceAll("")).find()
                        || text.matches("（\\{\\{ \\w+ }} / \\{\\{ \\w+ }}）"))
                .as(key + ": " + text)
                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void values_and_markup_inside_a_label_stay(String app) {
        Map<String, String> chinese = texts(app, "zh-CN");
        assertThat(texts(app, "en"))
                .allSatisfy((key, text) ->
                        assertThat(markup(chinese.get(key))).as(key).isEqualTo(markup(text)));
    }

    @Test
    void the_criteria_of_a_filter_are_translated_though_camundas_own_files_lack_them() {
        Map<String, String> chinese = texts("tasklist", "zh-CN");
        assertThat(criteria("tasklist")).hasSizeGreaterThan(40).allSatisfy(label -> assertThat(chinese)
                .containsKey("labels." + label));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void chinese_is_the_only_language_on_offer_so_that_no_browser_gets_another(String app) {
        assertThat(read("app/" + app + "/scripts/config.js"))
                .contains("locales: { availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN' }");
    }

    @Nested
    @AftercareTest
    class Served {

        @LocalServerPort
        int port;

        @ParameterizedTest
        @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
        void our_files_are_served_in_place_of_camundas(String app) {
            for (String file : List.of("scripts/config.js", "locales/zh-CN.json", "styles/user-styles.css")) {
                String path = "app/" + app + "/" + file;
                Visitor.Page answer = visitor().get("/camunda/" + path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.text()).isEqualTo(read(path)).containsAnyOf("zh-CN", "theme.css", "\"labels\"");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"assets/aftercare/zh-CN.js", "assets/aftercare/theme.css", "favicon.ico"})
        void what_they_refer_to_is_there(String path) {
            assertThat(visitor().get("/camunda/" + path).status()).isEqualTo(200);
        }

        private Visitor visitor() {
            Visitor visitor = new Visitor(port);
            visitor.logIn(TestPeople.id("camunda-admin"), TestPeople.PASSWORD);
            return visitor;
        }
    }

    /** Labels of a filter's criteria, which Tasklist writes in its program and asks the translation for. */
    private static Set<String> criteria(String app) {
        if (!app.equals("tasklist")) {
            return Set.of();
        }
        String program = read("app/tasklist/camunda-tasklist-bootstrap.js");
        int start = program.indexOf("[{group:\"Process Instance\"");
        return Pattern.compile("(?:group|label):\"([^\"]+)\"")
                .matcher(program.substring(start, program.indexOf("e.exports", start)))
                .results()
                .map(match -> match.group(1))
                .filter(label -> !label.equals("ID"))
                .collect(Collectors.toSet());
    }

    private static List<String> markup(String text) {
        return MARKUP.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> found.replaceAll("\\s", ""))
                .sorted()
                .toList();
    }

    /** Every text of an application by its path in the file. */
    private static Map<String, String> texts(String app, String language) {
        Map<String, String> texts = new TreeMap<>();
        try {
            // Camunda's file starts with a byte order mark
            collect(
                    "",
                    new ObjectMapper()
                            .readTree(read("app/" + app + "/locales/" + language + ".json")
                                    .replace("\uFEFF", "")),
                    texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void collect(String path, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), texts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "." + i, node.get(i), texts);
            }
        } else if (node.isTextual()) {
            texts.put(path, node.asText());
        }
    }

    private static String read(String file) {
        try (InputStream in = WebappLocalesTest.class.getClassLoader().getResourceAsStream(WEBAPPS + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
