package io.aftercare.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("C1 What the code behind a form can read, the form takes: one source for both")
class FormatTest {

    private static final List<String> RECEIPTS = List.of("complaint-receive", "after-sales-request");

    static Stream<Arguments> spellings() {
        Stream<Arguments> phones = io.aftercare.customer.PhoneSpellings.all()
                .map(each -> Arguments.of("customerPhone", each.get()[0], each.get()[1]));
        Stream<Arguments> others = Stream.of(
                Arguments.of("customerEmail", "zhou＠example.com", "zhou@example.com"),
                Arguments.of("customerEmail", "\u202dzhou@qq。com\u202c", "zhou@qq.com"),
                Arguments.of("orderNumber", "dd20001", "DD20001"),
                Arguments.of("orderNumber", "ＤＤ２０００１", "DD20001"),
                Arguments.of("orderNumber", "\u200bdd—20 001\ufeff", "DD-20001"));
        return Stream.concat(phones, others);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void every_spelling_passes_browser_and_server(String key, String typed, String kept) {
        for (String form : RECEIPTS) {
            assertThat(passesInBrowser(component(FormFiles.json(form), key), typed))
                    .isTrue();
            Map<String, Object> said = new HashMap<>(FormFiles.SAMPLES.get(form));
            said.remove("customerId");
            said.put(key, typed);
            assertThat(FormFiles.check().check(form, said, Map.of())).containsEntry(key, kept);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "complaint-receive, customerId",
        "after-sales-request, customerId",
        "after-sales-await-shipment, returnTrackingNumber",
        "after-sales-ship-by-hand, trackingNumber",
        "complaint-execute, trackingNumber",
        "after-sales-refund-by-hand, refundReference",
        "after-sales-compensate-by-hand, refundReference"
    })
    void what_cannot_be_seen_around_a_code_goes_first(String form, String key) {
        String code = key.equals("customerId") ? "0b0e5f6a-1111-4c4c-8888-9a9a9a9a9a9a" : "SF-123a";
        String typed = "\u202d\ufeff " + code + "\u200b\u202c";
        assertThat(passesInBrowser(component(FormFiles.json(form), key), typed)).isTrue();
        assertThat(FormFiles.form(form).inputs().get(key).format().read(typed)).contains(code);
    }

    @Test
    void no_bundled_form_has_a_pattern_that_the_code_behind_it_does_not_know() {
        assertThat(FormFiles.files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).content().doesNotContain("\"pattern\""));
    }

    @Test
    void a_format_that_nobody_knows_or_beside_a_pattern_is_refused_at_deployment() {
        assertThatThrownBy(() -> read("\"properties\": {\"format\": \"colour\"}"))
                .hasMessageContaining("there is no format colour");
        assertThatThrownBy(() -> read("\"properties\": {\"format\": \"phone\"}, \"validate\": {\"pattern\": \"^1$\"}"))
                .hasMessageContaining("without a pattern");
    }

    @ParameterizedTest
    @CsvSource({"😀", "𠮷", "字"})
    @DisplayName("the longest text passes whatever characters it is of, and one more does not")
    void lengths_count_characters(String character) {
        Map<String, Object> said = new HashMap<>(FormFiles.SAMPLES.get("complaint-receive"));
        said.put("description", character.repeat(3000));
        assertThat(FormFiles.check().check("complaint-receive", said, Map.of()))
                .containsEntry("description", character.repeat(3000));
        said.put("description", character.repeat(3001));
        assertThatThrownBy(() -> FormFiles.check().check("complaint-receive", said, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("“问题描述”不能超过 3000 个字，现有 3001 个");
    }

    private static Form read(String more) {
        String form = "{\"id\":\"f\",\"components\":[{\"type\":\"textfield\",\"key\":\"k\"," + more + "}]}";
        return FormReader.read(new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)));
    }

    /** What form-js 1.8.7 asks of a text field before it sends anything. */
    private static boolean passesInBrowser(JsonNode component, String typed) {
        JsonNode validate = component.path("validate");
        return !validate.has("pattern")
                && !validate.has("validationType")
                && typed.strip().length() <= validate.path("maxLength").asInt(Integer.MAX_VALUE);
    }

    private static JsonNode component(JsonNode form, String key) {
        return form.findParents("key").stream()
                .filter(component -> component.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
