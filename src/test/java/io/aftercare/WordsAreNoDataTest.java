package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What people read is never asked by the program: wording can be changed without changing what happens")
class WordsAreNoDataTest {

    /** What people type is read by its words: forms of address, and unit names in postal addresses. */
    private static final Pattern TYPED = Pattern.compile("customer/");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "src/main/java;.java;\\.(startsWith|endsWith|contains|equals|matches|replace\\w*|indexOf|split)\\(\"[^\"]*\\p{IsHan}",
                "src/main/resources;.js;(==|!=)=?\\s*'[^']*\\p{IsHan}|\\.(includes|startsWith|indexOf|match|test)\\(['/][^'/]*\\p{IsHan}",
                "src/main/resources/templates;.html;(==|!=| eq | ne )\\s*'[^']*\\p{IsHan}",
                "src/main/resources/templates;.txt;(==|!=| eq | ne )\\s*'[^']*\\p{IsHan}"
            })
    void nothing_is_compared_with_wording(String root, String suffix, String comparison) throws IOException {
        Pattern pattern = Pattern.compile(comparison);
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(root))) {
            files = all.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !TYPED.matcher(file.toString()).find())
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(pattern.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as(file.toString())
                    .isEmpty();
        }
    }
}
