package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C2 P1 One telephone number has one spelling")
class PhoneTest {

    @ParameterizedTest
    @CsvSource({
        "13800138000, 13800138000",
        "138-0013-8000, 13800138000",
        "１３８　００１３　８０００, 13800138000",
        "+86 138 0013 8000, 13800138000",
        "+86-138-0013-8000, 13800138000",
        "008613800138000, 13800138000",
        "8613800138000, 13800138000",
        "（＋86）13800138000, 13800138000",
        "010-62345678, 01062345678",
        "(021) 6234 5678, 02162345678",
        "0371-62345678, 037162345678",
        "0571-2345678, 05712345678",
        "+86 10 6234 5678, 01062345678",
        "010-62345678-801, 01062345678-801",
        "010-62345678转801, 01062345678-801",
        "010-62345678 分机 801, 01062345678-801",
        "400-123-4567, 4001234567",
        "400-1234-567, 4001234567",
        "800 123 4567, 8001234567"
    })
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
                "+1 202 555 0143",
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
}
