package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C1 One check of mail addresses from receipt to the mail server")
class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"wang@example.com", "w.x+y@mail.example.com.cn", "10086@139.example", "a_b-c@x-y.example"})
    void ordinary_addresses_pass(String address) {
        assertThat(MailAddress.normalise(" " + address + " ")).contains(address);
    }

    @ParameterizedTest
    @CsvSource({
        "zhou＠example.com, zhou@example.com",
        "ｚｈｏｕ＠ｅｘａｍｐｌｅ．ｃｏｍ, zhou@example.com",
        "zhou@qq。com, zhou@qq.com",
        "zhou @ qq.com, zhou@qq.com",
        "\u202dzhou@example.com\u202c, zhou@example.com",
        "\ufeffzhou@example.com\u200b, zhou@example.com",
        "Zhou@Example.COM, Zhou@example.com",
        "zhou@例子.中国, zhou@xn--fsqu00a.xn--fiqs8s"
    })
    void what_a_chinese_keyboard_or_a_copy_makes_of_an_address_is_that_address(String typed, String address) {
        assertThat(MailAddress.normalise(typed)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000@example.com",
                "a@example.com\r\nBcc: b@example.com",
                "a@b@example.com",
                "\"a b\"@example.com",
                "a@[127.0.0.1]x",
                "a@127.0.0.1",
                "b..c@example.com",
                ".b@example.com",
                "b.@example.com",
                "b@example..com",
                "b@-example.com",
                "b@example.com.",
                "b@localhost",
                "<a@example.com>",
                "a@example.com, b@example.com",
                "用户@example.com"
            })
    void others_do_not(String address) {
        assertThat(MailAddress.normalise(address)).isEmpty();
    }

    @Test
    void the_longest_parts_pass_and_one_character_more_does_not() {
        String local = "a".repeat(64);
        assertThat(MailAddress.normalise(local + "@example.com")).isPresent();
        assertThat(MailAddress.normalise(local + "a@example.com")).isEmpty();
        String domain = ("b".repeat(61) + ".").repeat(3) + "example";
        assertThat(MailAddress.normalise("a".repeat(254 - domain.length() - 1) + "@" + domain))
                .isPresent();
        assertThat(MailAddress.normalise("a".repeat(254 - domain.length()) + "@" + domain))
                .isEmpty();
    }

    @Property
    void whatever_passes_is_one_plain_word_and_passes_again_as_it_is(@ForAll String address) {
        MailAddress.normalise(address).ifPresent(valid -> {
            assertThat(valid).matches("[!-~&&[^<>(),;:\\\\\"@]]+@[a-z0-9.-]+");
            assertThat(MailAddress.normalise(valid)).contains(valid);
        });
    }

    @Test
    void staff_see_the_first_character_and_the_domain() {
        assertThat(MailAddress.masked("wang@example.com")).isEqualTo("w***@example.com");
        assertThat(MailAddress.masked("broken")).isEqualTo("***");
    }
}
