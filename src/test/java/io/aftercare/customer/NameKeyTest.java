package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("C2 P1 One person has one name, however it is written")
class NameKeyTest {

    @ParameterizedTest
    @CsvSource({
        "王 芳, 王芳",
        "王　芳, 王芳",
        "王芳女士, 王芳",
        "王芳 老师, 王芳",
        "王\u200b芳, 王芳",
        "欧阳明先生, 欧阳明",
        "古丽米热·艾比布力, 古丽米热艾比布力",
        "古丽米热•艾比布力, 古丽米热艾比布力",
        "古丽米热・艾比布力, 古丽米热艾比布力",
        "古丽米热‧艾比布力, 古丽米热艾比布力",
        "古丽米热.艾比布力, 古丽米热艾比布力",
        "JOHN SMITH, John Smith",
        "Ｊｏｈｎ　Ｓｍｉｔｈ, John Smith",
        "Mr. John Smith, John Smith",
        "O’Brien, O'Brien",
        "Mu\u0308ller, M\u00fcller",
        "\ud842\udfb7丽, 𠮷丽"
    })
    void two_spellings_are_one_name(String one, String other) {
        assertThat(NameKey.of(one)).isEqualTo(NameKey.of(other));
    }

    @ParameterizedTest
    @CsvSource({"王芳, 王方", "王先生, 王女士", "王女士, 王芳", "欧阳先生, 欧阳女士", "李, 李李", "𠮷丽, 丽"})
    void two_people_stay_two(String one, String other) {
        assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other));
    }

    @Property
    void composed_and_decomposed_are_one_and_there_is_always_something_to_compare(@ForAll @NotEmpty String name) {
        assertThat(NameKey.of(Normalizer.normalize(name, Normalizer.Form.NFD)))
                .isEqualTo(NameKey.of(Normalizer.normalize(name, Normalizer.Form.NFC)));
    }
}
