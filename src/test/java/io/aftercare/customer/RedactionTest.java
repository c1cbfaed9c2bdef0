package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("P1 Free text leaves the customer's room without personal data")
class RedactionTest {

    private static final String NAME = "王小芳";
    private static final String PHONE = "13800135678";
    private static final String ADDRESS = "上海市浦东新区世纪大道100号5幢601室";

    private static final List<Redaction.Known> CUSTOMER = List.of(new Redaction.Known(NAME, PHONE, ADDRESS));

    private static String redact(String text) {
        return Redaction.redact(text, CUSTOMER);
    }

    @Example
    void a_whole_story() {
        assertThat(redact("我是王小芳，电话 138 0013 5678，住世纪大道100号5幢601室，邮箱 fang.wang@example.com，身份证310101199001011234，"
                        + "卡号6222 0212 3456 7890 123。老公电话一三九零零一三九零零零，公司010-62345678。订单 202311110001 破损，要求换货！"))
                .isEqualTo("我是王**，电话 138****5678，住[地址]，邮箱 f***@example.com，身份证310****34，"
                        + "卡号6222****0123。老公电话139****9000，公司010****5678。订单 202311110001 破损，要求换货！");
    }

    @Example
    void numbers_of_orders_parcels_cases_and_money_stay() {
        String text = "CP20231011001 订单号 250813123456789012 运单 SF1380013800012 价格1299.00元 2023-10-11 14:00 型号 X-1380";
        assertThat(redact(text)).isEqualTo(text);
    }

    @Example
    void a_latin_name_is_found_as_a_word_only() {
        assertThat(Redaction.redact(
                        "An called about an answer, AN said", List.of(new Redaction.Known("An", null, null))))
                .isEqualTo("A** called about A** answer, A** said");
    }

    @Example
    void a_card_number_after_another_number_is_found() {
        assertThat(redact("尾号12 6222021234567890")).isEqualTo("尾号12 6222****7890");
    }

    @Property(tries = 500)
    void no_phone_number_survives(
            @ForAll("noise") String before,
            @ForAll("mobile") String mobile,
            @ForAll("written") int style,
            @ForAll("noise") String after) {
        String written = write(mobile, style);
        assertThat(foldedDigits(redact(before + written + after))).doesNotContain(mobile);
    }

    @Property(tries = 500)
    void no_identity_card_survives(
            @ForAll("noise") String before, @ForAll("identityCard") String id, @ForAll("noise") String after) {
        assertThat(redact(before + id + after)).doesNotContain(id, id.substring(6, 14));
    }

    @Property(tries = 300)
    void no_bank_card_survives(
            @ForAll("noise") String before, @ForAll("bankCard") String card, @ForAll("noise") String after) {
        assertThat(redact(before + card + after)).doesNotContain(card);
        assertThat(redact(before + card.replaceAll("(.{4})(?!$)", "$1 ") + after))
                .doesNotContain(card.substring(4, 8) + " " + card.substring(8, 12));
    }

    @Property(tries = 300)
    void no_email_address_survives(
            @ForAll("noise") String before, @ForAll("local") String local, @ForAll("noise") String after) {
        assertThat(redact(before + local + "@example.com" + after)).doesNotContain(local + "@");
    }

    @Property(tries = 500)
    void own_name_and_address_never_survive_and_nothing_breaks(@ForAll String before, @ForAll String after) {
        assertThat(redact(before + NAME + after + ADDRESS + before)).doesNotContain(NAME, "世纪大道");
    }

    @Property(tries = 500)
    void redacting_twice_changes_nothing(@ForAll("noise") String before, @ForAll("mobile") String mobile) {
        String once = redact(before + mobile + NAME);
        assertThat(redact(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings().withChars("，。换货 损坏abz😀\n:：-").ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> mobile() {
        return Arbitraries.strings().numeric().ofLength(9).map(rest -> "1" + "38".charAt(rest.charAt(0) % 2) + rest);
    }

    @Provide
    Arbitrary<Integer> written() {
        return Arbitraries.integers().between(0, 5);
    }

    @Provide
    Arbitrary<String> identityCard() {
        return Combinators.combine(
                        Arbitraries.integers().between(110000, 659000),
                        Arbitraries.integers().between(1930, 2020),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(1, 28),
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.chars().with("0123456789X"))
                .as((area, year, month, day, order, check) ->
                        "%d%d%02d%02d%03d%s".formatted(area, year, month, day, order, check));
    }

    @Provide
    Arbitrary<String> bankCard() {
        return Arbitraries.strings().numeric().ofMinLength(14).ofMaxLength(17).map(rest -> "62" + rest);
    }

    @Provide
    Arbitrary<String> local() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("._-")
                .ofMinLength(2)
                .ofMaxLength(20);
    }

    private static String write(String digits, int style) {
        return switch (style) {
            case 0 -> digits;
            case 1 -> digits.replaceFirst("(...)(....)(....)", "$1 $2 $3");
            case 2 -> digits.replaceFirst("(...)(....)(....)", "$1-$2-$3");
            case 3 -> "+86 " + digits;
            case 4 -> digits.chars()
                    .mapToObj(c -> String.valueOf((char) (c - '0' + '０')))
                    .collect(Collectors.joining());
            default -> digits.chars()
                    .mapToObj(c -> "零一二三四五六七八九".substring(c - '0', c - '0' + 1))
                    .collect(Collectors.joining());
        };
    }

    private static String foldedDigits(String text) {
        return text.chars()
                .map(c -> c >= '０' && c <= '９'
                        ? c - '０' + '0'
                        : "零一二三四五六七八九".indexOf(c) >= 0 ? '0' + "零一二三四五六七八九".indexOf(c) : c)
                .filter(c -> c >= '0' && c <= '9' || c == '*')
                .mapToObj(c -> String.valueOf((char) c))
                .collect(Collectors.joining());
    }
}
