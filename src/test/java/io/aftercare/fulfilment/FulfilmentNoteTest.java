package io.aftercare.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.fulfilment.FulfilmentProperties.Peer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FulfilmentNoteTest {

    private static final Peer NONE = new Peer("", "", Duration.ofSeconds(10));
    private static final Peer REAL = new Peer("https://pay.example.com/v1", "", Duration.ofSeconds(10));

    @Test
    @DisplayName(
            "A start says that nothing is paid for real, and that the return address is invented where goods are real")
    void says_what_is_not_real() {
        assertThat(lines(FulfilmentProperties.INVENTED_ADDRESS, NONE))
                .singleElement()
                .asString()
                .contains("不会真的付款");
        assertThat(lines(FulfilmentProperties.INVENTED_ADDRESS, REAL))
                .singleElement()
                .asString()
                .contains("退货地址还是虚构的");
        assertThat(lines("杭州市西湖区文三路1号", REAL)).isEmpty();
    }

    @Test
    void an_address_that_is_none_and_a_timeout_of_nothing_are_refused() {
        assertThatThrownBy(() -> new Peer("pay.example.com", "", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Peer("file:///etc/passwd", "", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Peer("", "", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> lines(String address, Peer payments) {
        return new FulfilmentNote(new FulfilmentProperties(address, 100, payments, NONE, NONE, NONE)).lines();
    }
}
