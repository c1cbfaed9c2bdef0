package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts how often a text is looked at; no clock, so that it holds on any machine. */
@DisplayName("The work of redaction grows with the text and no faster")
class RedactionWorkTest {

    private static final int SHORT = 2_000;
    private static final int LONG = 16_000;

    static Stream<String> hostile() {
        return HostileTexts.UNITS.stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void eight_times_the_text_takes_eight_times_the_work(String unit) {
        long some = work(HostileTexts.of(unit, SHORT));
        long more = work(HostileTexts.of(unit, LONG));

        assertThat(more).isLessThan(LONG / SHORT * some * 11 / 10 + 10_000);
        assertThat(more).as("looks at a character").isLessThan(1_500L * LONG);
    }

    private static long work(String text) {
        Counting counted = new Counting(text);
        Redaction.redact(counted, HostileTexts.CUSTOMER);
        return counted.looks;
    }

    private static final class Counting extends FoldedText {

        private long looks;

        Counting(String text) {
            super(text);
        }

        @Override
        char at(int i) {
            looks++;
            return super.at(i);
        }

        @Override
        int digit(int i) {
            looks++;
            return super.digit(i);
        }

        @Override
        Sort sort(int i) {
            looks++;
            return super.sort(i);
        }

        @Override
        boolean has(int i, String words) {
            looks += words.length();
            return super.has(i, words);
        }
    }
}
