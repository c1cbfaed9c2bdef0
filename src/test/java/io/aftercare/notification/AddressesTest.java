package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(strings = {"wang@example.com", "w.x+y@mail.example.com.cn", "10086@139.example", "a_b-c@x-y.example"})
    void ordinary_addresses_pass(String address) {
        assertThat(Addresses.valid(" " + address + " ")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000@example.com",
                "a@b@example.com",
                "\"a b\"@example.com",
                "a@[127.0.0.1]x",
                "a..b@example.com",
                "用户@example.com"
            })
    void others_do_not(String address) {
        assertThat(Addresses.valid(address)).isNull();
    }

    @Property
    void whatever_passes_is_one_plain_word(@ForAll String address) {
        String valid = Addresses.valid(address);
        assertThat(valid == null || valid.matches("[!-~&&[^<>(),;:\\\\\"@]]+@[!-~&&[^<>(),;:\\\\\"@]]+"))
                .isTrue();
    }

    @Test
    void staff_see_the_first_character_and_the_domain() {
        assertThat(Addresses.masked("wang@example.com")).isEqualTo("w***@example.com");
        assertThat(Addresses.masked("broken")).isEqualTo("***");
    }
}
