package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("P1 However it is written, what names a person is masked, and what names none is not")
class RedactionCorpusTest {

    private static final List<Redaction.Known> CUSTOMER =
            List.of(new Redaction.Known("王小芳", "13800135678", "上海市浦东新区世纪大道100号5幢601室"));

    /** A text about a customer, and what must not be left of it. */
    record Spelling(String about, String text, List<String> personal) {
        @Override
        public String toString() {
            return about + " " + text;
        }
    }

    static Stream<Spelling> spellings() {
        return lines("personal-data.tsv");
    }

    static Stream<Spelling> names() {
        return lines("names.tsv");
    }

    static Stream<String> notes() {
        return read("readable-notes.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void every_spelling_is_masked(Spelling spelling) {
        String redacted = Redaction.redact(spelling.text(), CUSTOMER);

        assertThat(redacted).doesNotContain(spelling.personal());
        assertThat(Redaction.redact(redacted, CUSTOMER)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void it_is_masked_in_the_middle_of_a_sentence_too(Spelling spelling) {
        String text = "客户来电说：" + spelling.text() + "，请尽快处理";

        assertThat(Redaction.redact(text, CUSTOMER))
                .doesNotContain(spelling.personal())
                .startsWith("客户来电说：")
                .endsWith("请尽快处理");
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_is_masked_and_a_common_word_is_not(Spelling spelling) {
        String redacted = Redaction.redact(spelling.text(), List.of(new Redaction.Known(spelling.about(), null, null)));

        if (spelling.personal().isEmpty()) {
            assertThat(redacted).isEqualTo(spelling.text());
        } else {
            assertThat(redacted).doesNotContain(spelling.personal());
        }
    }

    @ParameterizedTest
    @MethodSource("notes")
    void what_names_no_person_stays_readable(String note) {
        assertThat(Redaction.redact(note, CUSTOMER)).isEqualTo(note);
    }

    private static Stream<Spelling> lines(String file) {
        return read(file).stream().map(line -> line.split("\t", -1)).map(parts -> {
            assertThat(parts).hasSize(3);
            return new Spelling(
                    parts[0],
                    parts[1].replace("\\n", "\n"),
                    parts[2].isEmpty() ? List.of() : List.of(parts[2].split("\\|")));
        });
    }

    private static List<String> read(String file) {
        try (InputStream in = RedactionCorpusTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
