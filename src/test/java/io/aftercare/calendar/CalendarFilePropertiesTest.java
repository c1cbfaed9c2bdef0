package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Whatever a calendar file holds, it is read or refused with a line (Q5)")
class CalendarFilePropertiesTest {

    private final String good = Files.readString(Samples.FILE).replaceAll("(?m)^\\s*#.*\\R", "");

    CalendarFilePropertiesTest() throws IOException {}

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("the bundled file with a stretch of it replaced by something else")
    void a_file_that_was_changed(@ForAll int where, @ForAll("lengths") int length, @ForAll("pieces") String piece) {
        int from = Math.floorMod(where, good.length());
        int to = Math.min(good.length(), from + length);
        answer((good.substring(0, from) + piece + good.substring(to)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("bytes")
    void any_bytes(@ForAll byte[] content) {
        answer(content);
    }

    private static void answer(byte[] content) {
        try {
            CalendarFile file = CalendarFileReader.read(content);
            assertThat(file.sources()).isNotEmpty();
            assertThat(file.schedules()).isNotEmpty();
        } catch (BadCalendarFile e) {
            assertThat(e.findings()).isNotEmpty().allSatisfy(f -> assertThat(f.line())
                    .isPositive());
            assertThat(e.getMessage()).startsWith("第 ").endsWith("。").doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 8), Arbitraries.integers().between(0, 1000));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        ":",
                        ": ",
                        "\n",
                        "\n  ",
                        "- ",
                        "[",
                        "]",
                        "{",
                        "}",
                        "\"",
                        "'",
                        "#",
                        "&a ",
                        "*a",
                        "!!int ",
                        "!x ",
                        "? ",
                        "|",
                        ">",
                        "%",
                        "@",
                        "\t",
                        "---\n",
                        "...",
                        "<<: ",
                        "~",
                        "null",
                        "\u0000",
                        "\uD800",
                        "0",
                        "..",
                        "2026-13-01",
                        "24:00",
                        "natural",
                        "MON-SUN",
                        "true"),
                Arbitraries.strings().ofMaxLength(10),
                Arbitraries.strings()
                        .withChars(" :-[]{}\n.#&*!|>'\"%@`,?0123456789")
                        .ofMaxLength(12));
    }
}
