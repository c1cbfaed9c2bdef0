package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C2 P1 One telephone number has one spelling")
class PhoneTest {

    @ParameterizedTest
    @MethodSource("io.aftercare.customer.PhoneSpellings#all")
    void spellings(String typed, String normalised) {
        assertThat(Phone.normalise(typed)).contains(normalised);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "12800138000",
                "1380013800",
                "138001380001",
                "abc",
                "13800138000a",
                "13800138000\u00008",
                "+1 202 555",
                "+999 1234 5678",
                "62345678",
                "１３８",
                "0",
                "-",
                "转1"
            })
    void nonsense(String typed) {
        assertThat(Phone.normalise(typed)).isEmpty();
    }

    @Property(tries = 500)
    void normalising_twice_changes_nothing_and_nothing_breaks_it(@ForAll String typed) {
        Phone.normalise(typed)
                .ifPresent(once -> assertThat(Phone.normalise(once)).contains(once));
    }

    @Property(tries = 500)
    void whatever_stands_between_the_digits_the_number_is_the_same(
            @ForAll("mobile") String mobile,
            @ForAll("separators") String separator,
            @ForAll("separators") String around) {
        String typed = around + String.join(separator, mobile.split("")) + around;
        assertThat(Phone.normalise(typed)).contains(mobile);
    }

    @Provide
    Arbitrary<String> mobile() {
        return Arbitraries.strings().withCharRange('0', '9').ofLength(9).map(rest -> "13" + rest);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.strings()
                .withChars(" \u3000\u00a0\u2009\u200b\u200d\ufeff\u202d\u2066\u00ad\u2060().·•、/~".toCharArray())
                .ofMaxLength(3);
    }

    @ParameterizedTest
    @CsvSource({
        "13800135678, 138****5678",
        "01062345678-801, 010****5678",
        "+85291234567, +852****4567",
        "95533, 95****"
    })
    void staff_see_the_ends_of_a_number(String number, String masked) {
        assertThat(Phone.mask(number)).isEqualTo(masked);
    }
}
